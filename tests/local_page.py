"""A running page of an office, as tests ask it: the server in a thread, and requests that a tab would send."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from reportgen.page.live_year import LiveYear
from reportgen.page.server import listen
from reportgen.preview.kept_office import KeptOffice

NO_OFFICE = KeptOffice(program=Path("no-such-program"))


@dataclass(frozen=True, slots=True)
class Tab:
    """Somebody with the cookie; ``address`` has the token in it."""

    client: httpx.Client
    address: str

    @property
    def origin(self) -> str:
        return self.address.partition("/?")[0]

    def state(self) -> dict[str, Any]:
        return self.got(self.client.get("/api/state"))

    def post(self, route: str, /, **data: Any) -> dict[str, Any]:
        return self.got(self.client.post(route, json=data, headers={"Origin": self.origin}))

    @staticmethod
    def got(answer: httpx.Response) -> dict[str, Any]:
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def row(self, label: str) -> dict[str, Any]:
        return row_of(self.state(), label)


def row_of(state: dict[str, Any], label: str) -> dict[str, Any]:
    """The figure of that name."""
    rows = [row for each in state["departments"] for group in each["groups"] for row in group["rows"]]
    return next(row for row in rows if row["label"] == label)


def set_figure(row: dict[str, Any], new: str, slot: str = "值", old: str | None = None) -> dict[str, Any]:
    """The step that a field sends."""
    stood = row["value"] if slot == "值" else row["noted"][slot]
    return {"kind": "figure", "path": row["path"], "slot": slot, "old": stood if old is None else old, "new": new}


@contextmanager
def running(office: Path, year: int = 2024, linger: float = 600, port: int = 0, *, real: bool = False) -> Iterator[str]:
    """The address of a server that is ended afterwards; without LibreOffice unless its ``real`` pages are wanted."""
    listening = listen(LiveYear(office, year), port, linger, None if real else NO_OFFICE)
    thread = threading.Thread(target=listening.run)
    thread.start()
    try:
        yield listening.address
    finally:
        listening.end()
        thread.join(20)
        assert not thread.is_alive()


@contextmanager
def tab(office: Path, year: int = 2024, *, real: bool = False) -> Iterator[Tab]:
    """A tab that has been let in.  (What a client needs for https takes as long to read as the whole page does to open.)"""
    with running(office, year, real=real) as address, httpx.Client(base_url=address.partition("/?")[0], follow_redirects=True, timeout=600, verify=False) as client:
        assert client.get(address).status_code == 200
        yield Tab(client, address)
