"""Charts as definitions: what is drawn, from which facts, and what it says in words."""
