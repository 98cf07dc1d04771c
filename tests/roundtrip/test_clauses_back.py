"""What an official changed in a sentence with clauses comes back, and the clauses stay in the YAML, printed or not."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from clerk import typed

from reportgen.report.model.address import Address
from reportgen.roundtrip.attribution import items, rebuild
from reportgen.roundtrip.printed import PrintedParagraph, PrintedSpan

WHERE = Address(("部分", 0, "总起", 0))
RAW = "新增企业【企业】家，【有：外资】其中外资【外资】家【完】，都已投产。"


def paragraph(*pieces: tuple[str, int, int, bool]) -> PrintedParagraph:
    spans, text = [], ""
    for words, first, last, is_value in pieces:
        data = (Address(("数据", "企业")),) if is_value else ()
        spans.append(PrintedSpan(len(text), len(text) + len(words), WHERE, first, last, data))
        text += words
    return PrintedParagraph(text, tuple(spans))


def at(words: str) -> tuple[int, int]:
    return RAW.index(words), RAW.index(words) + len(words)


WITH = paragraph(
    ("新增企业", *at("新增企业"), False), ("8", *at("【企业】"), True), ("家，", *at("家，"), False), ("其中外资", *at("其中外资"), False),
    ("3", *at("【外资】家")[:1], RAW.index("【外资】家") + 4, True), ("家", RAW.index("家【完】"), RAW.index("家【完】") + 1, False), ("，都已投产。", *at("，都已投产。"), False),
)  # fmt: skip
WITHOUT = paragraph(
    ("新增企业", *at("新增企业"), False), ("8", *at("【企业】"), True), ("家，", *at("家，"), False), ("都已投产。", *at("都已投产。"), False)
)


def back(old: PrintedParagraph, edited: str) -> str:
    found = rebuild([old], {WHERE: RAW}, [edited])
    return "".join(item.raw for item in items(found.paragraphs[0]))


@pytest.mark.parametrize(
    ("old", "edited", "raw"),
    [
        (WITH, WITH.text, RAW),
        (WITHOUT, WITHOUT.text, RAW),
        (WITHOUT, "新增企业8家，都已开工投产。", RAW.replace("都已", "都已开工")),
        (WITHOUT, "全年新增企业8家，都已投产。", RAW.replace("新增", "全年新增", 1)),
        (WITH, "新增企业8家，其中外商3家，都已投产。", RAW.replace("外资【", "外商【", 1)),
        (WITH, "新增企业8家，都已投产。", "新增企业【企业】家，都已投产。"),
        (WITH, "新增企业8家，其中外资3家。", RAW.replace("，都已投产", "")),
    ],
)
def test_an_edit_keeps_the_clauses(old: PrintedParagraph, edited: str, raw: str) -> None:
    assert back(old, edited) == raw


def test_from_the_yaml_to_word_and_back(folder: Path) -> None:
    (folder / "inputs").mkdir()
    path = folder / "inputs/2024.yaml"
    path.write_text(
        "年度: 2024\n标题: 2024年材料\n部分:\n  - 标题: 甲\n    总起:\n"
        "      - 新增企业【企业】家，【有：外资】其中外资【外资】家【完】，都已投产。\n"
        "      - 改造老旧小区【小区】个【有：外资】，外资参与【外资】家【完】。\n数据:\n  经济:\n    企业: 8\n    外资: 无\n    小区: 5\n",
        encoding="utf-8",
    )
    made = typed("generate", "2024")
    assert "这半句没有写进稿子：其中外资【外资】家" in made.output
    document = docx.Document(str(folder / "output/2024年材料.docx"))
    paragraph = next(each for each in document.paragraphs if "新增企业" in each.text)
    assert paragraph.text == "新增企业8家，都已投产。改造老旧小区5个。"
    for run in paragraph.runs:
        run.text = run.text.replace("都已投产", "都已建成投产").replace("改造", "累计改造")
    document.save(str(folder / "改.docx"))
    assert typed("pull", "改.docx", "--是").exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert "新增企业【企业】家，【有：外资】其中外资【外资】家【完】，都已建成投产。" in text
    assert "累计改造老旧小区【小区】个【有：外资】，外资参与【外资】家【完】。" in text
    path.write_text(text.replace("外资: 无", "外资: 3"), encoding="utf-8")
    typed("generate", "2024", "-o", "又一稿.docx")
    words = "".join(each.text for each in docx.Document(str(folder / "又一稿.docx")).paragraphs)
    assert "新增企业8家，其中外资3家，都已建成投产。累计改造老旧小区5个，外资参与3家。" in words
