"""A town's year of work and its report, small enough to be read at a glance: the inputs, the copy they make, and that copy edited and
saved as programs save it."""

from __future__ import annotations

import random
from pathlib import Path

from clerk import typed
from docx_samples import package_of, parts_of
from lxml import etree
from manuscript import Manuscript

W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
YEAR = """\
年度: {year}
标题: {town}{year}年重点任务完成情况汇报材料
署名: {town}人民政府
单位: {{镇: {town}}}
开头:
  - 【年度】年，【镇】上下同心，各项工作有序推进。
部分:
  - 标题: 稳住经济大盘
    总起: 全年经济平稳运行，主要指标好于预期。
    小节:
      - 话题: 产业加快升级
        正文:
          - 全年产值达到【产值】亿元，比上年增加较多。
          - 新增企业【新增企业】家，技改投入【技改投入】亿元。
          - 老旧厂房改造扎实开展，一批项目落地见效。
  - 标题: 守牢安全底线
    小节:
      - 话题: 排查整治到位
        正文:
          - 全年排查隐患【隐患】处，整改率超过九成。
          - 消防演练进村入企，群众满意度持续提升。
数据:
  经济: {{产值: 18.62, 新增企业: 12, 技改投入: 3.45}}
  安全: {{隐患: 345}}
"""
TOWN = "临溪镇"
NAME = f"{TOWN}2024年重点任务完成情况汇报材料.docx"


def write(folder: Path, year: int, town: str = TOWN, unit: str = "", **changes: str) -> None:
    text = YEAR.format(year=year, town=town)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    place = folder / "inputs" / unit
    place.mkdir(exist_ok=True)
    (place / f"{year}.yaml").write_text(text, encoding="utf-8")


def text_of(folder: Path, year: int = 2024) -> str:
    return (folder / f"inputs/{year}.yaml").read_text(encoding="utf-8")


def given_out(folder: Path, name: str = NAME) -> bytes:
    """The file that the year makes now."""
    done = typed("生成", "2024")
    assert done.exit_code == 0, done.output
    return (folder / "output" / name).read_bytes()


def edited(data: bytes, *pairs: tuple[str, str]) -> bytes:
    manuscript = Manuscript(data)
    text = "\n".join(manuscript.paragraphs)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    manuscript.rewrite(text.split("\n"), tracked=False)
    return manuscript.package(random.Random(5))


def in_word(data: bytes) -> bytes:
    """As Word saves it: the identity stays."""
    return data


def in_another_program(data: bytes) -> bytes:
    """As LibreOffice saves it, and perhaps WPS: without the identity."""
    parts = parts_of(data)
    root = etree.fromstring(parts["word/settings.xml"])
    for each in root.findall(W15 + "docId"):
        root.remove(each)
    return package_of({**parts, "word/settings.xml": etree.tostring(root, xml_declaration=True, encoding="UTF-8")})


def halfwidth(data: bytes) -> bytes:
    """Every ， typed as , and without the identity: no sentence is as it was printed."""
    parts = parts_of(in_another_program(data))
    return package_of({**parts, "word/document.xml": parts["word/document.xml"].replace("，".encode(), b",")})
