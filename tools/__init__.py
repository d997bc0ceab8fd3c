"""The typed tools: the only bridge from a question to the portfolio. None of them changes anything."""
