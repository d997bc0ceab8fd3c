"""Real approval processes as decision tables, and their verdicts beside what was recorded."""
