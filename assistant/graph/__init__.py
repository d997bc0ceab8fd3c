"""The agent: understands a question, plans calls, gathers facts, words them, checks every word."""
