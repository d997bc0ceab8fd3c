"""Briefs of the Rust project's goals, month by month, beside the reports that people published."""
