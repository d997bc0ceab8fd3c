"""Independent checkers of answers: plain Python, no code shared with what they check."""
