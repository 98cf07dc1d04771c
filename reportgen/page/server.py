"""A workspace's year → a server on 127.0.0.1 for one clerk's browser, until Ctrl-C or until the last tab has been gone for a while.

Knows no figures: each route asks ``LiveYear`` and sends what ``view`` and ``sheets`` make of the answer.  No path ever comes from
the client: files are named by a table made when the server starts, copies by their kind.  News are told by number alone; a tab
that hears a new one asks for the state.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from reportgen.message import say
from reportgen.page.copies import KINDS, GivenOut, asked_for, forms_out, give_out
from reportgen.page.figure_card import card, card_data
from reportgen.page.guard import Guard
from reportgen.page.live_year import Answer, LiveYear, Moment
from reportgen.page.sheets import sheets
from reportgen.page.steps import read_steps
from reportgen.page.view import answered, fields_of, shown
from reportgen.preview.libreoffice import to_pdf
from reportgen.preview.pages import pictures
from reportgen.problem import ReportError
from reportgen.workspace.journal import Direction

LINGER = 120.0
"""Seconds for which the server waits for a tab once the last one has gone: a reload takes one, a browser's restart some more."""
_LOOK = 0.3
"""Seconds between two looks at the files, and at what a tab has not heard of."""
_BEAT = 15.0
"""Seconds after which a line is sent to a tab that has heard nothing, so that one that has gone is noticed."""
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
    """The routes of one year; ``tabs`` is how many browsers' tabs listen."""

    live: LiveYear
    linger: float = LINGER
    tabs: int = 0
    came: bool = False
    ended: Callable[[], None] = field(default=lambda: None)
    is_ending: bool = False
    _drawn: tuple[object, dict[str, Any]] = (None, {})
    _rendered: tuple[bytes, tuple[bytes, ...]] = (b"", ())
    _rendering: threading.Lock = field(default_factory=threading.Lock)

    def app(self) -> Starlette:
        static = static_files()
        routes = [
            Route("/", partial(_file, static, "index.html")),
            *(Route(f"/static/{name}", partial(_file, static, name)) for name in static),
            Route("/api/state", self.state),
            Route("/api/news", self.news),
            Route("/api/try", self.tried, methods=["POST"]),
            Route("/api/steps", self.steps, methods=["POST"]),
            Route("/api/undo", self.undo, methods=["POST"]),
            Route("/api/copy", self.copy, methods=["POST"]),
            Route("/api/forms", self.forms, methods=["POST"]),
            Route("/api/missing", self.missing),
            Route("/api/office", self.office),
            Route("/api/office/{page:int}", self.office_page),
            Route("/api/figure", self.figure, methods=["POST"]),
        ]
        return Starlette(routes=routes, lifespan=self._lifespan)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        waiting = asyncio.create_task(self._watch())
        yield
        waiting.cancel()

    async def _watch(self) -> None:
        """Looks at the files, and ends the server some time after the last tab has gone; not before the first has come."""
        alone = 0.0
        while True:
            await asyncio.sleep(_LOOK)
            alone = 0.0 if self.tabs or not self.came else alone + _LOOK
            if alone > self.linger:
                self.ended()
                return

    async def state(self, _: Request) -> Response:
        """Everything that a tab shows."""
        return await run_in_threadpool(lambda: JSONResponse(self._whole(self.live.now())))

    async def news(self, _: Request) -> Response:
        """The number of the moment, as often as there is a new one."""
        return StreamingResponse(self._numbers(), media_type="text/event-stream")

    async def _numbers(self) -> AsyncIterator[str]:
        heard, quiet = 0, 0.0
        self.tabs += 1
        self.came = True
        try:
            while not self.is_ending:
                moment = await run_in_threadpool(self.live.now)
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

    async def tried(self, request: Request) -> Response:
        """The pages with what is being typed, which is not written."""
        return await self._stepped(request, self.live.tried)

    async def steps(self, request: Request) -> Response:
        """Writes steps into the files."""
        return await self._stepped(request, self.live.write)

    async def _stepped(self, request: Request, way: Callable[..., Answer]) -> Response:
        data = await _body(request)
        try:
            steps = read_steps(data.get("steps"))
        except ValueError:
            return _unclear()
        return await run_in_threadpool(lambda: self._told(way(steps)))

    def _told(self, answer: Answer) -> Response:
        return JSONResponse({**self._whole(answer.moment), **answered(answer)})

    async def undo(self, request: Request) -> Response:
        """Takes the last change of the inputs back, or makes it again."""
        data = await _body(request)
        direction = Direction.REDO if data.get("redo") is True else Direction.UNDO
        return await run_in_threadpool(lambda: self._told(self.live.take_back(direction)))

    async def copy(self, request: Request) -> Response:
        """Gives out a copy of a kind."""
        kind = (await _body(request)).get("kind")
        if kind not in KINDS:
            return _unclear()
        return await run_in_threadpool(lambda: self._given(self._copied(str(kind))))

    def _copied(self, kind: str) -> GivenOut:
        return give_out(self.live.workspace, self.live.year, self.live.unit, kind)

    async def forms(self, request: Request) -> Response:
        """Writes the departments' forms."""
        missing = (await _body(request)).get("missing") is True
        return await run_in_threadpool(lambda: self._given(self._formed(missing)))

    def _formed(self, missing: bool) -> GivenOut:
        return forms_out(self.live.workspace, self.live.now(), missing=missing)

    def _given(self, given: GivenOut) -> Response:
        moment = self.live.now()
        told = answered(Answer(moment, given.problems))
        return JSONResponse({**self._whole(moment), **told, "files": list(given.files)})

    async def figure(self, request: Request) -> Response:
        """The card of a figure, by its path."""
        path = (await _body(request)).get("path")
        return await run_in_threadpool(lambda: self._card(path))

    def _card(self, path: object) -> Response:
        moment = self.live.now()
        year, job = moment.session.year, moment.job
        if year is None or job is None or not isinstance(path, list):
            return _unclear()
        made = next((each for each in fields_of(year.report) if list(each.path) == path), None)
        if made is None:
            return _unclear()
        return JSONResponse(card_data(card(self.live.workspace, job, year, moment.session.trace, moment.problems, made)))

    async def office(self, _: Request) -> Response:
        """LibreOffice's pages of the year as it is on the disk: how many there are, or why there are none."""
        return await run_in_threadpool(self._office)

    def _office(self) -> Response:
        moment = self.live.now()
        draft = moment.session.draft
        if draft is None or not moment.is_current:
            return JSONResponse({"pages": 0, "number": moment.number, "told": say("现在出不了稿，没有排版。")})
        with self._rendering:
            if self._rendered[0] != draft.package:
                try:
                    self._rendered = (draft.package, tuple(pictures(to_pdf(draft.package).pdf)))
                except ReportError as error:
                    return JSONResponse({"pages": 0, "number": moment.number, "told": error.problems[0].message})
            return JSONResponse({"pages": len(self._rendered[1]), "number": moment.number})

    async def office_page(self, request: Request) -> Response:
        """One of them, by its number from 1."""
        number, pages = int(request.path_params["page"]), self._rendered[1]
        if not 1 <= number <= len(pages):
            return Response(status_code=404)
        return Response(pages[number - 1], media_type="image/png")

    async def missing(self, _: Request) -> Response:
        """The list to be pasted."""
        return await run_in_threadpool(self._missing)

    def _missing(self) -> Response:
        year = self.live.now().session.year
        return JSONResponse({"text": "\n".join(asked_for(year.report)) if year else ""})

    def _whole(self, moment: Moment) -> dict[str, Any]:
        return {**shown(moment), "years": list(self._years()), "sheets": self._sheets(moment)}

    def _years(self) -> tuple[int, ...]:
        return (self.live.year,)

    def _sheets(self, moment: Moment) -> dict[str, Any]:
        """The pages of the last good draft, drawn once."""
        draft = moment.session.draft
        if draft is None:
            return {}
        if self._drawn[0] is not draft:
            self._drawn = (draft, sheets(draft))
        return self._drawn[1]


async def _file(static: Served, name: str, _: Request) -> Response:
    content, kind = static[name]
    return Response(content, media_type=kind)


async def _body(request: Request) -> dict[str, Any]:
    """The JSON of a request; nothing where it is none."""
    try:
        data = json.loads(await request.body())
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _unclear() -> Response:
    return JSONResponse({"error": say("看不懂的请求。")}, 400)


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


def listen(live: LiveYear, port: int = 0, linger: float = LINGER) -> Listening:
    """Takes a port of this machine (0: any that is free); raises ``OSError`` where it is taken, ``ReportError`` where the year
    cannot be read at all."""
    live.now()
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("127.0.0.1", port))
    taken.listen()
    port, token = taken.getsockname()[1], secrets.token_urlsafe(32)
    page = PageServer(live, linger)
    config = uvicorn.Config(
        Guard(page.app(), port, token), log_config=None, access_log=False, server_header=False, date_header=False, ws="none",
        timeout_graceful_shutdown=2, h11_max_incomplete_event_size=1 << 16, lifespan="on",
    )  # fmt: skip
    server = _Ending(config, page)
    page.ended = partial(setattr, server, "should_exit", True)
    return Listening(server, taken, f"http://127.0.0.1:{port}/?token={token}")


class _Ending(uvicorn.Server):
    """Tells the streams to tabs that they are to end, so that the end does not wait for them."""

    def __init__(self, config: uvicorn.Config, page: PageServer) -> None:
        super().__init__(config)
        self.page = page

    def handle_exit(self, sig: int, frame: Any) -> None:
        self.page.is_ending = True
        super().handle_exit(sig, frame)


