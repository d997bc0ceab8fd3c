"""Did advice and forecasts come true? What was said, what was decided, and what happened then."""
