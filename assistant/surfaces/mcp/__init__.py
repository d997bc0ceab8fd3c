"""The typed tools for other agents: an MCP server on standard input and output."""
