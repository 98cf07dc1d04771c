"""A source and 已核对 speak of one value: when another takes its place, its state goes back and its source is asked for."""

from __future__ import annotations

from pathlib import Path

from clerk import change, typed
from docx import Document
from openpyxl import load_workbook


def edited(office: Path, old: str, new: str) -> str:
    """The year's copy with some words replaced, as an official sends it back."""
    typed("generate", "2024")
    (path,) = (office / "output").glob("*.docx")
    copy = Document(str(path))
    for paragraph in copy.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    copy.save(str(path))
    return str(path)


def test_a_figure_changed_by_an_official_is_unchecked_and_its_source_asked_for(office: Path) -> None:
    change(office, 2024, "罚款金额: 81.25", "罚款金额: {值: 81.25, 来源: 执法台账.xlsx+P3, 状态: 已核对}")
    done = typed("回收", edited(office, "81.25", "91.25"), "--是")
    text = (office / "inputs/2024.yaml").read_text(encoding="utf-8")
    assert "罚款金额: {值: 91.25, 来源: 执法台账.xlsx+P3, 状态: 未核对}" in text
    assert "“罚款金额”改了，状态已改为“未核对”；来源还写着“执法台账.xlsx+P3”，请核对" in done.stderr
    assert "[B07]" in done.stderr


def test_a_figure_without_evidence_is_changed_without_a_word(office: Path) -> None:
    done = typed("回收", edited(office, "81.25", "91.25"), "--是")
    assert "罚款金额: 91.25" in (office / "inputs/2024.yaml").read_text(encoding="utf-8")
    assert "[B07]" not in done.stderr


def test_a_form_that_overwrites_a_checked_figure_does_the_same(office: Path) -> None:
    change(office, 2024, "罚款金额: 81.25", "罚款金额: {值: 81.25, 来源: 执法台账.xlsx+P3, 状态: 已核对}")
    typed("填报", "导出", "2024")
    for path in (office / "output/填报表/2024年").glob("*.xlsx"):
        book = load_workbook(path)
        for row in (row for sheet in book for row in sheet.iter_rows() if any(cell.value == "罚款金额" for cell in row)):
            row[3].value = 91.25
            book.save(path)
    done = typed("填报", "导入", "2024", "--覆盖", "--是")
    text = (office / "inputs/2024.yaml").read_text(encoding="utf-8")
    assert "罚款金额: {值: 91.25, 来源: 执法台账.xlsx+P3, 状态: 未核对}" in text, done.output
    assert "[X27]" in done.stderr
