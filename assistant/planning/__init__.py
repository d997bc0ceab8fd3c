"""What follows from a snapshot: scores, dependencies, capacity, and an order that holds."""
