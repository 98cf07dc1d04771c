"""Accepting all changes of a redline gives the newer text, rejecting them the older one."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from docx_samples import document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.annotate import Author
from reportgen.review import redline
from reportgen.word.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR, DATE = Author("核稿", "核"), datetime(2025, 1, 6, 9, 0)


def lined(old: list[str], new: list[str]) -> etree._Element:
    made = redline(Package.open(document(*old)), Package.open(document(*new)), AUTHOR, DATE)
    docx.Document(io.BytesIO(made))  # which opens
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))[0]


def read(body: etree._Element, kept: str, dropped: str) -> list[str]:
    """The text with changes of one kind kept and of the other dropped; a paragraph whose end is dropped runs on."""
    found: list[str] = []
    open_end = False
    for paragraph in body.iterchildren(W + "p"):
        text = ""
        for node in paragraph.iter(W + "t", W + "delText"):
            above = [each.tag for each in node.iterancestors()]
            if W + dropped not in above:
                text += node.text or ""
        ended = paragraph.find(f"{W}pPr/{W}rPr/{W}{dropped}") is None
        if open_end:
            found[-1] += text
        elif text or ended:
            found.append(text)
        open_end = not ended and bool(text)
    return found


def test_a_figure_is_one_change() -> None:
    body = lined(["自营出口50.20亿元。"], ["自营出口46.10亿元。"])
    assert ["".join(node.itertext()) for node in body.iter(W + "del")] == ["50.20"]
    assert ["".join(node.itertext()) for node in body.iter(W + "ins")] == ["46.10"]


def test_paragraphs_that_came_and_went_are_whole_changes() -> None:
    body = lined(["第一段不变。", "这一段讲旧的工作。"], ["第一段不变。", "全新内容另起炉灶。", "再加一段。"])
    assert read(body, "ins", "del") == ["第一段不变。", "全新内容另起炉灶。", "再加一段。"]
    assert read(body, "del", "ins") == ["第一段不变。", "这一段讲旧的工作。"]


def test_equal_files_have_no_changes() -> None:
    assert list(lined(["甲。", "乙。"], ["甲。", "乙。"]).iter(W + "ins", W + "del")) == []


TEXTS = st.lists(st.text("甲乙丙丁，。0123.", min_size=1, max_size=12), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_had_from_the_redline(old: list[str], new: list[str]) -> None:
    body = lined(old, new)
    assert "".join(read(body, "ins", "del")) == "".join(new)
    assert "".join(read(body, "del", "ins")) == "".join(old)
    numbers = [node.get(W + "id") for node in body.iter(W + "ins", W + "del")]
    assert len(numbers) == len(set(numbers))
