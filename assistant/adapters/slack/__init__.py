"""Slack as a place that texts are brought to, and as a list of who is in which group."""
