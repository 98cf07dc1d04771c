"""The year 2022: the finished file says what the source report says, character for character."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import drafts
import pytest

from reportgen import draft, yamltext
from reportgen.problem import errors
from reportgen.report.data import REDACTED

ROOT = Path(__file__).parents[1]
INPUT = ROOT / "inputs" / "2022.yaml"
TEMPLATE = ROOT / "templates" / "annual" / "template.docx"
FIELDS = ROOT / "templates" / "annual" / "fields.yaml"
SOURCE = [line for line in (ROOT / "tests/data/source_report.txt").read_text(encoding="utf-8").split("\n") if line.strip()]


def made(path: Path = INPUT) -> draft.Draft:
    return drafts.make([path], TEMPLATE, FIELDS)


def paragraphs(package: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(package)).paragraphs if paragraph.text]


@pytest.fixture(scope="module")
def report() -> draft.Draft:
    return made()


def test_the_text_is_the_source_report_without_a_difference(report: draft.Draft) -> None:
    assert paragraphs(report.package) == SOURCE
    text = "".join(paragraphs(report.package))
    assert (len(text), text.count("*")) == (4026, 104)


def test_the_faults_of_the_source_are_told_and_forbid_nothing(report: draft.Draft) -> None:
    """The text is the source's to the letter, so its slips are told: see the list in the comments of the input."""
    assert errors(report.problems) == ()
    told = {(problem.code, problem.message) for problem in report.problems}
    assert {code for code, _ in told} == {"C13", "C17", "C18", "C19", "C20"}
    for slip in (
        ("C19", "“特别在是”语序颠倒"), ("C18", "“自营出口”的单位是“亿元”，正文只写了“亿”"), ("C18", "“平米”应写成“平方米”"), ("C19", "“VOCS”大小写不规范"),
        ("C20", "“二塘工业区”与“二塘工业园区”是不是同一处"), ("C13", "“公办园招生覆盖率较上年变化”是百分点的变化，后面写成了“%”"), ("C17", "“唯一”没有依据"),
    ):  # fmt: skip
        assert slip in told


def test_its_78_figures_are_entered_once_each_and_all_redacted() -> None:
    read, problems = drafts.read([INPUT], FIELDS)
    assert problems == []
    assert len(read.figures) == 78
    assert {datum.state for datum in read.figures} == {REDACTED}


def test_two_runs_give_the_same_bytes(report: draft.Draft) -> None:
    assert made().package == report.package


def test_the_copy_is_clean(report: draft.Draft) -> None:
    with zipfile.ZipFile(io.BytesIO(report.package)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        names = archive.namelist()
    assert not [name for name in names if "comment" in name]
    for leftover in (b"w:highlight", b"w:ins ", b"w:del ", b"w:vanish", b"reportgen", b"python", b"{{", b"{%", b"<?rg"):
        assert leftover not in everything.lower().replace(b"<?xml", b""), leftover


def test_title_and_author_properties_come_from_the_input(report: draft.Draft) -> None:
    properties = docx.Document(io.BytesIO(report.package)).core_properties
    assert properties.title == "街道重点任务完成情况汇报材料"
    assert properties.author == ""
    assert properties.last_modified_by == ""


def _changed_copy(tmp_path: Path, old: str, new: str, occurrence: yamltext.Scalar) -> Path:
    text = INPUT.read_text(encoding="utf-8")
    assert text[occurrence.start : occurrence.end] == old
    copy = tmp_path / "2022.yaml"
    copy.write_text(yamltext.splice(text, [yamltext.TextEdit(occurrence.start, occurrence.end, new)]), encoding="utf-8")
    return copy


def _figures() -> list[tuple[str, yamltext.Scalar]]:
    read, _ = drafts.read([INPUT], FIELDS)
    return [(datum.name, datum.scalar) for datum in read.data.values() if datum.state == REDACTED and datum.scalar]


_IDENTITY = re.compile(rb'<w15:docId w15:val="[^"]*"/>')  # made from the content, so it follows each figure


@pytest.mark.parametrize(("name", "scalar"), _figures(), ids=lambda value: value if isinstance(value, str) else "")
def test_replacing_a_figure_changes_the_places_that_refer_to_it_and_nothing_else(
    name: str, scalar: yamltext.Scalar, report: draft.Draft, tmp_path: Path
) -> None:
    changed = made(_changed_copy(tmp_path, '"*"', '"7"', scalar))
    origin = name if name.startswith("单位") else f"数据.{name}"
    before, after = _parts(report.package), _parts(changed.package)
    assert {part for part in before if before[part] != after[part]} == {"word/document.xml", "word/settings.xml"}
    assert _IDENTITY.sub(b"", before["word/settings.xml"]) == _IDENTITY.sub(b"", after["word/settings.xml"])
    for old, new in zip(report.trace.paragraphs, changed.trace.paragraphs, strict=True):
        expected = list(old.text)
        for span in old.spans:
            if origin in span.printed.origins:
                expected[span.start : span.end] = ["7"]
        assert new.text == "".join(expected)
    assert any(origin in span.printed.origins for part in report.trace.paragraphs for span in part.spans), origin


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_printed_stretch_knows_its_place_in_the_yaml(report: draft.Draft) -> None:
    lines = INPUT.read_text(encoding="utf-8").split("\n")
    spans = [(part, span) for part in report.trace.paragraphs for span in part.spans if part.part == "word/document.xml"]
    assert len(spans) > 300
    for part, span in spans:
        printed = part.text[span.start : span.end]
        for name in span.printed.origins:
            place = report.trace.places[name]
            line = lines[place.line - 1]
            assert place.excerpt == line
            if "@" in name:
                assert line[place.column - 1 :].startswith(printed[:5])


def test_every_character_of_the_body_is_traced_but_for_what_the_template_says(report: draft.Draft) -> None:
    for part in report.trace.paragraphs:
        if part.part != "word/document.xml":
            continue
        covered = {at for span in part.spans for at in range(span.start, span.end)}
        rest = "".join(char for at, char in enumerate(part.text) if at not in covered)
        assert set(rest) <= set("一二三四五、。"), rest
