"""The nouns of the portfolio, and the dated view of them that everything is computed from."""
