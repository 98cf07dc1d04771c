"""A request → the same request, or a refusal: who may speak to the page's server, and what the browser may do with its answers.

Knows no route.  The server listens on this machine alone; but any web page that the clerk has open can send requests there, and a
name of a foreign site can be made to lead there.  So a foreign Host is refused (DNS rebinding), everything needs the cookie that
only the address with the token gives, a change needs our own Origin and a type that no form can send, and bodies are bounded
while they are read.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportgen.message import say

LARGEST = 64 << 20
"""Bytes of one body: the largest Word file that may come back; steps are far smaller."""
_DIGITS = 12
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
SLOWEST = 60.0
"""Seconds for a body to come whole; on this machine the largest takes less than one."""
_TYPES = ("application/json", "application/octet-stream")
"""What a form of a foreign page cannot send without asking first, which is never allowed."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets through to ``app`` what may come; ``port`` is the port that is listened on, ``token`` the secret of this run."""

    app: ASGIApp
    port: int
    token: str

    @property
    def cookie(self) -> str:
        """Its name has the port in it, since cookies are shared between the ports of a machine."""
        return f"reportgen-{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer: Response | None = self._refusal(scope, headers)
        if answer is None and self._brings_token(scope):
            answer = RedirectResponse("/", status_code=303)
            answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
        elif answer is None and not self._is_known(headers):
            answer = PlainTextResponse(say("请用 reportgen 打开 印出的那个地址打开这一页。"), 403)
        elif answer is None and scope["method"] not in ("GET", "HEAD"):
            answer, receive = await _with_body(receive)
        await (answer or self.app)(scope, receive, _sealed(send))

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        hosts = tuple(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost"))
        if headers.getlist("host") not in [[host] for host in hosts]:
            return PlainTextResponse(say("不是本机的地址。"), 421)
        if scope["method"] in ("GET", "HEAD"):
            return None
        ours = headers.getlist("origin") == [f"http://{headers['host']}"]
        if not ours or headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return PlainTextResponse(say("不是本页发出的请求。"), 403)
        if headers.get("content-type", "").partition(";")[0].strip() not in _TYPES:
            return PlainTextResponse(say("不是本页发出的请求。"), 415)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > _DIGITS or int(length) > LARGEST:
            return PlainTextResponse(say("文件太大。"), 413)
        return None

    def _brings_token(self, scope: Scope) -> bool:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        return scope["method"] == "GET" and scope["path"] == "/" and _is_one_of(given, self.token)

    def _is_known(self, headers: Headers) -> bool:
        cookies = (cookie_parser(each).get(self.cookie, "") for each in headers.getlist("cookie"))
        return _is_one_of(cookies, self.token)


def _is_one_of(given: Iterable[str], token: str) -> bool:
    """Compared in a time that says nothing of how much was right."""
    return any(hmac.compare_digest(each.encode(), token.encode()) for each in given)


async def _with_body(receive: Receive) -> tuple[Response | None, Receive]:
    """A refusal of a body that is too large or too slow, and whence it is read once more."""
    try:
        body = await asyncio.wait_for(_read(receive), SLOWEST)
    except TimeoutError:
        return PlainTextResponse(say("等了太久，没有收到全部内容。"), 408, {"Connection": "close"}), receive
    return PlainTextResponse(say("文件太大。"), 413) if body is None else None, _again(body or b"", receive)


async def _read(receive: Receive) -> bytes | None:
    """The whole body; None where it is too large, of which no more is read."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST:
            return None
        more = message.get("more_body", False)
    return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """What was read already, then whatever comes after it."""
    held: list[Message] = [{"type": "http.request", "body": body}]

    async def given() -> Message:
        return held.pop() if held else await receive()

    return given


def _sealed(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    return sent
