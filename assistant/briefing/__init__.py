"""From facts to a brief: sections, audiences, wording and renderers."""
