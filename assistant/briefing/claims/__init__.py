"""Reads the claims out of free text, in English, and binds each to a fact or refuses it."""
