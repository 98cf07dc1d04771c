"""A file with its tracked changes accepted reads as the reader of tracked changes reads it, and has none."""

from __future__ import annotations

import random

import pytest
from docx_samples import body_xml
from manuscript import EDITS, Manuscript, edited
from ooxml.test_revisions import BY, CASES, run
from pulled_office import report

from reportgen.gongwen.document.form_diff import form_changes
from reportgen.ooxml.acceptance import with_changes_accepted
from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import Reading, read_document

GONE, MOVED = f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>", f"<w:p><w:pPr><w:rPr><w:moveFrom {BY}/></w:rPr></w:pPr>"


def texts(read: Reading) -> list[str]:
    return [paragraph.text for paragraph in read.accepted if paragraph.text]


@pytest.mark.parametrize("case", CASES)
def test_the_text_is_that_with_all_changes_accepted(case: str) -> None:
    package = Package.open(body_xml(CASES[case][0]))
    made = with_changes_accepted(package)
    assert texts(read_document(made)) == texts(read_document(package))
    assert read_document(made).changes == ()
    assert made is package or b"w:author" not in made.read(made.main)


@pytest.mark.parametrize("seed", range(6))
def test_a_report_that_was_edited_at_random_looks_as_if_nothing_had_been_tracked(seed: int) -> None:
    found = []
    for tracked in (True, False):
        rng = random.Random(seed)
        manuscript = Manuscript(report())
        edited(rng, manuscript, rng.sample(list(EDITS), 5), tracked=tracked)
        package = Package.open(manuscript.package(rng))
        made = with_changes_accepted(package)
        assert texts(read_document(made)) == texts(read_document(package)) == [text for text in manuscript.paragraphs if text]
        assert read_document(made).changes == ()
        found.append([(each.what, each.words) for each in form_changes(Package.open(report()), made)])
    assert found[0] == found[1]


def test_what_is_left_of_a_paragraph_runs_on_into_the_next() -> None:
    for body, wanted in (
        (f"<w:p>{run('甲')}</w:p>{GONE}<w:del {BY}>{run('乙', 'delText')}</w:del></w:p><w:p>{run('丙')}</w:p>", ["甲", "丙"]),
        (f"{GONE}{run('甲')}<w:del {BY}>{run('乙', 'delText')}</w:del></w:p><w:p>{run('丙')}</w:p>", ["甲丙"]),
        (f"{GONE}{run('甲')}</w:p>{GONE}{run('乙')}</w:p><w:p>{run('丙')}</w:p>", ["甲乙丙"]),
        (f"<w:p>{run('甲')}</w:p>{GONE}<w:del {BY}>{run('乙', 'delText')}</w:del></w:p><w:sectPr/>", ["甲"]),
        (f"{MOVED}<w:moveFrom {BY}>{run('乙')}</w:moveFrom></w:p><w:p>{run('丙')}</w:p>", ["丙"]),
    ):
        made = with_changes_accepted(Package.open(body_xml(body)))
        assert [paragraph.text for paragraph in read_document(made).accepted] == wanted, body


def test_a_row_a_cell_and_a_table_of_which_nothing_is_left_go() -> None:
    def row(*cells: str, mark: str = "") -> str:
        return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(text: str, mark: str = "") -> str:
        return f"<w:tc><w:tcPr>{mark}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    gone = f"<w:del {BY}/>"
    for rows, counts in (
        ((row(cell("甲")), row(cell("乙"), mark=gone)), (1, 1, 1)),
        ((row(cell("甲"), cell("乙", f"<w:cellDel {BY}/>")),), (1, 1, 1)),
        ((row(cell("甲"), mark=gone), row(cell("乙"), mark=gone)), (0, 0, 0)),
        ((row(cell("甲"), mark=f"<w:ins {BY}/>"),), (1, 1, 1)),
    ):
        body = f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl><w:p>{run('后')}</w:p>"
        made = with_changes_accepted(Package.open(body_xml(body)))
        data = made.read(made.main)
        assert tuple(data.count(f"<w:{name}>".encode()) for name in ("tbl", "tr", "tc")) == counts, body


def test_a_file_without_changes_is_that_file() -> None:
    package = Package.open(report())
    assert with_changes_accepted(package) is package
