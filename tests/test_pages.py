"""The finished reports as pages: 22 lines, two-character indents, page numbers odd right and even left, the right fonts."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

import drafts
import pytest
from pages import Line, font_names, pages, to_pdf

ROOT = Path(__file__).parents[1]
MM = 72 / 25.4

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="module", params=[2022, 2023, 2024])
def rendered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path, list[list[Line]]]:
    year: int = request.param
    last = ROOT / f"inputs/{year - 1}.yaml"
    annual = ROOT / "templates/annual"
    made = drafts.make([ROOT / f"inputs/{year}.yaml"], annual / "template.docx", annual / "fields.yaml", [last] if last.exists() else [])
    pdf = to_pdf(made.package, tmp_path_factory.mktemp(str(year)))
    return year, pdf, list(takewhile(lambda page: not page[0].text.startswith("附件"), pages(pdf)))


def body(page: list[Line]) -> list[Line]:
    return [line for line in page if not line.text.startswith("—")]


def test_full_pages_hold_22_lines(rendered: tuple[int, Path, list[list[Line]]]) -> None:
    _, _, found = rendered
    listed = any(line.text.startswith("附件：") for line in found[-1])
    counts = [len(body(page)) for page in found[1 : -2 if listed else -1]]  # the last but one gives its end to 附件说明
    assert set(counts) <= {21, 22}, "a page may give its last line to keep a heading with its text"
    assert counts.count(22) >= len(counts) - 2


def test_lines_hold_28_characters(rendered: tuple[int, Path, list[list[Line]]]) -> None:
    _, _, found = rendered
    only_chinese = [
        line.text for page in found for line in body(page) if all(ord(char) > 0x2E7F or char in "“”" for char in line.text)
    ]
    longest = [len(text) for text in only_chinese if len(text) > 24]
    assert longest
    assert max(longest) in (28, 29), "29 with a mark that hangs in the margin"


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages_at_269_millimetres(
    rendered: tuple[int, Path, list[list[Line]]],
) -> None:
    _, _, found = rendered
    for number, page in enumerate(found, 1):
        lines = [line for line in page if line.text.startswith("—")]
        assert [line.text for line in lines] == [f"—{number}—"]
        middle = (lines[0].top + lines[0].bottom) / 2 / MM
        assert 267.5 < middle < 270.5
        edge = lines[0].right / MM if number % 2 else lines[0].left / MM
        assert abs(edge - (210 - 26 - 4.9 if number % 2 else 28 + 4.9)) < 1.5


def test_paragraphs_are_indented_by_two_characters_and_the_title_is_centred(
    rendered: tuple[int, Path, list[list[Line]]],
) -> None:
    _, _, found = rendered
    first = body(found[0])
    title = first[0]
    assert abs((title.left + title.right) / 2 / MM - (28 + 78)) < 2
    opening = next(line for line in first if line.text.startswith("20") and len(line.text) > 20)
    assert abs(opening.left / MM - (28 + 11.1)) < 0.8
    heading = next(line for line in first if line.text.startswith("一、"))
    assert abs(heading.left / MM - (28 + 11.1)) < 0.8


def test_the_list_of_enclosures_never_stands_alone_on_a_page(rendered: tuple[int, Path, list[list[Line]]]) -> None:
    year, _, found = rendered
    listing = [page for page in found if any(line.text.startswith("附件：") for line in page)]
    assert len(listing) == (year != 2022), "which has no 附件"
    for page in listing:
        above = [line for line in body(page) if line.top < next(line for line in page if line.text.startswith("附件：")).top]
        assert above, "text stands above it"


def test_on_a_page_on_its_side_the_number_stands_where_it_does_on_all_others_once_the_sheet_is_turned(
    rendered: tuple[int, Path, list[list[Line]]],
) -> None:
    year, pdf, upright = rendered
    if year != 2024:
        pytest.skip("only this year has a table on its side")
    for number, page in enumerate(pages(pdf)[len(upright) : -1], len(upright) + 1):
        (shown,) = (line for line in page if line.text == f"—{number}—")
        assert abs(297 - (shown.left + shown.right) / 2 / MM - 269) < 1.5
        edge, wanted = (shown.bottom / MM, 210 - 26 - 4.9) if number % 2 else (shown.top / MM, 28 + 4.9)
        assert abs(edge - wanted) < 1.5, "right on odd pages, left on even ones, one character in"


def test_each_class_of_font_is_what_the_standard_asks_for(rendered: tuple[int, Path, list[list[Line]]]) -> None:
    year, pdf, _ = rendered
    names = font_names(pdf)
    for part in ("FandolFang", "NotoSansCJK", "NotoSerifCJK", "Liberation"):
        assert part in names, names
    assert ("ZenKai" in names or "Kaiti" in names) == (year != 2022), "the line of the office is in 楷体"
