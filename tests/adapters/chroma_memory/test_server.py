"""Vectors on a real Chroma server on loopback; passages and words stay here."""

from __future__ import annotations

import gc
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromadb.api.shared_system_client import SharedSystemClient

from assistant.adapters.chroma_memory import ChromaMemory, MemoryPlace
from assistant.adapters.embedding import HashingEmbedder
from assistant.ports.memory import Wanted
from assistant.ports.progress import Silent
from tests.adapters.chroma_memory.passages import passage

_PATIENCE = 30


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(tmp_path / "s"),
               "--host", "127.0.0.1", "--port", str(port)]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", running
        running.kill()
    SharedSystemClient.clear_system_cache()
    gc.collect()  # Chroma's client leaves its connections to the collector, which warns of each


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_two_machines_share_a_server_and_words_remain_when_it_goes(
    server: tuple[str, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    url, running = server
    passages = [passage("a", "The firewall moves.", "ATLAS"), passage("b", "Lunch.", "ATLAS")]
    here, there = (
        ChromaMemory(MemoryPlace(tmp_path / name, url, "store"), HashingEmbedder())
        for name in ("here", "there")
    )
    wanted = Wanted(text="firewal moves", hidden=frozenset())
    for memory in (here, there):
        memory.rebuild(passages, "r1", Silent())
        recall = memory.search(wanted)
        assert recall.by_meaning
        assert [each.key for each in recall.found] == ["a"]
    running.kill()
    running.wait()
    late = ChromaMemory(MemoryPlace(tmp_path / "here", url, "store"), HashingEmbedder())
    recall = late.search(Wanted(text="firewall", hidden=frozenset()))
    assert not recall.by_meaning
    assert [each.key for each in recall.found] == ["a"]
    for memory in (here, there):
        memory.close()
