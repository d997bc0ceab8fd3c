"""Schedules of several projects that share resources and whose jobs can be done in several ways."""
