"""What waits for what: links, cycles, and the graph without them."""
