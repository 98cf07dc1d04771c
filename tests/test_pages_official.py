"""The built-in 公文 as pages: every measure of the standard that only the page can tell."""

from __future__ import annotations

import subprocess
from pathlib import Path

import official_samples
import pytest
from pages import Line, pages, to_pdf

MM = 72 / 25.4
pytestmark = pytest.mark.libreoffice
TEXT_LEFT, TEXT_RIGHT = 28.0, 184.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PDF of each kind."""
    folder = tmp_path_factory.mktemp("official")
    return {kind: to_pdf(official_samples.package(kind), folder, kind) for kind in ("通知", "请示", "函", "汇报材料-文末署名")}


def line(page: list[Line], start: str) -> Line:
    return next(line for line in page if line.text.startswith(start))


def red(pdf: Path) -> list[tuple[float, float, float, float]]:
    """Bands of red ink on the first page: top, bottom, left, right in millimetres."""
    dpi = 200
    data = subprocess.run(["pdftoppm", "-r", str(dpi), "-l", "1", str(pdf)], check=True, capture_output=True, timeout=60).stdout
    _, size, _, pixels = data.split(b"\n", 3)
    wide, high = map(int, size.split())
    bands: list[list[int]] = []
    for y in range(high):
        row = pixels[y * wide * 3 : (y + 1) * wide * 3]
        inked = [x for x in range(wide) if row[3 * x] > 180 and row[3 * x + 1] < 90]
        if inked and bands and bands[-1][1] == y:
            bands[-1][1:] = [y + 1, min(bands[-1][2], inked[0]), max(bands[-1][3], inked[-1])]
        elif inked:
            bands.append([y, y + 1, inked[0], inked[-1]])
    return [tuple(edge * 25.4 / dpi for edge in band) for band in bands]  # type: ignore[misc]


def test_the_mark_begins_35_millimetres_below_the_text_area_and_the_rule_4_below_the_number(made: dict[str, Path]) -> None:
    mark, rule = red(made["通知"])
    assert abs(mark[0] - (37 + 35)) < 1
    assert abs((mark[2] + mark[3]) / 2 - (TEXT_LEFT + TEXT_RIGHT) / 2) < 1
    number = line(pages(made["通知"])[0], "澄街办")
    assert abs(rule[0] - number.bottom / MM - 4) < 1
    assert abs(rule[2] - TEXT_LEFT) < 0.5
    assert abs(rule[3] - TEXT_RIGHT) < 0.5


def test_the_first_page_shows_text_and_the_imprint_stands_on_the_foot_of_the_last(made: dict[str, Path]) -> None:
    found = pages(made["通知"])
    assert any(text.text.startswith("今年入汛以来") for text in found[0])
    issued = line(found[-1], "澄屿街道党政综合办公室")
    assert abs(issued.bottom / MM - (297 - 35)) < 3
    copied = line(found[-1], "抄送：")
    assert abs(copied.left / MM - (TEXT_LEFT + 4.94)) < 0.8
    assert abs(issued.right / MM - (TEXT_RIGHT - 4.94)) < 0.8


def test_the_imprint_of_each_sample_stands_on_an_even_page(made: dict[str, Path]) -> None:
    for kind in ("通知", "请示"):
        found = pages(made[kind])
        (number,) = (number for number, page in enumerate(found, 1) if any(line.text.endswith("印发") for line in page))
        assert (number, number % 2) == (len(found), 0), kind


def test_without_a_seal_the_date_begins_two_characters_to_the_right_of_the_unit(made: dict[str, Path]) -> None:
    for kind in ("请示", "汇报材料-文末署名"):
        signed = [page for page in pages(made[kind]) if any(line.text.startswith("澄屿街道办事处") for line in page)]
        found = signed[-1]  # the first page of a 请示 bears the name at its head
        name, date = line(found, "澄屿街道办事处"), line(found, "2025年")
        assert date.top > name.top
        assert abs((date.left - name.left) / MM - 2 * 5.56) < 0.7, kind
        assert abs(TEXT_RIGHT - max(name.right, date.right) / MM - 2 * 5.56) < 0.7, kind


def test_with_a_seal_the_date_stands_four_characters_in_and_the_unit_in_the_middle_above_it(made: dict[str, Path]) -> None:
    found = pages(made["通知"])[1]
    name, date = line(found, "澄屿街道办事处"), line(found, "2025年")
    assert abs(TEXT_RIGHT - date.right / MM - 4 * 5.56) < 0.7
    assert abs((name.left + name.right) / 2 - (date.left + date.right) / 2) / MM < 0.7


def test_wrapped_names_of_enclosures_and_copies_stand_below_the_first_character(made: dict[str, Path]) -> None:
    found = pages(made["通知"])
    first, second = line(found[1], "附件：1."), line(found[1], "2.")
    assert abs(first.left / MM - (TEXT_LEFT + 2 * 5.56)) < 0.7
    assert abs(second.left / MM - (TEXT_LEFT + 5 * 5.56)) < 0.7
    assert abs(line(found[-1], "利局").left / MM - (TEXT_LEFT + 4 * 4.94)) < 0.8


def test_what_goes_upward_has_its_number_left_and_who_signed_right(made: dict[str, Path]) -> None:
    row = line(pages(made["请示"])[0], "澄街办〔2025〕12号签发人：林知远")
    assert abs(row.left / MM - (TEXT_LEFT + 5.56)) < 0.7
    assert abs(row.right / MM - (TEXT_RIGHT - 5.56)) < 0.7


def test_a_letter_has_its_mark_and_its_rules_where_clause_10_1_wants_them(made: dict[str, Path]) -> None:
    mark, upper, thin, thinner, lower = red(made["函"])
    assert abs(mark[0] - 30) < 1
    assert abs(upper[0] - (30 + 12.7 + 4)) < 1, "4 mm below the mark"
    assert upper[1] - upper[0] > 2 * (thin[1] - thin[0]), "the upper one is thick above thin"
    assert lower[1] - lower[0] > 2 * (thinner[1] - thinner[0]), "the lower one is thin above thick"
    assert abs(thinner[0] - (297 - 20)) < 1
    for rule in (upper, lower):
        assert abs((rule[3] - rule[2]) - 170) < 1
    number = line(pages(made["函"])[0], "澄街函")
    assert abs(number.right / MM - TEXT_RIGHT) < 0.7


def test_a_letter_has_no_page_number_on_its_first_page(made: dict[str, Path]) -> None:
    assert not [text for text in pages(made["函"])[0] if text.text.startswith("—")]
