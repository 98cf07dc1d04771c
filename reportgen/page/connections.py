"""Connections to the page's server → requests that come in time; the others are ended.

Knows no request and no answer.  Any program of this machine can open connections to the port, say nothing, or say it a byte at a
time; each takes a file of the server's, and without any left the clerk's own browser is not let in.  So whoever has asked nothing
for a while is cut off, and where there are too many the one that has been silent longest makes room: a browser opens another one
when it needs it.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 200
"""Connections at once; a browser has six, and one for each tab's news."""
PATIENCE = 20.0
"""Seconds for a request's head to come whole."""


class PatientProtocol(H11Protocol):
    """A connection that ends when nothing is asked on it in time."""

    since = 0.0
    _late: asyncio.TimerHandle | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether no request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()
        there = [each for each in self.connections if isinstance(each, PatientProtocol) and not each.transport.is_closing()]
        if len(there) > MOST:
            min((each for each in there if each.is_waiting), key=lambda each: each.since).cut_off()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.is_waiting:
            self._wait()
        else:
            self._wait_no_more()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.is_waiting and not self.transport.is_closing():
            self._wait()

    def cut_off(self) -> None:
        self.transport.abort()

    def _wait(self) -> None:
        """From the first moment on: what trickles in gives no more time."""
        if self._late is None:
            self.since = self.loop.time()
            self._late = self.loop.call_later(PATIENCE, self.cut_off)

    def _wait_no_more(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
