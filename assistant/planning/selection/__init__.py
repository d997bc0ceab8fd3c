"""Which candidates to fund: what is worth most within budgets, with proof or gap and reasons."""
