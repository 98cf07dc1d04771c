"""A workspace → a server on 127.0.0.1 for one clerk's browser, until Ctrl-C or until the last tab has been gone for a while.

Knows no figures: each route asks the ``Desk`` and sends its answer.  No path ever comes from
the client: files are named by a table made when the server starts, copies by their kind.  News are told by number alone; a tab
that hears a new one asks for the state.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from reportgen.message import Message, say
from reportgen.page.connections import PatientProtocol
from reportgen.page.guard import Guard
from reportgen.page.live_year import LiveYear
from reportgen.page.tab_requests import Data, Desk, UnclearRequest
from reportgen.preview.kept_office import KeptOffice
from reportgen.problem import ReportError
from reportgen.regex import regex

Post = Callable[[LiveYear, Data], Data]
LINGER = 120.0
"""Seconds for which the server waits for a tab once the last one has gone: a reload takes one, a browser's restart some more."""
_LOOK = 0.3
"""Seconds between two looks at the files, and at what a tab has not heard of."""
_BEAT = 15.0
"""Seconds after which a line is sent to a tab that has heard nothing, so that one that has gone is noticed."""
MOST_TABS = 60
"""Tabs that listen at once."""
_DIGITS = 6
_HALF = regex(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")
"""What may be half of a character, which no file can hold."""
_FIRST_PORT, _PORTS = 20_000, 12_000
"""Where a workspace's own port lies: below those that systems give to connections."""
_TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}  # fmt: skip

Served = Mapping[str, tuple[bytes, str]]


def static_files() -> Served:
    """The page's own files by name, read once: nothing else can be asked for."""
    found = [each for each in files("reportgen.page").joinpath("static").iterdir() if each.is_file()]
    return {each.name: (each.read_bytes(), kind) for each in found if (kind := _TYPES.get("." + each.name.rpartition(".")[2]))}


@dataclass(slots=True, eq=False)
class PageServer:
    """The routes to a desk; ``tabs`` is how many browsers' tabs listen."""

    desk: Desk
    linger: float = LINGER
    tabs: int = 0
    came: bool = False
    ended: Callable[[], None] = field(default=lambda: None)
    is_ending: bool = False

    def app(self) -> Starlette:
        static = static_files()
        posts: Mapping[str, Post] = {
            "try": self.desk.tried, "steps": self.desk.stepped,
            "undo": self.desk.undo, "copy": self.desk.copy, "forms": self.desk.forms, "bring": self.desk.bring,
            "confirm": self.desk.confirm, "take": self.desk.take, "compare": self.desk.compare, "figure": self.desk.figure,
            "office": self.desk.rendered, "folder": lambda live, data: self.desk.folder(live),
            "work": lambda live, data: {"phase": self.desk.works.phase(data.get("work"))},
            "stop": lambda live, data: {"stopped": self.desk.works.stop(data.get("work"))},
        }  # fmt: skip
        gets = {"state": self.desk.state, "missing": self.desk.missing, "outline": self.desk.outline}
        routes = [
            Route("/", partial(_file, static, "index.html")),
            *(Route(f"/static/{name}", partial(_file, static, name)) for name in static),
            *(Route(f"/api/{name}", partial(self._posted, way), methods=["POST"]) for name, way in posts.items()),
            *(Route(f"/api/{name}", partial(self._got, way)) for name, way in gets.items()),
            Route("/api/news", self.news),
            Route("/api/office/{page}", self.office_page),
        ]
        return Starlette(routes=routes, lifespan=self._lifespan, exception_handlers=_FAULTS)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        waiting = asyncio.create_task(self._watch())
        yield
        waiting.cancel()
        await run_in_threadpool(self.desk.office.close)

    async def _watch(self) -> None:
        """Looks at the files, and ends the server some time after the last tab has gone; not before the first has come."""
        alone = 0.0
        while True:
            await asyncio.sleep(_LOOK)
            await run_in_threadpool(self.desk.office.sweep)
            alone = 0.0 if self.tabs or not self.came else alone + _LOOK
            if alone > self.linger:
                self.ended()
                return

    async def _got(self, way: Callable[[LiveYear], Data], request: Request) -> Response:
        return await self._answered(request, way)

    async def _posted(self, way: Post, request: Request) -> Response:
        data = await _body(request)
        return await self._answered(request, lambda live: way(live, data))

    async def _answered(self, request: Request, way: Callable[[LiveYear], Data]) -> Response:
        """What the desk says of the year that the request is about."""
        try:
            return await run_in_threadpool(lambda: _timed(lambda: way(self._live(request))))
        except UnclearRequest as fault:
            return JSONResponse({"error": fault.message}, 400)
        except ReportError as error:
            return JSONResponse({"error": error.problems[0].message}, 409)

    def _live(self, request: Request) -> LiveYear:
        return self.desk.live(request.query_params.get("year", ""), request.query_params.get("text", ""))

    async def news(self, request: Request) -> Response:
        """The number of the moment, as often as there is a new one."""
        if self.tabs >= MOST_TABS:
            return JSONResponse({"error": say("开着的标签页太多，请关掉几个。")}, 429)
        try:
            live = await run_in_threadpool(self._live, request)
        except UnclearRequest as fault:
            return JSONResponse({"error": fault.message}, 400)
        return StreamingResponse(self._numbers(live), media_type="text/event-stream")

    async def _numbers(self, live: LiveYear) -> AsyncIterator[str]:
        heard, quiet = 0, 0.0
        self.tabs += 1
        self.came = True
        try:
            while not self.is_ending:
                moment = await run_in_threadpool(live.now)
                if moment.number != heard:
                    heard, quiet = moment.number, 0.0
                    yield f"data: {heard}\n\n"
                elif quiet > _BEAT:
                    quiet = 0.0
                    yield ": \n\n"
                await asyncio.sleep(_LOOK)
                quiet += _LOOK
        finally:
            self.tabs -= 1

    async def office_page(self, request: Request) -> Response:
        """One of LibreOffice's pages, by its number from 1."""
        page = str(request.path_params["page"])
        found = self.desk.picture(int(page)) if page.isascii() and page.isdecimal() and len(page) < _DIGITS else None
        return Response(status_code=404) if found is None else Response(found, media_type="image/png")


def _timed(way: Callable[[], Data]) -> Response:
    """The answer, and how long it took, which a browser's tools show beside it."""
    begun = time.perf_counter()
    answer = JSONResponse(way())
    answer.headers["Server-Timing"] = f"desk;dur={1000 * (time.perf_counter() - begun):.1f}"
    return answer


async def _file(static: Served, name: str, _: Request) -> Response:
    content, kind = static[name]
    return Response(content, media_type=kind)


async def _body(request: Request) -> dict[str, Any]:
    """The JSON of a request; nothing where it is none."""
    body = await request.body()
    try:
        data = json.loads(body)
        if _HALF.search(body):
            json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _told(message: Message, status: int) -> Callable[[Request, Exception], Response]:
    return lambda request, fault: PlainTextResponse(message, status)


_FAULTS: Mapping[Any, Callable[[Request, Exception], Response]] = {
    404: _told(say("没有这一页。"), 404),
    405: _told(say("这里不能这样请求。"), 405),
    500: _told(say("程序出了意外，这一步没有做成；已经写好的没有丢。"), 500),
}
"""What a person reads who typed another address, or where the program is at fault."""


@dataclass(frozen=True, slots=True)
class Listening:
    """A server that has its port and is not yet running; ``address`` has the token in it."""

    server: _Ending
    socket: socket.socket
    address: str

    def run(self) -> None:
        """Until it is ended."""
        self.server.run(sockets=[self.socket])

    def end(self) -> None:
        """Ends it, from another thread."""
        self.server.page.is_ending = True
        self.server.should_exit = True


def listen(
    live: LiveYear, port: int | None = None, linger: float = LINGER, office: KeptOffice | None = None
) -> Listening:
    """Takes a port of this machine: the workspace's own one or any that is free (None), any (0), or that one.

    Raises ``OSError`` where it is taken, ``ReportError`` where the year cannot be read at all.
    """
    live.now()
    taken = _bound(live.root) if port is None else _socket(port)
    port, token = taken.getsockname()[1], secrets.token_urlsafe(32)
    page = PageServer(Desk(live, office or KeptOffice()), linger)
    config = uvicorn.Config(
        Guard(page.app(), port, token), log_config=None, access_log=False, server_header=False, date_header=False, ws="none",
        http=PatientProtocol, log_level="error",
        timeout_graceful_shutdown=2, h11_max_incomplete_event_size=1 << 16, lifespan="on",
    )  # fmt: skip
    server = _Ending(config, page)
    page.ended = partial(setattr, server, "should_exit", True)
    return Listening(server, taken, f"http://127.0.0.1:{port}/?token={token}")


def _bound(root: Path) -> socket.socket:
    """The same port each time for a workspace, where it is free: a browser keeps what was not saved yet by the address."""
    number = int.from_bytes(sha256(str(root.resolve()).encode(errors="surrogateescape")).digest()[:4], "big")
    try:
        return _socket(_FIRST_PORT + number % _PORTS)
    except OSError:
        return _socket(0)


def _socket(port: int) -> socket.socket:
    """Said to be of TCP, since asyncio only then has what is written sent at once: an answer's body waited 40 ms for the browser's
    word that its head had come."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(("127.0.0.1", port))
        made.listen()
    except OSError:
        made.close()
        raise
    return made


class _Ending(uvicorn.Server):
    """Tells the streams to tabs that they are to end, so that the end does not wait for them."""

    def __init__(self, config: uvicorn.Config, page: PageServer) -> None:
        super().__init__(config)
        self.page = page

    def handle_exit(self, sig: int, frame: Any) -> None:
        self.page.is_ending = True
        super().handle_exit(sig, frame)


