"""The agent: understands a question, calls typed tools, and writes only what facts support."""
