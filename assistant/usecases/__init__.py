"""One module per verb: what a person or a schedule can ask the assistant to do."""
