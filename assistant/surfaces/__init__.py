"""Where people meet it: translate in, call a use case, translate out."""
