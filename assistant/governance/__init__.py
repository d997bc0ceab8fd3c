"""Who may decide what, what is put to them, and what is kept of it. Pure: use cases store it."""
