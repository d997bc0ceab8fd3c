"""A mapping proposed from an export's headers and values, with the questions only a person can answer."""
