"""What is put before a language model: prompt files, filled in; foreign text in envelopes; no names.

Prompts are files in the package `prompts`, versioned by their hash.
"""
