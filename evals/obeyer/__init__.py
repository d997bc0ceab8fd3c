"""The obeyer: a model that obeys whatever injection there is, and what comes of it."""
