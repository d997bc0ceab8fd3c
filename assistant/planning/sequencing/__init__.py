"""Finds an order of work and says how good it is: schedules, search, exact methods, bounds."""
