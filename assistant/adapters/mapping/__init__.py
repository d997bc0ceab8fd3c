"""Mapping files: what the columns of any export mean, proposed from the export itself."""
