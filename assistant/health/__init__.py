"""How it is going: RAG by policy, risks with their evidence, and what the data cannot say."""
