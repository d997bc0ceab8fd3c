"""Decision tables: their grammar, three-valued evaluation with a full trace, the defaults."""
