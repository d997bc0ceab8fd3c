"""What the use cases drive, as protocols: adapters and fakes implement them."""
