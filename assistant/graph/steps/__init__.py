"""The steps of a question, one file each: a body takes what is known and returns what it adds."""
