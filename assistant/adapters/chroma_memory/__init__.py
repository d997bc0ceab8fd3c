"""The memory: vectors in Chroma, words and passages in a file beside them."""

from assistant.adapters.chroma_memory.markdown_folder import MarkdownFolder
from assistant.adapters.chroma_memory.memory import ChromaMemory
from assistant.adapters.chroma_memory.place import MemoryPlace

__all__ = ["ChromaMemory", "MarkdownFolder", "MemoryPlace"]
