"""Readers of published instances, each in the form it is published in."""
