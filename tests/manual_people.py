"""What people do between the commands of the manual: ``<!-- do: 科室填表 -->`` in a chapter runs the deed of that name."""

from __future__ import annotations

import shutil
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


OLD_REPORT = """示例镇2024年工作总结
各位代表：
一、2024年工作回顾
全年完成工业总产值12.30亿元，同比增长8.5%。新增高新技术企业12家，实施“10+X”工程。
（一）项目建设
开工项目8个，建成厂房3.5万平方米，12345热线办件3200件。
二、2025年工作安排
以上报告，请予审议。
"""


def put_old_report() -> None:
    """A new office has nothing but last year's file."""
    shutil.rmtree("inputs")
    shutil.rmtree("templates")
    document = docx.Document()
    for line in OLD_REPORT.splitlines():
        document.add_paragraph(line)
    document.save("去年.docx")


def confirm_names() -> None:
    """The clerk gives a figure the name that it has every year."""
    (path,) = Path("output").glob("*录入核对表.xlsx")
    book = openpyxl.load_workbook(path)
    for row in book["数据"].iter_rows():
        for cell in row:
            if cell.value == "工业总产值":
                cell.value = "规上工业总产值"
    book.save(path)


DEEDS: dict[str, Callable[[], None]] = {
    "放好旧稿": put_old_report, "改核对表": confirm_names,
    "科室填表": fill_in_forms, "改写正文": rewrite, "领导改稿": correct,
}  # fmt: skip
