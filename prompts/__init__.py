"""One file a prompt: front matter, a system text that never changes, and a user text with inputs.

`assistant.prompting` reads and fills them. A file's hash is its version; `evals/prompt_baseline.json`
says at which version each was last evaluated.
"""
