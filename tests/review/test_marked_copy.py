"""The marked copy says what the final copy says, and shows at its place what is known and what is doubtful."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import drafts
import pytest
from lxml import etree

from reportgen import draft, review
from reportgen.annotate import Author
from reportgen.engine.check.verify import verify
from reportgen.ooxml.package import Package
from reportgen.review.remarks import STATES

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR, DATE = Author("核稿", "核"), datetime(2025, 1, 6, 9, 0)


def made(folder: Path, *changes: tuple[int, str, str]) -> draft.Draft:
    """2024 with changes to its input or to that of 2023."""
    for year in (2023, 2024):
        if not (folder / f"{year}.yaml").exists():
            shutil.copy(ROOT / f"inputs/{year}.yaml", folder / f"{year}.yaml")
    for year, old, new in changes:
        path = folder / f"{year}.yaml"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text.count(old))
        path.write_text(text.replace(old, new), encoding="utf-8")
    template, fields = ROOT / "templates/annual/template.docx", ROOT / "templates/annual/fields.yaml"
    return drafts.make([folder / "2024.yaml"], template, fields, [folder / "2023.yaml"], draft=True)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> tuple[draft.Draft, review.Marked]:
    plain = made(tmp_path_factory.mktemp("inputs"))
    return plain, review.marked_copy(plain, AUTHOR, DATE)


def paragraphs(package: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(package)).paragraphs]


def comments(package: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        root = etree.fromstring(archive.read("word/comments.xml"))
    return ["\n".join("".join(text.itertext()) for text in comment.iter(W + "p")) for comment in root.iter(W + "comment")]


def shaded(package: bytes) -> dict[str, list[str]]:
    """Colour → the texts of the main text that have it."""
    found: dict[str, list[str]] = {}
    body = docx.Document(io.BytesIO(package)).element.body
    for run in (run for paragraph in body.iterchildren(W + "p") for run in paragraph.iter(W + "r")):
        shade = run.find(f"{W}rPr/{W}shd")
        if shade is not None:
            found.setdefault(shade.get(W + "fill"), []).append("".join(node.text or "" for node in run.iter(W + "t")))
    return found


def tables(package: bytes) -> list[list[list[str]]]:
    """The tables of the marked copy, without the report's own."""
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(package)).tables][-3:]
    return [rows for rows in found if "年度目标" not in rows[0]]


def test_the_text_is_that_of_the_final_copy(copy: tuple[draft.Draft, review.Marked]) -> None:
    plain, marked = copy
    final = paragraphs(plain.package)
    assert paragraphs(marked.package)[: len(final)] == final


def test_each_figure_has_one_comment_at_its_first_appearance(copy: tuple[draft.Draft, review.Marked]) -> None:
    plain, marked = copy
    about = [text for text in comments(marked.package) if re.search(r"^状态：", text, re.M)]
    labels = [text.split("\n")[0] for text in about]
    assert len(labels) == len(set(labels)) == marked.figures
    export = next(text for text in about if text.startswith("自营出口（亿元）"))
    assert export.split("\n") == [
        "自营出口（亿元）　经济发展办", "状态：已核对", "来源：外贸台账.xlsx+P3", "口径：海关口径", "上年：52.80亿元", "比上年：下降4.9%",
        f"输入：2024.yaml 第{plain.report.names.datum('自营出口').place.line}行",
    ]  # fmt: skip


def test_figures_are_coloured_by_their_state(tmp_path: Path) -> None:
    marked = review.marked_copy(made(tmp_path, (2024, "研发费用投入: 7.05", "研发费用投入:"), (2024, "罚款金额: 81.25", '罚款金额: "*"')), AUTHOR, DATE)
    colours = shaded(marked.package)
    assert "50.20" in colours[STATES["已核对"]]
    assert "187" in colours[STATES["未核对"]]
    assert "【待补：研发费用投入】" in colours[STATES["待补"]]
    assert "*" in colours[STATES["脱敏"]]


def test_sentences_of_last_year_are_marked_with_what_they_said_then(tmp_path: Path) -> None:
    same = "街道产业创新服务站建成运行，常态化举办技术对接、银企对接和人才沙龙活动，创新生态持续优化。"
    before = (ROOT / "inputs/2023.yaml").read_text(encoding="utf-8")
    line = next(line for line in before.split("\n") if line.startswith("          - ") and "【" not in line and line.count(line.strip()) == 1)
    marked = review.marked_copy(made(tmp_path, (2023, line, f"          - {same}")), AUTHOR, DATE)
    assert [same] == ["".join(shaded(marked.package)["DDEBF7"])]
    assert marked.sentences == 1
    assert any(text.startswith("与上年一字不差") and "沿用：还没有确认" in text for text in comments(marked.package))


def test_claims_and_findings_stand_at_their_places(tmp_path: Path) -> None:
    old = "街道产业创新服务站建成运行，常态化举办技术对接、银企对接和人才沙龙活动，创新生态持续优化。"
    marked = review.marked_copy(made(tmp_path, (2024, old, "创新生态全市唯一，罚款金额96.4万元。")), AUTHOR, DATE)
    assert "创新生态全市唯一，罚款金额96.4万元。" in shaded(marked.package)["FCE4D6"]
    codes = {code for text in comments(marked.package) for code in re.findall(r"编号 (C\d\d)", text)}
    assert {"C15", "C17"} <= codes
    assert any("96.4" in row[2] for table in tables(marked.package) for row in table if len(row) == 6)


def test_every_figure_stands_once_in_the_table(copy: tuple[draft.Draft, review.Marked]) -> None:
    plain, marked = copy
    head, *rows = tables(marked.package)[0]
    assert head == ["序号", "指标", "本年", "上年", "比上年", "出处", "来源", "科室", "状态"]
    assert sorted(row[1] for row in rows) == sorted(datum.label for datum in plain.report.figures)
    rank = next(row for row in rows if row[1] == "技术交易额全市名次")
    assert rank[2:5] == ["1", "2", "前移1位"]


def test_the_difference_from_the_copy_before_is_a_table(tmp_path: Path) -> None:
    first = made(tmp_path)
    before = review.Before("送审稿", tuple(part.text for part in first.trace.paragraphs))
    second = made(tmp_path, (2024, "罚款金额: 81.25", "罚款金额: 91.25"))
    head, *rows = tables(review.marked_copy(second, AUTHOR, DATE, before).package)[-1]
    assert head == ["序号", "改动", "上一稿", "本稿"]
    assert [(row[1], "81.25" in row[2], "91.25" in row[3]) for row in rows] == [("改写", True, True)]
    assert "没有差别" in "\n".join(paragraphs(review.marked_copy(first, AUTHOR, DATE, before).package))


def test_equal_input_gives_equal_bytes_and_a_sound_file(copy: tuple[draft.Draft, review.Marked]) -> None:
    plain, marked = copy
    assert review.marked_copy(plain, AUTHOR, DATE).package == marked.package
    assert verify(Package.open(marked.package), Package.open(plain.package), ["word/document.xml", "word/comments.xml"], set()) == ()
