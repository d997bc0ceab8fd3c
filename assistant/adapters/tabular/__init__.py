"""Tables of text out of CSV, workbooks, JSON, YAML and Markdown, and cells into values."""
