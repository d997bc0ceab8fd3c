"""What an order is computed on: open items with their worth, size, dates and pins."""
