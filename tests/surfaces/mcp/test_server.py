"""The tools over MCP: the official client, on standard input and output of a real process."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent

from assistant.bootstrap import build_app
from assistant.portfolio.sample import sample_folders
from assistant.ports.progress import Silent
from assistant.usecases.load_sample import load_sample
from tools.catalog import NAMES

_RUN = "from assistant.main import run; run()"


@pytest.fixture(scope="module")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('mcp') / 'pmo.db'}"
    load_sample(build_app(url), sample_folders(), Silent())
    return url


@asynccontextmanager
async def _session(url: str, viewer: str, log: Path) -> AsyncIterator[ClientSession]:
    given = ["-c", _RUN, "mcp", "--store", url, "--viewer", viewer]
    server = StdioServerParameters(command=sys.executable, args=given)
    with log.open("w") as errors:
        async with (
            stdio_client(server, errlog=errors) as (read, write),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            yield session


def _said(result: CallToolResult) -> str:
    return " ".join(each.text for each in result.content if isinstance(each, TextContent))


def test_another_agent_finds_the_tools_and_calls_them(sample_url: str, tmp_path: Path) -> None:
    async def talk() -> None:
        async with _session(sample_url, "farid.noor", tmp_path / "log") as session:
            listed = (await session.list_tools()).tools
            assert {tool.name for tool in listed} == set(NAMES)
            assert all(tool.input_schema["type"] == "object" for tool in listed)
            assert all(tool.description for tool in listed)

            found = await session.call_tool("explain_place", {"item": "KEY-3"})
            assert not found.is_error
            assert "KEY-3 stands at place 1" in _said(found)
            assert found.structured_content is not None
            assert found.structured_content["reply"]["facts"]
            assert found.structured_content["data"]["key"] == "KEY-3"

            hidden = await session.call_tool("forecast", {"subject": "Falcon"})
            assert hidden.is_error
            assert _said(hidden).startswith("There is no Falcon here that I know of.")
            assert "FAL" not in hidden.model_dump_json()

            for tool, given in (("approve", {}), ("capacity", {"wanted": "gossip"})):
                refused = await session.call_tool(tool, given)
                assert refused.is_error
                assert "Traceback" not in _said(refused)
            ways = await session.call_tool("find", {"name": "Jonas"})
            assert "Jonas Weber" in json.dumps(ways.model_dump(mode="json"))

    anyio.run(talk)


def test_who_may_see_it_is_told(sample_url: str, tmp_path: Path) -> None:
    async def talk() -> None:
        async with _session(sample_url, "maren.okafor", tmp_path / "log") as session:
            found = await session.call_tool("forecast", {"subject": "Falcon"})
            assert not found.is_error
            assert "Falcon" in _said(found)

    anyio.run(talk)
