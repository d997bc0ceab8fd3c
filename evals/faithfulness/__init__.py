"""Finds wrong figures in machine-written reports of games, beside errors that people marked."""
