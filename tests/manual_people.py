"""What people do between the commands of the manual: ``<!-- do: 科室填表 -->`` in a chapter runs the deed of that name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl


def fill_in_forms() -> None:
    """Each department fills in last year's figure, and where it comes from."""
    for path in sorted(Path("output/填报表").rglob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        sheet = book.active
        head: list[object] = []
        for row in sheet.iter_rows():
            values = [cell.value for cell in row]
            if "本年数" in values:
                head = values
            elif head and row[head.index("上年数")].value not in (None, ""):
                row[head.index("本年数")].value = row[head.index("上年数")].value
                row[head.index("数据来源")].value = "月报.xlsx+P1"
        book.save(path)


def rewrite() -> None:
    """The clerk takes the marks away."""
    path = Path("inputs/2025.yaml")
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if line.strip() != "待改写: 是"), encoding="utf-8")


def correct() -> None:
    """An official changes a figure and a word."""
    (path,) = (path for path in Path("output").glob("*2025*.docx") if "核稿" not in path.name)
    document = docx.Document(str(path))
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        corrected = run.text.replace("81.25", "91.25").replace("创新生态持续优化", "创新生态更加优化")
        if corrected != run.text:  # setting the text of a run takes away the chart in it
            run.text = corrected
    document.save(str(path))


DEEDS: dict[str, Callable[[], None]] = {"科室填表": fill_in_forms, "改写正文": rewrite, "领导改稿": correct}
