"""What would be if: changes to a portfolio, planned again, beside the plan of today."""
