"""What Slack shows, as pure functions from what use cases return to blocks."""
