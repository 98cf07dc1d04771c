"""A comparison → a table file with a sheet of sentences, one of figures, and one of the plans beside what this year says
of them.

Knows no folders.  Figures are numbers there, so that somebody can go on calculating; texts are texts, whatever they begin
with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportgen.compare.comparison import Comparison
from reportgen.compare.figures import HEADS
from reportgen.compare.word_diff import marked
from reportgen.report.model.grammar import FIGURES, PARTS, TOPIC
from reportgen.tables import height_of, put_text, saved
from reportgen.text.numbers import decimals, read_figure

_SENTENCES = ((PARTS, 18), (TOPIC, 18), ("变化", 8), ("上年", 50), ("本年", 50), ("改动", 50))
_FIGURES = tuple(zip(HEADS, (28, 9, 14, 16, 16, 16, 10), strict=True))
_PROMISES = (("打算", 50), ("写在", 18), ("交代", 10), ("本年的话", 60), ("打算里的数", 18), ("本年话里的数", 18))
_MOST_DIGITS = 15


def book(comparison: Comparison) -> bytes:
    """The bytes of the file; the same comparison, which is not empty, gives the same bytes."""
    from openpyxl import Workbook  # late: it takes as long as everything else together

    made: Any = Workbook()
    made.remove(made.active)
    if not comparison.is_of_one_year:
        _two_years(made, comparison)
    if comparison.promises:
        said = [
            (each.text, each.source, each.verdict, "\n".join(each.answers), "、".join(each.figures), "、".join(each.answered))
            for each in comparison.promises
        ]
        _fill(made.create_sheet("打算和交代"), _PROMISES, said, ())
    return saved(made)


def _two_years(made: Any, comparison: Comparison) -> None:
    rows = [
        (
            pair.spot.part_name, pair.spot.topic_name, pair.kind, pair.old.text if pair.old else "",
            pair.new.text if pair.new else "", marked(pair.words),
        )
        for pair in comparison.pairs
    ]  # fmt: skip
    _fill(made.create_sheet("文字"), _SENTENCES, rows, ())
    figures = [each.cells for each in comparison.figures]
    _fill(made.create_sheet(FIGURES), _FIGURES, figures, (4, 5, 6))


def _fill(
    sheet: Any, heads: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]], numbers: Sequence[int]
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    bold, fill = Font("宋体", 11, b=True), PatternFill("solid", fgColor="D9E2F3")
    top = Alignment("left", "top", wrap_text=True)
    body = Font("宋体", 11)
    for column, (words, width) in enumerate(heads, 1):
        cell = sheet.cell(1, column)
        put_text(cell, words)
        cell.font, cell.fill = bold, fill
        sheet.column_dimensions[cell.column_letter].width = width
    for row, texts in enumerate(rows, 2):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            if column in numbers:
                _number(cell, text)
            else:
                put_text(cell, text)
            cell.font, cell.alignment = body, top
        sheet.row_dimensions[row].height = height_of(zip(texts, (width for _, width in heads), strict=True))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{sheet.cell(1, len(heads)).column_letter}{len(rows) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _number(cell: Any, text: str) -> None:
    """A plain figure as a number with its decimals; anything else as text."""
    figure = read_figure(text.removeprefix("+"))
    plain = (
        figure is not None and figure.text == text.removeprefix("+") and figure.upper is None and not figure.approximate
    )
    if figure is None or not plain or len(figure.value.as_tuple().digits) > _MOST_DIGITS:
        put_text(cell, text)
        return
    places = decimals(figure.value)
    cell.value = float(figure.value) if places else int(figure.value)
    cell.number_format = f"0.{'0' * places}" if places else "General"
