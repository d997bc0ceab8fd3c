"""Schedules a project under scarce resources: the shortest, or the one that costs least to wait for.

`problem.py` says what is asked, `schedule.py` answers; the rest is how.
"""
