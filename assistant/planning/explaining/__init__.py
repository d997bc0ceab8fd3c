"""Why an item stands where it stands, and what would move it."""
