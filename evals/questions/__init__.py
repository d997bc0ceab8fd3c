"""Questions with what a right answer has to contain, and the scorers that judge answers."""
