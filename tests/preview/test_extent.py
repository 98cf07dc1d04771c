"""How long a text is, without rendering it."""

from __future__ import annotations

import pytest
from docx_samples import document

from reportgen.gongwen.signature import settle
from reportgen.ooxml.package import Package
from reportgen.preview.extent import extent
from reportgen.problem import ReportError


def test_numbers_and_latin_words_count_as_one_as_in_word() -> None:
    assert extent(document("全年完成50.20亿元，GDP增长3.1%。"))[0] == len("全年完成亿元，增长。") + 3


def test_pages_are_reckoned_by_22_lines_of_28_characters() -> None:
    assert extent(document(*["字" * 26] * 22))[1] == 1
    assert extent(document(*["字" * 26] * 23))[1] == 2
    assert extent(document(*["字" * 27] * 11))[1] == 1
    assert extent(document(*["字" * 27] * 12))[1] == 2


def test_minutes_are_those_of_reading_aloud() -> None:
    assert extent(document("字" * 2200))[2] == 10
    assert extent(document("字"))[2] == 1


def test_a_finished_file_of_equal_rows_is_no_bomb_to_us() -> None:
    made = document("【】" * 700_000)
    with pytest.raises(ReportError, match="max_ratio"):
        Package.open(made)
    assert extent(made)[0] == 1_400_000
    assert settle(made) == made
