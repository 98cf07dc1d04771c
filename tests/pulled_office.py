"""The sample year as a report, and what comes of pulling an edited copy of it."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import docx
from manuscript import Manuscript

from reportgen.draft import Kit
from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import Reading, ViewedParagraph, read_document
from reportgen.roundtrip.printed import BLANK, printed
from reportgen.roundtrip.pull import Basis, Pulled, Settled, read_back, write_certain
from reportgen.storage.given import Given, read_given

ROOT = Path(__file__).parents[1]
ANNUAL = ROOT / "templates/annual"


@cache
def kit() -> Kit:
    return Kit.open((ANNUAL / "template.docx").read_bytes(), read_given(ANNUAL / "fields.yaml"))


def given(path: Path) -> Given:
    """An input without its 附件, so that a figure is printed where the sentences print it and nowhere else."""
    return Given(path.name, upright(path.read_text(encoding="utf-8")).encode())


def upright(text: str) -> str:
    """An input's text with 附表 and 图表 turned off."""
    return text.replace("附表: 有", "附表: 无").replace("图表: 有", "图表: 无")


@cache
def basis(year: int = 2024) -> Basis:
    return Basis.of(kit(), (given(ROOT / f"inputs/{year}.yaml"),), (given(ROOT / f"inputs/{year - 1}.yaml"),))


@cache
def trace(year: int = 2024) -> dict[str, object]:
    return dict(basis(year).trace())


@cache
def report(year: int = 2024) -> bytes:
    base = basis(year)
    return base.kit.make(base.year, draft=True).package


def texts(base: Basis) -> list[str]:
    """The paragraphs that an input prints."""
    return [paragraph.text for paragraph in printed(base.trace())]


def manuscript(change: Callable[[list[str]], None], *, tracked: bool = False) -> Outcome:
    """The report with its paragraphs changed, in random runs, pulled."""
    made = Manuscript(report())
    text = made.paragraphs
    change(text)
    made.rewrite(text, tracked=tracked)
    return pull(made.package(random.Random(3)))


def place(text: list[str], begins: str) -> int:
    """The number of the first paragraph that begins so."""
    return next(number for number, each in enumerate(text) if each.startswith(begins))


def retyped(change: Callable[[str], str]) -> bytes:
    """The report with each paragraph's text changed by a function, paragraph by paragraph, as python-docx writes it."""
    document = docx.Document(io.BytesIO(report()))
    for paragraph in list(document.paragraphs):
        text = change(paragraph.text)
        if text != paragraph.text:
            for run in paragraph.runs[1:]:
                run.text = ""
            paragraph.runs[0].text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@dataclass(frozen=True)
class Outcome:
    """What pulling a file gave: the edits, what was written, the YAML before and after, the text of the file and of the
    report made again."""

    pulled: Pulled
    settled: Settled
    before: str
    after: str
    wanted: list[str]
    again: list[str]


def comments(text: str) -> list[str]:
    """The comments of an input."""
    return re.findall(r"(?m)(?:^|\s)(#.*)$", text)


def reading(package: bytes) -> Reading:
    return read_document(Package.open(package))


def viewed(package: bytes) -> tuple[ViewedParagraph, ...]:
    return reading(package).accepted


def pull(package: bytes, now: Basis | None = None) -> Outcome:
    """Pulls a file with the stored trace; ``now`` is the input as it is by now, if it has changed."""
    base = basis()
    read = reading(package)
    view = read.accepted
    pulled = read_back(view, trace(), base, now or base, read.without)
    settled = write_certain(pulled, view, now or base, base)
    state = (now or base).with_inputs(settled.inputs)
    wanted = [text for paragraph in view if (text := paragraph.text.strip(BLANK))]
    return Outcome(
        pulled, settled, (now or base).inputs[0].content.decode(), settled.inputs[0].content.decode(), wanted, texts(state)
    )
