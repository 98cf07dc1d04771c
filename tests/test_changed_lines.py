"""The lines that change are shown as somebody reads them, however a file's lines end."""

from __future__ import annotations

import pytest

from reportgen.cli.output import changed_lines

BEFORE, AFTER = "年度: 2024\n产值: 1\n署名: 甲\n", "年度: 2024\n产值: 2\n署名: 甲\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_only_what_reads_otherwise_is_shown_and_no_line_end(end: str) -> None:
    shown = list(changed_lines("2024.yaml", *(text.replace("\n", end).encode() for text in (BEFORE, AFTER))))
    assert shown[3:] == ["-产值: 1", "+产值: 2"]


def test_where_nothing_but_the_ends_of_lines_changes_that_is_shown() -> None:
    shown = list(changed_lines("2024.yaml", BEFORE.encode(), BEFORE.replace("\n", "\r\n").encode()))
    assert "-产值: 1" in shown and "+产值: 1\r" in shown
