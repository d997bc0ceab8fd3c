"""What our answers are measured against: textbook models, solved in the same time."""
