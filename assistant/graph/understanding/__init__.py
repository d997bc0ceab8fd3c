"""Understanding a question without a model: by its words, its names and its days."""
