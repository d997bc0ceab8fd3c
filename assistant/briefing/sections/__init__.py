"""What a brief says, one file a section, each a pure function of the inputs."""
