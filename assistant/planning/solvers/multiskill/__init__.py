"""Schedules of work that needs people with skills: each gives one skill to one task at a time."""
