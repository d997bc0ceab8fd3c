"""The surface Slack: parse what arrives, call a use case, show what came of it as blocks."""
