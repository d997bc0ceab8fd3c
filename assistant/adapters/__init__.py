"""One file or folder per outside system, implementing a port."""
