"""What is printed → the same with every sign made visible that would act on a terminal, or deceive whoever reads it.

Knows no command.  Names of files, texts of strangers' files and of their faults are quoted all over; so it is not each message that
takes care of this, but the one stream that all of them pass.  A sign is written as JSON writes it (``\\u202e``), so that JSON stays
what it was.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportgen.text.unseen import HIDDEN

_KEPT = "\n\t"


class EscapedStream:
    """A text stream; everything else than ``write`` is the inner stream's."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def write(self, text: str) -> int:
        self.inner.write(escaped(text))
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


def escaped(text: str) -> str:
    """The text with control signs, signs of direction and signs of no width spelled out."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(_spelled(char) if _acts(char) else char for char in text)


def _acts(char: str) -> bool:
    return char not in _KEPT and (char < " " or char == "\x7f" or HIDDEN.match(char) is not None)


def _spelled(char: str) -> str:
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + ((code - 0x10000) >> 10):04x}\\u{0xDC00 + ((code - 0x10000) & 0x3FF):04x}"


@contextmanager
def escaping() -> Iterator[None]:
    """Lets everything that is printed pass; a program without a terminal has no streams."""
    before = sys.stdout, sys.stderr
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and not isinstance(stream, EscapedStream):
            setattr(sys, name, EscapedStream(stream))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def plain_error_stream() -> Any:
    """Standard error for a progress bar, which moves the cursor on purpose."""
    stream: Any = sys.stderr
    return stream.inner if isinstance(stream, EscapedStream) else stream
