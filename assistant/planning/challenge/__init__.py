"""Anyone's order beside the computed one: what it breaks, what it costs more, or that it is better."""
