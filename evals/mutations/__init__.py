"""Changes true texts in ways that make them false or that do not, and counts what is noticed."""
