"""Finished files of the whole suite, some of every kind, before programs that are too slow to see them all.

``REPORTGEN_KEEP=DIR`` in one run of the suite keeps them (see ``every_finished``), ``REPORTGEN_KEPT=DIR`` in the next one
takes them here: to the Open XML SDK's validator, findings of the file that each came from taken away, and to LibreOffice.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import every_finished
import pytest
from every_finished import LIMITS
from pages import to_pdf
from test_validator import findings

from reportgen.ooxml.package import Package

KEPT = os.environ.get("REPORTGEN_KEPT", "")
VALIDATED, CONVERTED = 80, 15
PARTS = {
    "a chart": "word/charts/chart", "a picture": "word/media/", "footnotes": "word/footnotes.xml", "a header": "word/header", "a footer": "word/footer",
    "comments": "word/comments.xml", "a workbook": "word/embeddings/", "numbering": "word/numbering.xml", "properties": "docProps/custom.xml",
}  # fmt: skip
MARKUP = {
    "a table": b"<w:tbl>", "insertions": b"<w:ins ", "deletions": b"<w:del ", "a text box": b"txbxContent", "a field": b"<w:fldChar", "a bookmark": b"<w:bookmarkStart",
}  # fmt: skip
MAKERS = {"engine.template", "annotate.notes", "compat.replacement", "gongwen.signature", "gongwen.fix.mend", "review.redline", "storage.atomic_write"}
SUITES = (
    "batch.test_runner", "batch.test_executors", "compat.test_docxtpl_scripts", "engine.values.test_subdocuments", "engine.test_charts", "report.test_appendix",
    "review.test_marked_copy", "review.test_redline", "gongwen.fix.test_mend", "test_cli_pull", "test_finished",
)  # fmt: skip


def _traits(path: Path, package: Package) -> Iterator[str]:
    """Who made a file, and what there is in it that could be wrong."""
    maker, _, _ = path.stem.split("--")
    yield f"by {maker}"
    text = package.read(package.main)
    yield from (f"{maker}: {what}" for what, start in PARTS.items() if any(name.startswith(start) for name in package.names))
    yield from (f"{maker}: {what}" for what, sign in MARKUP.items() if sign in text)


@cache
def candidates() -> dict[Path, frozenset[str]]:
    """All but those with a diagram (ours are sketches, with just what filling has to follow), with what is in each; they are thousands,
    and each is opened once."""
    kept = sorted(Path(KEPT).glob("*.docx")) if KEPT else ()
    opened = ((path, Package.open(path, LIMITS)) for path in kept)
    return {
        path: frozenset(_traits(path, package)) for path, package in opened
        if not any(name.startswith("word/diagrams/") for name in package.names)
    }  # fmt: skip


def spread(most: int) -> list[Path]:
    """Files of all kinds: each time the one with most traits that none had so far; from the start when all have been had."""
    kinds: dict[frozenset[str], list[Path]] = {}
    for path, traits in candidates().items():
        kinds.setdefault(traits, []).append(path)
    chosen: list[Path] = []
    seen: set[str] = set()
    while kinds and len(chosen) < most:
        best = max(kinds, key=lambda kind: (len(kind - seen), sorted(kind)))
        seen = seen | best if best - seen else set()
        chosen.append(kinds[best].pop(0))
        if not kinds[best]:
            del kinds[best]
    return chosen


CHOSEN = spread(VALIDATED)


@pytest.mark.validator
def test_files_of_every_kind_are_among_those_kept() -> None:
    if not KEPT:
        (pytest.fail if os.environ.get("REPORTGEN_CI") else pytest.skip)("REPORTGEN_KEPT names no folder of kept files")
    had = frozenset().union(*candidates().values())
    what = {trait.partition(": ")[2] for trait in had}
    suites = {path.name.removeprefix("tests.").removesuffix(".py") for path in (Path(KEPT) / every_finished.SUITES).iterdir()}
    assert {f"by {maker}" for maker in MAKERS} - had == set()
    assert set(SUITES) - suites == set()
    assert {*PARTS, *MARKUP} - what == set()
    assert len(CHOSEN) == VALIDATED
    assert frozenset().union(*(candidates()[path] for path in CHOSEN)) == had


@pytest.mark.validator
@pytest.mark.parametrize("path", CHOSEN, ids=lambda path: path.stem)
def test_a_finished_file_has_no_finding_that_its_source_had_not(path: Path, tmp_path: Path) -> None:
    found = findings(path.read_bytes(), tmp_path, "finished")
    known = findings(path.with_suffix(".source").read_bytes(), tmp_path, "source") if found else []
    assert [finding for finding in found if finding not in known] == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("path", CHOSEN[:CONVERTED], ids=lambda path: path.stem)
def test_a_finished_file_opens_in_libreoffice(path: Path, tmp_path: Path) -> None:
    assert to_pdf(path.read_bytes(), tmp_path).read_bytes().startswith(b"%PDF")
