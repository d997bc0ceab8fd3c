"""How the schema grew, step by step; shipped with the program and run when a store is opened."""
