"""A small browser without JavaScript: keeps cookies, reads forms, fills them in and sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx

from latido.demo.installations import DemoError

TIMEOUT_S = 30


@dataclass
class Form:
    """A form of a page: where it goes and what stands in it."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._text: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None:
            self._read_control(tag, given)

    def _read_control(self, tag: str, given: dict[str, str]) -> None:
        form, name = self._open, given.get("name", "")
        if form is None:
            return
        if name:
            form.names.add(name)
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind not in ("checkbox", "radio", "submit", "file") or "checked" in given:
                form.fields.append((name, given.get("value", "on" if "checked" in given else "")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._read_option(form, given)
        elif tag == "textarea" and name:
            self._text = name
            form.fields.append((name, ""))

    def _read_option(self, form: Form, given: dict[str, str]) -> None:
        """A list without a chosen option sends its first one, as browsers do."""
        is_first = self._select not in [name for name, _ in form.fields]
        if is_first or "selected" in given:
            if not is_first:
                form.fields = [pair for pair in form.fields if pair[0] != self._select]
            form.fields.append((self._select or "", given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._text:
            name, value = self._open.fields[-1]
            self._open.fields[-1] = (name, value + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None


class Browser:
    """One person's browser on one installation. ``page`` is the last answer."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, follow_redirects=True, timeout=TIMEOUT_S)
        self.page = httpx.Response(204)

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_error: object) -> None:
        self._client.close()

    @property
    def text(self) -> str:
        return self.page.text

    @property
    def path(self) -> str:
        return self.page.url.path

    def get(self, path: str, *, expect: int = 200) -> str:
        """Open a page. Raises ``DemoError`` when the status is not ``expect``."""
        return self._send("GET", path, expect=expect)

    def bytes(self) -> bytes:
        return self.page.content

    def forms(self) -> list[Form]:
        reader = _FormReader()
        reader.feed(self.page.text)
        return reader.forms

    def form(self, *, to: str = "", having: str = "") -> Form:
        """The first form whose address contains ``to`` and that has a field named ``having``."""
        for form in self.forms():
            if to in (form.action or self.path) and (not having or having in form.names):
                return form
        raise DemoError(f"{self.path}: no form to '{to}' with a field '{having}'")

    def submit(self, *, to: str = "", having: str = "", expect: int = 200, **values: Any) -> str:
        """Fill in that form and send it as a browser would; a list gives a field several values."""
        return self.fill(values, to=to, having=having, expect=expect)

    def fill(self, values: Mapping[str, Any], *, to: str = "", having: str = "", expect: int = 200) -> str:
        """The same with the values in a mapping."""
        form = self.form(to=to, having=having)
        kept = [(name, value) for name, value in form.fields if name not in values]
        given = [
            (name, str(one))
            for name, value in values.items()
            for one in (value if isinstance(value, list | tuple) else [value])
        ]
        data: dict[str, list[str]] = {}
        for name, value in [*kept, *given]:
            data.setdefault(name, []).append(value)
        target = urljoin(str(self.page.url), form.action or str(self.page.url))
        if form.method == "post":
            return self._send("POST", target, expect=expect, data=data)
        return self._send("GET", target, expect=expect, params=data)

    def _send(self, method: str, target: str, *, expect: int, **more: Any) -> str:
        try:
            self.page = self._client.request(method, target, **more)
        except httpx.TransportError as error:
            raise DemoError(f"{method} {target}: {error}") from error
        if self.page.status_code != expect:
            raise DemoError(f"{self.page.request.method} {self.path}: {self.page.status_code}, not {expect}")
        return self.page.text
