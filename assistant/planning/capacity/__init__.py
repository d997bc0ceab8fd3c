"""The time people have, what is asked of it, and who can do what."""
