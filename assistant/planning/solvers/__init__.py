"""Solvers on arrays that know nothing of portfolios."""
