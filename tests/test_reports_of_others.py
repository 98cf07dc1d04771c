"""The roles of reports of others are those that a person read in them, paragraph by paragraph, from their words alone and from Word
files; no finding comes of a role that was lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from role_tables import TABLES, Row, found, lines_of, rows

from reportgen.gongwen.document.open import open_document
from reportgen.gongwen.document.outline import Outlined
from reportgen.gongwen.document.roles import roles
from reportgen.ooxml.package import Package


def read(path: Path) -> tuple[tuple[str, ...], tuple[Outlined, ...], tuple[Outlined, ...]]:
    """The paragraphs, and their roles by text alone and with the file's formats."""
    if path.suffix == ".txt":
        lines = lines_of(path)
        return lines, roles(lines), roles(lines)
    paragraphs = open_document(Package.open(path)).paragraphs
    lines = tuple(each.text for each in paragraphs)
    return lines, roles(lines), roles(paragraphs)


@pytest.mark.parametrize("table", TABLES, ids=[table.stem for table in TABLES])
def test_every_paragraph_of_a_report_has_the_role_and_level_that_a_person_read(table: Path) -> None:
    path = found(table.stem)
    if path is None:
        pytest.skip("reports of others: name their folders in REPORTGEN_SHARED_FILES, with : between")
    lines, by_text, by_format = read(path)
    wanted = rows(table)
    for made in (by_text, by_format):
        got = {at: Row(each.kind, each.level, each.number) for at, (each, line) in enumerate(zip(made, lines, strict=True), 1) if line.strip(" \u3000\u00a0")}
        assert {at: (got.get(at), row, lines[at - 1][:12]) for at, row in wanted.items() if got.get(at) != row} == {}
        assert got.keys() == wanted.keys()
