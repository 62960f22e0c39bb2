import json
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from latido.engines.vault import KeyPair, new_key_pair

ROOT = Path(__file__).parents[3]
SCRIPTS = ROOT / "src" / "latido" / "web" / "static" / "latido"
PAGE = b'<!doctype html><html lang="en"><title>seal</title><link rel="icon" href="data:,">'

# Bytes cross between Python and the page as {"hex": ...}, anything else as JSON.
CALL = """async ({ name, args }) => {
  const seal = await import("/seal.js");
  const unhex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const hex = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const each = (fields, change) =>
    Object.fromEntries(Object.entries(fields).map(([key, inner]) => [key, change(inner)]));
  const read = (value) => Array.isArray(value) ? value.map(read)
    : value?.hex !== undefined ? unhex(value.hex)
    : value?.fields ? each(value.fields, read)
    : value?.json ? JSON.parse(value.json) : value;
  const write = (value) => value instanceof Uint8Array ? { hex: hex(value) }
    : value?.constructor === Object ? { fields: each(value, write) } : value;
  try {
    const result = await seal[name](...args.map(read));
    return name === "openEnvelope" ? { done: { json: JSON.stringify(result) } } : { done: write(result) };
  } catch (error) { return { failed: `${error.name}: ${error.message}` }; }
}"""


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = {".js": "text/javascript"}

    def do_GET(self) -> None:
        if self.path != "/":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)
        return None

    def log_message(self, *args: object) -> None:
        """The test log is for the tests."""


@pytest.fixture(scope="session")
def vectors() -> dict[str, Any]:
    return json.loads((ROOT / "docs" / "envelope-vectors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def seal_address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(SCRIPTS)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class JsonText(str):
    """Crosses to the page as it is and is parsed there: for what Playwright cannot carry."""

    __slots__ = ()


class SealError(Exception):
    """What seal.js threw, as name and message."""


def packed(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, list):
        return [packed(inner) for inner in value]
    if isinstance(value, JsonText):
        return {"json": value}
    if isinstance(value, dict):
        return {"fields": {key: packed(inner) for key, inner in value.items()}}
    return value


def unpacked(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "hex" in value:
        return bytes.fromhex(value["hex"])
    if "json" in value:
        return json.loads(value["json"])
    return {key: unpacked(inner) for key, inner in value["fields"].items()}


@pytest.fixture(scope="session")
def json_text() -> type[JsonText]:
    return JsonText


@pytest.fixture(scope="session")
def seal_error() -> type[SealError]:
    return SealError


@pytest.fixture(scope="session")
def pairs() -> list[KeyPair]:
    return [new_key_pair() for _ in range(3)]


@pytest.fixture
def seal(browse: Callable[..., Any], seal_address: str) -> Callable[..., Any]:
    """`seal("hpkeSeal", ...)` calls the export of seal.js in Chromium; bytes go and come back as bytes."""
    page = browse()
    page.goto(seal_address)

    def call(name: str, *args: Any) -> Any:
        answer = page.evaluate(CALL, {"name": name, "args": [packed(value) for value in args]})
        if "failed" in answer:
            raise SealError(answer["failed"])
        return unpacked(answer.get("done"))

    return call
