"""The scorecard: all deterministic suites, their history, and a baseline that must not fall."""
