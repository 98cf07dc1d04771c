"""A text and edits → the text with the edits made and every other character as it was.

Knows offsets and quoting, not meaning.  This is how anything is written into a clerk's YAML: never by writing the
file anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.records import frozen
from reportgen.source.nodes import Scalar


@frozen
class Edit:
    """Replaces the characters ``start`` to ``end`` of a file's text."""

    start: int
    end: int
    text: str


def set_scalar(scalar: Scalar, value: str) -> Edit:
    """The edit after which the scalar reads ``value``; its style is kept where that can hold the value."""
    if scalar.style == "'" and "\n" not in value and _printable(value):
        return Edit(scalar.start, scalar.end, "'" + value.replace("'", "''") + "'")
    if scalar.style == "" and scalar.raw and is_plain(value):
        return Edit(scalar.start, scalar.end, value)
    if scalar.style == "" and not scalar.raw:
        return _filled(scalar, value)
    if scalar.style in ("|", ">"):
        return Edit(scalar.start, scalar.end, quoted(value) + ("\n" if scalar.raw.endswith("\n") else ""))
    return Edit(scalar.start, scalar.end, quoted(value))


def splice(text: str, edits: Iterable[Edit]) -> str:
    """Makes the edits; raises ``ValueError`` if two overlap."""
    out: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda item: (item.start, item.end)):
        if edit.start < at:
            raise ValueError("two edits overlap")
        out += (text[at : edit.start], edit.text)
        at = edit.end
    out.append(text[at:])
    return "".join(out)


def quoted(value: str) -> str:
    """A value in double quotes, on one line."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + "".join(char if _printable(char) else _escape(char) for char in escaped) + '"'


_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"


def is_plain(value: str) -> bool:
    """Whether a value can stand without quotes and reads back as itself, in a block as in a flow."""
    if re.fullmatch(_NUMBER, value):
        return True
    if not value or value != value.strip() or value[0] in "-?:,[]{}#&*!|>'\"%@`=<~" or not _printable(value):
        return False
    if value.startswith(("---", "...")) or any(char in value for char in ",[]{}"):
        return False
    return not (":" in value or " #" in value or "：" in value)


def _filled(scalar: Scalar, value: str) -> Edit:
    """An empty value: the text goes after the colon, with a blank between."""
    text = value if is_plain(value) else quoted(value)
    before = scalar.source.text[scalar.start - 1 : scalar.start]
    after = scalar.source.text[scalar.start : scalar.start + 1]
    lead = "" if before in (" ", "") else " "
    trail = " " if after == "#" else ""
    return Edit(scalar.start, scalar.start, lead + text + trail)


_BREAKS = "\u2028\u2029\ufeff"


def _printable(value: str) -> bool:
    """Whether every character may stand in YAML as it is (YAML 1.1 §5.1), line separators left out."""
    return all(char not in _BREAKS and any(low <= char <= high for low, high in _PRINTABLE) for char in value)


_PRINTABLE = ((" ", "~"), ("\xa0", "\ud7ff"), ("\ue000", "\ufffd"), ("\U00010000", "\U0010ffff"))


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
