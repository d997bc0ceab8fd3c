"""Chooses what is worth most under budgets, with what it needs, and proves or bounds it."""
