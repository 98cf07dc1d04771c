"""LibreOffice's pages of a draft → pictures, and on each the places of everything that the draft knows the origins of.

Knows no browser and no LibreOffice.  A PDF says where each character stands and not what it comes from, so the text of each
paragraph is looked for in the text of the pages, one after the other; what is not found has no places, and the instant pages lead
there still.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from reportgen.preview.pages import Box, BoxedPage, read_boxes
from reportgen.regex import regex

_NUMBER = regex("—[0-9]+—")
_LEAST = 2
"""Characters of a paragraph that is looked for anywhere, because it did not stand where it was expected."""

Places = tuple[tuple[dict[str, Any], ...], ...]
Sizes = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class OfficePages:
    """The pages of one draft: a PNG each, and the places on each, in shares of its width and height."""

    pictures: tuple[bytes, ...]
    places: Places
    sizes: Sizes


def places(pdf: bytes, blocks: Iterable[Mapping[str, Any]]) -> tuple[Places, Sizes]:
    """For each page the stretches with origins (``from``, as the blocks of ``sheets`` number them), and its size in points."""
    pages = read_boxes(pdf)
    stream = [(number, box) for number, page in enumerate(pages) for box in _text(page.boxes)]
    text = "".join(_plain(box[4]) for _, box in stream)
    found: list[list[dict[str, Any]]] = [[] for _ in pages]
    at = 0
    for runs in _paragraphs(blocks):
        wanted = [(char, run.get("from")) for run in runs for each in run["text"] if (char := _plain(each)).strip()]
        words = "".join(char for char, _ in wanted)
        start = text.find(words, at) if words else -1
        if start < 0 and len(words) >= _LEAST:
            start = text.find(words)
        if start < 0:
            continue
        at = max(at, start + len(words))
        for number, place in _placed(stream[start : start + len(words)], [origin for _, origin in wanted]):
            found[number].append({**place, "box": _share(place["box"], pages[number])})
    return tuple(map(tuple, found)), tuple((page.width / 25.4 * 72, page.height / 25.4 * 72) for page in pages)


def _share(box: tuple[float, float, float, float], page: BoxedPage) -> list[float]:
    """Left, top, width and height as shares of the page's."""
    left, top, right, bottom = box
    shares = (left / page.width, top / page.height, (right - left) / page.width, (bottom - top) / page.height)
    return [round(share, 5) for share in shares]


def _paragraphs(blocks: Iterable[Mapping[str, Any]]) -> Iterator[Sequence[Mapping[str, Any]]]:
    for block in blocks:
        if block["kind"] == "table":
            yield from (each["runs"] for row in block["rows"] for cell in row["cells"] for each in cell["blocks"])
        else:
            yield block["runs"]


def _plain(char: str) -> str:
    """A character as both know it: fonts map some characters to look-alikes; what becomes several is left as it is."""
    made = normalize("NFKC", char)
    return made if len(made) == 1 else char


def _text(boxes: Sequence[Box]) -> Sequence[Box]:
    """Without the page's number, which stands first or last."""
    text = "".join(box[4] for box in boxes)
    if first := _NUMBER.match(text):
        return boxes[first.end() :]
    last = re.search(f"{_NUMBER.pattern}$", text)
    return boxes[: last.start()] if last else boxes


def _placed(stream: Sequence[tuple[int, Box]], origins: Sequence[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Stretches of one origin on one line."""
    held: dict[str, Any] | None = None
    page = -1
    for (number, (left, top, right, bottom, char)), origin in zip(stream, origins, strict=True):
        middle = (top + bottom) / 2
        if held is not None and number == page and origin == held["from"] and held["box"][1] <= middle <= held["box"][3]:
            box = held["box"]
            held["box"] = (min(left, box[0]), min(top, box[1]), max(right, box[2]), max(bottom, box[3]))
            held["text"] += char
            continue
        if held is not None and held["from"] is not None:
            yield page, held
        held, page = {"from": origin, "text": char, "box": (left, top, right, bottom)}, number
    if held is not None and held["from"] is not None:
        yield page, held
