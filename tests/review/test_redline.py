"""Accepting all changes of a redline gives the newer text, rejecting them the older one."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx_samples import PNG, body_xml, document, package_of, parts_of, picture, run
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.annotate import Author
from reportgen.ooxml.package import Package
from reportgen.review import redline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR, DATE = Author("核稿", "核"), datetime(2025, 1, 6, 9, 0)


def lined(old: list[str], new: list[str]) -> etree._Element:
    return compared(document(*old), document(*new))


def compared(old: bytes, new: bytes) -> etree._Element:
    made = redline(Package.open(old), Package.open(new), AUTHOR, DATE)
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


def test_a_paragraph_gone_from_the_start_and_one_gone_with_all_others() -> None:
    body = lined(["开头一段删去了。", "留下的这一段。"], ["留下的这一段。"])
    assert read(body, "del", "ins") == ["开头一段删去了。", "留下的这一段。"]
    empty = body_xml("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")
    assert read(compared(document("只有一段。"), empty), "del", "ins") == ["只有一段。"]


def test_a_paragraph_gone_keeps_its_look_and_ends_no_section() -> None:
    size = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    look = f'<w:pPr><w:jc w:val="center"/><w:rPr><w:b/></w:rPr>{size}</w:pPr>'
    body = compared(
        body_xml(f"<w:p>{look}{run('这一段有它的版式。')}</w:p><w:p>{run('后一段照旧。')}</w:p>"), document("后一段照旧。")
    )
    gone = body[0].find(W + "pPr")
    assert [child.tag.removeprefix(W) for child in gone] == ["jc", "rPr"]
    assert [child.tag.removeprefix(W) for child in gone.find(W + "rPr")] == ["del", "b"]


def test_the_mark_of_an_inserted_paragraph_stands_before_what_must_be_last() -> None:
    size = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    new = body_xml(f"<w:p>{run('前一段照旧。')}</w:p><w:p><w:pPr><w:jc w:val='center'/>{size}</w:pPr>{run('另起的新段落')}</w:p>")
    came = compared(document("前一段照旧。"), new)[1].find(W + "pPr")
    assert [child.tag.removeprefix(W) for child in came] == ["jc", "rPr", "sectPr"]


def test_words_gone_from_a_paragraph_that_is_empty_now() -> None:
    body = compared(body_xml(f"<w:p>{run('删')}</w:p>"), body_xml("<w:p/>"))
    assert "".join(read(body, "del", "ins")) == "删"
    assert "".join(read(body, "ins", "del")) == ""


def test_a_picture_beside_deleted_words_is_not_deleted_twice() -> None:
    shown = picture("rId_一").replace("</w:r>", "<w:t>盖章处旧</w:t></w:r>")
    old = body_xml(f"<w:p>{run('此处盖章，')}{shown}</w:p>", media={"一.png": PNG})
    body = compared(old, document("此处盖章，"))
    assert "".join(read(body, "del", "ins")) == "此处盖章，盖章处旧"
    assert next(body.iter(W + "drawing"), None) is None


def test_changes_that_are_there_already_keep_their_numbers() -> None:
    there = '<w:ins w:id="12000" w:author="甲" w:date="2025-01-01T00:00:00Z"><w:r><w:t>先前加的</w:t></w:r></w:ins>'
    body = compared(document("甲乙丙丁。"), body_xml(f"<w:p>{run('甲乙丙丁')}{there}{run('。')}</w:p>"))
    numbers = [int(node.get(W + "id")) for node in body.iter(W + "ins", W + "del")]
    assert len(numbers) == len(set(numbers)) > 1
    assert min(numbers) == 12000


TEXTS = st.lists(st.text("甲乙丙丁，。0123.", min_size=1, max_size=12), min_size=1, max_size=5)


@settings(max_examples=examples(60), deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_had_from_the_redline(old: list[str], new: list[str]) -> None:
    body = lined(old, new)
    assert "".join(read(body, "ins", "del")) == "".join(new)
    assert "".join(read(body, "del", "ins")) == "".join(old)
    numbers = [node.get(W + "id") for node in body.iter(W + "ins", W + "del")]
    assert len(numbers) == len(set(numbers))


def test_words_gone_from_two_places_of_one_paragraph_and_from_one_without_any_left() -> None:
    body = lined(["甲乙丙丁戊己庚辛，其余不变。", "只有这句。"], ["甲丙丁戊庚辛，其余不变。", ""])
    assert read(body, "ins", "del")[0] == "甲丙丁戊庚辛，其余不变。"
    assert read(body, "del", "ins")[:2] == ["甲乙丙丁戊己庚辛，其余不变。", "只有这句。"]


def test_words_gone_before_a_figure_that_changed_stand_before_it() -> None:
    body = lined(["自营出口约50.20亿元。"], ["自营出口46.10亿元。"])
    assert [("".join(node.itertext()), node.tag.removeprefix(W)) for node in body.iter(W + "ins", W + "del")] == [
        ("约", "del"), ("50.20", "del"), ("46.10", "ins"),
    ]  # fmt: skip
    assert read(body, "del", "ins") == ["自营出口约50.20亿元。"]


def test_an_empty_paragraph_that_went_is_a_paragraph_gone_without_words() -> None:
    body = lined(["甲。", "", "乙。"], ["甲。", "乙。"])
    assert read(body, "ins", "del") == ["甲。", "乙。"]
    assert [node.text for node in body.iter(W + "delText")] == []


def test_a_picture_in_deleted_words_is_left_out_since_its_part_is_not_in_the_new_file() -> None:
    old = body_xml(f"<w:p>{run('甲。')}</w:p><w:p>{run('旧的一段')}{picture('rId_p')}{run('到此为止。')}</w:p>", media={"p.png": PNG})
    body = compared(old, document("甲。"))
    assert read(body, "del", "ins") == ["甲。", "旧的一段到此为止。"]
    assert list(body.iter(W + "drawing")) == []


GRID = [["项目", "完成"], ["滨河路", "过半"], ["文体馆", "开工"]]


def rows(body: etree._Element, dropped: str) -> list[list[str]]:
    """The rows of all tables with changes of one kind dropped."""
    found = []
    for row in body.iter(W + "tr"):
        if row.find(f"{W}trPr/{W}{dropped}") is None:
            cells = [[node.text or "" for node in cell.iter(W + "t", W + "delText") if not any(above.tag == W + dropped for above in node.iterancestors())]
                     for cell in row.iter(W + "tc")]  # fmt: skip
            found.append(["".join(each) for each in cells])
    return found


@pytest.mark.parametrize(
    "new",
    [
        [["项目", "完成"], ["滨河路", "通车"], ["文体馆", "开工"]],
        [*GRID, ["污水管网", "完成九成"]],
        GRID[:2],
        GRID[1:],
        [["项目", "完成", "备注"], ["滨河路", "过半"], ["文体馆", "开工"]],
        [["项目", "完成"], ["滨河路", ""], ["文体馆", ["开工", "年内结顶"]]],
    ],
)
def test_a_table_s_cells_and_rows_are_marked_and_both_tables_can_be_had(new: list[list[str]]) -> None:
    body = compared(document("甲。", GRID, "乙。"), document("甲。", new, "乙。"))
    plain = [["".join(cell) for cell in row] for row in new]
    assert rows(body, "del") == plain and rows(body, "ins") == GRID
    assert [node.getparent() for node in body.iter(W + "ins", W + "del")]
    assert not list(compared(document("甲。", new), document("甲。", new)).iter(W + "ins", W + "del"))


def test_a_table_that_came_and_one_that_went_are_marked_by_their_rows_where_they_stand() -> None:
    body = compared(document("甲。", GRID, "乙。"), document("甲。", "乙。", [["街道", "户数"], ["东街", "12"]]))
    assert rows(body, "del") == [["街道", "户数"], ["东街", "12"]] and rows(body, "ins") == GRID
    assert [each.tag.removeprefix(W) for each in body][:4] == ["p", "tbl", "p", "tbl"]


def test_rows_that_came_went_and_had_properties_stay_in_their_order_with_the_marks_where_they_must_stand() -> None:
    old = document("甲。", [["项目", "完成"], ["滨河路", "过半"], ["文体馆", "开工"], ["旧厂", "拆除"]])
    parts = parts_of(document("甲。", [["项目", "完成"], ["文体馆", "结顶"], ["", ""]]))
    text = parts["word/document.xml"].decode()
    height = '<w:trPr><w:trHeight w:val="400"/><w:trPrChange w:id="3" w:author="甲" w:date="2025-01-01T00:00:00Z"><w:trPr/></w:trPrChange></w:trPr>'
    new = package_of({**parts, "word/document.xml": text.replace("<w:tr>", f"<w:tr>{height}").encode()})
    body = compared(old, new)
    assert rows(body, "ins") == [["项目", "完成"], ["滨河路", "过半"], ["文体馆", "开工"], ["旧厂", "拆除"]]
    assert [row for row in rows(body, "del") if any(row)] == [["项目", "完成"], ["文体馆", "结顶"]]
    for properties in body.iter(W + "trPr"):
        names = [each.tag.removeprefix(W) for each in properties]
        assert "trPrChange" not in names or names[-1] == "trPrChange", names


def test_a_file_without_a_body_is_left_as_it_is() -> None:
    parts = parts_of(document("甲。"))
    text = parts["word/document.xml"].decode()
    empty = package_of({**parts, "word/document.xml": (text[: text.index("<w:body")] + text[text.index("</w:body>") + len("</w:body>") :]).encode()})
    made = redline(Package.open(document("甲。")), Package.open(empty), AUTHOR, DATE)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"w:del" not in archive.read("word/document.xml")
