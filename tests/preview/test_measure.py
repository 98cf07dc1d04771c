"""Each rule about pages: pages that keep it, and pages that break it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pages import need

from reportgen.engine.template import Template
from reportgen.gongwen.templates import KINDS
from reportgen.preview.libreoffice import to_pdf
from reportgen.preview.measure import faults, measured
from reportgen.preview.pages import Page, PageLine, read_pages
from reportgen.report.filters import FILTERS
from reportgen.yamltext.datafile import read_text

LEFT, RIGHT, ONE = 28.0, 184.0, 156 / 28
PITCH = 28.95 * 25.4 / 72


def line(number: int, text: str = "字" * 28, indent: float = 0, pitch: float = PITCH, right: float | None = None) -> PageLine:
    """The n-th line of a page; ``indent`` in characters from the left, ``right`` from the right."""
    top = 40 + number * pitch
    wide = len(text) * ONE
    left = RIGHT - right * ONE - wide if right is not None else LEFT + indent * ONE
    return PageLine(left, top, left + wide, top + 5.6, text)


def page(number: int, lines: Sequence[PageLine] | None = None, dash: float = 268.8, **changes: float) -> Page:
    """A full page with its number in the right place."""
    body = tuple(lines) if lines is not None else tuple(line(at) for at in range(22))
    wide = 3 * 4.94
    left = RIGHT - 4.94 - wide if number % 2 else LEFT + 4.94
    shown = PageLine(left, dash - 2.5, left + wide, dash + 2.5, f"—{number}—")
    made = Page(210, 297, body, shown, dash)
    return replace(made, **changes)  # type: ignore[arg-type]


def codes(pages: Sequence[Page]) -> list[str]:
    return [problem.code for problem in faults(pages)]


def test_pages_of_22_lines_and_28_characters_have_no_fault() -> None:
    pages = [page(number) for number in (1, 2, 3, 4)]
    assert codes(pages) == []
    assert [(row.lines, row.characters, row.full) for row in measured(pages)] == [(22, 28, False), (22, 28, True), (22, 28, True), (22, 28, False)]


def test_blank_lines_count_as_lines() -> None:
    assert measured([page(1, [line(at) for at in (0, 1, 2, 4, 5, 8)])])[0].lines == 9


def test_labels_of_a_chart_are_no_lines_of_text() -> None:
    chart = [line(0), *(replace(line(2), top=60 + 3 * at, bottom=63 + 3 * at) for at in range(40))]
    assert measured([page(1, chart)])[0].lines <= 22


def test_the_longest_line_of_a_page_on_its_side_is_not_counted() -> None:
    assert [row.characters for row in measured([page(1), page(2, width=297, height=210)])] == [28, 0]


def test_a_page_may_give_its_last_line_to_keep_a_heading_with_its_text() -> None:
    assert codes([page(1), page(2, [line(at) for at in range(21)]), page(3)]) == []


def test_full_pages_of_other_than_22_lines_are_told() -> None:
    wide = [line(at, pitch=PITCH * 22 / 20) for at in range(20)]
    assert codes([page(1), page(2, wide), page(3)]) == ["L10"]


def test_the_page_before_an_enclosure_need_not_be_full() -> None:
    short = [line(at) for at in range(20)]
    assert codes([page(1), page(2, short), page(3, [line(0, "附件1"), *(line(at) for at in range(4, 22))]), page(4)]) == []


def test_full_lines_of_other_than_28_characters_are_told() -> None:
    assert codes([page(1), page(2, [line(at, "字" * 27) for at in range(22)]), page(3)]) == ["L11"]
    assert codes([page(1), page(2, [line(0, "字" * 28 + "。"), *(line(at) for at in range(1, 22))]), page(3)]) == []


def test_a_page_number_at_another_height_is_told() -> None:
    assert codes([page(1, dash=275)]) == ["L12"]


def test_a_page_number_in_the_middle_is_told() -> None:
    middle = PageLine(100, 266, 112, 271, "—1—")
    assert codes([replace(page(1), number=middle)]) == ["L13"]


def test_a_first_page_without_text_is_told() -> None:
    title = [line(3, "关于甲的通知", 8), line(5, "乙：", 0), line(7, "一、丙", 2)]
    assert codes([page(1, title), page(2)]) == ["L14"]
    assert codes([page(1, [*title, line(8, "丁戊。", 2)]), page(2)]) == []


def test_a_closing_alone_on_its_page_is_told() -> None:
    closing = [line(1, "某某办事处", right=2), line(2, "2025年1月6日", right=1)]
    assert codes([page(1), page(2, closing)]) == ["L15"]
    assert codes([page(1), page(2, [line(0, "特此报告。", 2), *(replace(each, top=each.top + 20, bottom=each.bottom + 20) for each in closing)])]) == []


def test_other_paper_is_told_and_landscape_a4_is_a4() -> None:
    assert codes([page(1, width=215.9, height=279.4)]) == ["L16"]
    assert codes([page(1), page(2, width=297, height=210), page(3)]) == []


def test_an_imprint_on_an_odd_page_is_told_by_the_number_that_is_printed() -> None:
    issued = line(21, "澄屿街道党政综合办公室2025年6月5日印发")
    assert codes([page(1), page(2, [*(line(at) for at in range(18)), issued])]) == []
    assert codes([page(1), page(2), page(3, [line(0), issued])]) == ["L17"]
    assert codes([page(1), page(2), page(4, [issued])]) == [], "the blank page before it is left out of the PDF"


def test_a_heading_alone_at_the_foot_of_a_page_is_told() -> None:
    for words, expected in (("二、下一步打算", ["L18"]), ("（一）加强领导", ["L18"]), ("2.强化保障", ["L18"]), ("（一）加强领导。成立专班。", []), ("3.5亿元的项目开工", [])):
        pages = [page(1, [*(line(at) for at in range(21)), line(21, words, 2)]), page(2)]
        assert codes(pages) == expected, words
    assert codes([page(1, [*(line(at) for at in range(21)), line(21, "二、打算", 2)])]) == [], "nothing goes on"
    assert codes([page(1, [*(line(at) for at in range(21)), line(21, "二、打算", 2)]), page(2, [line(0, "附件1"), line(4)])]) == []


def test_an_imprint_rests_at_the_foot_of_the_last_page() -> None:
    words = "澄屿街道党政综合办公室2025年6月5日印发"
    foot = line(21, words)
    text = [line(at) for at in range(10)]
    assert codes([page(1), page(2, [*text, foot])]) == []
    assert codes([page(1), page(2, [*text, line(15, words)])]) == ["L19"]
    for below, expected in ((2.5, []), (3.4, ["L19"])):
        low = replace(foot, top=256 + below, bottom=262 + below)
        assert codes([page(1), page(2, [*text, low])]) == expected, below
    assert codes([page(1), page(2, [*text, foot]), page(3)]) == ["L19"]


def test_a_few_full_lines_do_not_tell_how_many_characters_a_line_holds() -> None:
    few = [line(at, "字" * 27) for at in range(4)] + [line(at, "字" * 20 + "12.3%" + "字" * 6) for at in range(4, 22)]
    assert codes([page(1), page(2, few), page(3)]) == []


def test_a_page_on_its_side_has_its_number_where_the_sheet_held_upright_has_it() -> None:
    lying = page(2, width=297, height=210)
    assert [row.dash for row in measured([page(1), lying, page(3)])] == [268.8, 268.8, 268.8]
    assert codes([page(1), replace(lying, dash=275.0), page(3)]) == ["L12"]
    assert codes([page(1), replace(lying, number=PageLine(164, 266, 179, 271, "—2—")), page(3)]) == ["L13"]


def test_a_number_at_the_foot_of_a_page_on_its_side_is_one_fault_of_its_own() -> None:
    foot = replace(page(2, width=297, height=210), dash=181.6, number=PageLine(43, 179, 60, 184, "—2—"))
    (problem,) = faults([page(1), foot, page(3)])
    assert (problem.code, "横页" in problem.message) == ("L13", True)


def test_what_a_page_on_its_side_begins_and_ends_with_is_not_measured_as_on_an_upright_one() -> None:
    table = [line(1, "表1完成情况", 9), line(2, "2025年1月6日", right=1)]
    assert codes([page(1, table, width=297, height=210), page(2, table, width=297, height=210)]) == []


def test_a_habit_of_many_pages_is_one_fault_that_names_its_pages() -> None:
    low = [page(number, dash=280.0) for number in (1, 2, 3)]
    middle = [replace(each, number=PageLine(100, 266, 112, 271, f"—{number}—")) for number, each in enumerate(low, 1)]
    letter = [replace(each, width=215.9, height=279.4) for each in middle]
    told = [str(problem.message) for problem in faults(letter)]
    assert [words for words in told if "第 1、2、3 页" in words] == told[:2]
    assert (len(told), "第 1、3 页" in told[2], "第 2 页" in told[3]) == (4, True, True)


@pytest.mark.libreoffice
def test_the_number_of_a_rendered_page_on_its_side_is_read_and_stands_at_269_millimetres() -> None:
    need("soffice")
    data, _ = read_text(KINDS["汇报材料"].sample, "示例.yaml")
    table = {**data["附表"], "横排": True}  # type: ignore[dict-item]
    made = Template.open(KINDS["汇报材料"].build("A", "GB2312"), FILTERS).render({**data, "附表": table})
    pages = read_pages(to_pdf(made.package).pdf)
    lying = [page for page in pages if page.width > page.height]
    assert [page.number.text for page in lying if page.number] == [f"—{pages.index(lying[0]) + 1}—"]
    assert abs(lying[0].dash - 269) < 1
    assert not any("—" in line.text[:2] for line in lying[0].lines)
    assert codes(pages) == []
