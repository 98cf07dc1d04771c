"""Notes at places → a Word file with comments there, and otherwise the same file."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx_samples import MAIN, PNG, body_xml, document, field, paragraph, parts_of, picture, replaced, run
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.annotate import Author, Note, NoteRange, annotated, notes_of
from reportgen.engine.check.verify import verify
from reportgen.engine.template import Template
from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package
from reportgen.ooxml.text_spans import text_of
from reportgen.problem import Grade, Problem, TextPlace, WordPlace

AUTHOR = Author("核稿", "核")
DATE = datetime(2024, 1, 8, 9, 30)
COMPANIONS = ["word/comments.xml", "word/commentsExtended.xml", "word/commentsIds.xml", "word/people.xml"]


def comment(source: bytes, *notes: Note) -> bytes:
    package = Package.open(source)
    made = annotated(package, notes, AUTHOR, DATE)
    finished = Package.open(made)
    found = verify(finished, package, [name for name in finished.names if name.endswith(".xml")])
    assert [problem for problem in found if problem.code != "P49"] == [], "a template keeps its tags"
    return made


def commented(made: bytes) -> list[tuple[str, str]]:
    """The text in each comment's range, and the comment's text."""
    root = etree.fromstring(parts_of(made)[MAIN])
    found = []
    for start in root.iter(W + "commentRangeStart"):
        number, inside, text = start.get(W + "id"), False, ""
        for node in root.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "t"):
            if node.get(W + "id") == number:
                inside = node is start
            elif inside and node.tag == W + "t":
                text += node.text or ""
        found.append((text, said(made)[str(number)]))
    return found


def said(made: bytes) -> dict[str, str]:
    root = etree.fromstring(parts_of(made)["word/comments.xml"])
    return {
        str(node.get(W + "id")): "\n".join(text_of(one) for one in node.iter(W + "p")) for node in root.iter(W + "comment")
    }


def texts(package: bytes) -> list[str]:
    return [text_of(one) for one in etree.fromstring(parts_of(package)[MAIN]).iter(W + "p")]


def test_a_stretch_of_characters_is_commented_exactly() -> None:
    source = document("一、标题", ("全年增加值4", "5.20亿元"))
    made = comment(source, Note(NoteRange(MAIN, 1, 5, 10), "口径：快报数\n来源：统计月报"))
    assert commented(made) == [("45.20", "口径：快报数\n来源：统计月报")]
    assert texts(made) == texts(source)


def test_several_comments_may_lie_on_one_stretch_and_overlap() -> None:
    notes = [Note(NoteRange(MAIN, 0, low, high), f"{low}–{high}") for low, high in ((0, 4), (2, 6), (2, 6), (3, 4))]
    made = comment(document("甲乙丙丁戊己"), *notes)
    assert sorted(commented(made)) == sorted([("甲乙丙丁", "0–4"), ("丙丁戊己", "2–6"), ("丙丁戊己", "2–6"), ("丁", "3–4")])


def test_a_place_is_met_by_its_numbers_and_its_excerpt() -> None:
    source = document("首段", [["甲", "乙"], ["丙", ["丁一", "数{{ 错 }}亿"]]], "{{ 末 }}")
    faults = list(Template.open(source).render({}).problems)
    made = comment(source, *notes_of(faults))
    assert [(text, note.split("\n")[0]) for text, note in commented(made)] == [
        ("{{ 错 }}", "错误：没有名为“错”的数据"),
        ("{{ 末 }}", "错误：没有名为“末”的数据"),
    ]


def test_a_tag_longer_than_its_excerpt_is_still_met() -> None:
    tag = "{{ " + " + ".join(f"第{number}项数据" for number in range(30)) + " }}"
    made = comment(document(f"前{tag}后"), *notes_of(Template.open(document(f"前{tag}后")).render({}).problems))
    assert commented(made)[0][0] == tag[:60]


def test_brackets_in_the_text_do_not_lead_astray() -> None:
    place = WordPlace(MAIN, 1, excerpt="见【附件】和【增加值】，见【附件】")
    assert commented(comment(document("见【附件】和增加值，见【附件】"), Note(place, "注")))[0][0] == "增加值"


def test_a_paragraph_without_excerpt_and_an_empty_one_are_commented_whole() -> None:
    made = comment(document("甲", "", "丙"), Note(WordPlace(MAIN, 1), "一"), Note(WordPlace(MAIN, 2), "二"))
    assert commented(made) == [("甲", "一"), ("", "二")]


def test_what_can_carry_no_comment_is_told_at_the_start() -> None:
    source = body_xml(paragraph("正文"), header=paragraph("眉"), footnotes={2: paragraph("注")})
    notes = [Note(WordPlace("word/header1.xml", 1), "眉头"), Note(WordPlace("word/footnotes.xml", 1), "脚"), Note(TextPlace("a.yaml", 3, 1), "值")]
    notes += [Note(None, "总的"), Note(NoteRange("word/header1.xml", 0, 0, 1), "段"), Note(WordPlace(MAIN, 77), "远"), Note(NoteRange(MAIN, 9), "无")]
    (text, note), = commented(annotated(Package.open(source), notes, AUTHOR, DATE))
    assert text == "正文"
    assert note == "页眉（header1）第1段：\n眉头\n脚注（footnotes）第1段：\n脚\na.yaml 第3行第1列：\n值\n总的\n段\n正文第77段：\n远\n无"


def test_a_place_in_a_text_box_is_commented_at_the_box() -> None:
    box = f'<w:r><w:pict><v:shape id="s"><v:textbox><w:txbxContent>{paragraph("框里{{ 错 }}")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    source = body_xml(f"<w:p>{run('前')}{box}{run('后')}</w:p>")
    (fault,) = Template.open(source).render({}).problems
    made = comment(source, *notes_of([fault]))
    children = [str(child.tag).removeprefix(W) for child in etree.fromstring(parts_of(made)[MAIN]).find(f".//{W}p")]
    assert children == ["r", "commentRangeStart", "r", "commentRangeEnd", "r", "r"]


def test_a_fault_in_a_field_code_is_commented_on_its_paragraph() -> None:
    source = body_xml(f"<w:p>{run('见')}{field('HYPERLINK {{ 址 }}', '此处')}</w:p>")
    (fault,) = Template.open(source).render({}).problems
    assert commented(comment(source, *notes_of([fault])))[0][0] == "见此处"


def test_comments_that_are_there_are_kept_and_numbers_are_unique() -> None:
    marks = '<w:commentRangeStart w:id="7"/><w:r><w:t>旧</w:t></w:r><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    source = body_xml(f"<w:p>{marks}</w:p>{paragraph('新处')}", comments={7: paragraph("旧批注")})
    once = comment(source, Note(NoteRange(MAIN, 1, 0, 1), "新批注"))
    twice = comment(once, Note(NoteRange(MAIN, 1, 0, 1), "新批注"), Note(NoteRange(MAIN, 0), "又一条"))
    assert said(twice) == {"7": "旧批注", "8": "新批注", "9": "新批注", "10": "又一条"}
    ids = etree.fromstring(parts_of(twice)["word/commentsIds.xml"])
    numbers = [value for node in ids for value in node.attrib.values()]
    assert len(ids) == 3
    assert len(set(numbers)) == len(numbers)
    assert len(etree.fromstring(parts_of(twice)["word/people.xml"])) == 1, "one author, once"


def test_the_companions_are_complete() -> None:
    made = comment(document("甲"), Note(NoteRange(MAIN, 0), "注"))
    package = Package.open(made)
    assert [name for name in COMPANIONS if name not in package] == []
    assert {package.content_type(name).rsplit(".", 1)[-1] for name in COMPANIONS} == {
        "comments+xml", "commentsExtended+xml", "commentsIds+xml", "people+xml",
    }  # fmt: skip
    parts = parts_of(made)
    assert b'mc:Ignorable="w14"' in parts["word/comments.xml"]
    assert b'w15:author="\xe6\xa0\xb8\xe7\xa8\xbf"' in parts["word/people.xml"]
    assert b'w:initials="\xe6\xa0\xb8"' in parts["word/comments.xml"]
    assert b'w:date="2024-01-08T09:30:00Z"' in parts["word/comments.xml"]


def test_styles_are_found_by_word_s_own_name_and_added_where_they_are_missing() -> None:
    added = parts_of(comment(document("甲"), Note(None, "注")))["word/styles.xml"].decode()
    assert 'w:styleId="CommentText"' in added
    chinese = '<w:style w:type="paragraph" w:styleId="a9"><w:name w:val="annotation text"/></w:style></w:styles>'
    made = comment(replaced(document("甲"), "word/styles.xml", "</w:styles>", chinese), Note(None, "注"))
    assert 'w:val="a9"' in parts_of(made)["word/comments.xml"].decode()


def test_the_same_notes_give_the_same_bytes_and_no_note_changes_nothing() -> None:
    source = Package.open(document("甲乙", "丙"))
    notes = [Note(NoteRange(MAIN, 0, 0, 1), "一"), Note(WordPlace(MAIN, 2), "二")]
    assert annotated(source, notes, AUTHOR, DATE) == annotated(source, notes, AUTHOR, DATE)
    assert parts_of(annotated(source, [], AUTHOR, DATE)) == parts_of(source.write())


def test_characters_that_no_file_can_hold_are_shown_as_a_sign() -> None:
    assert commented(comment(document("甲"), Note(None, "有\x01字")))[0][1] == "有\ufffd字"


def test_a_document_without_text_is_given_a_paragraph() -> None:
    assert commented(annotated(Package.open(body_xml("")), [Note(None, "注")], AUTHOR, DATE)) == [("", "注")]


def test_problems_become_notes_with_grade_hint_code_and_department() -> None:
    problem = Problem("C01", "还缺一个数", Grade.WARNING, WordPlace(MAIN, 1), "请科室报数", "经济发展办")
    assert notes_of([problem]) == (Note(WordPlace(MAIN, 1), "提醒：还缺一个数\n怎么改：请科室报数\n编号 C01，科室：经济发展办"),)


def test_pictures_links_and_insertions_may_be_within_the_stretch() -> None:
    link = f'<w:hyperlink r:id="rIdLink">{run("链接文字")}</w:hyperlink>'
    inserted = f'<w:ins w:id="9" w:author="a">{run("插入的")}</w:ins>'
    source = body_xml(f"<w:p>{run('前')}{link}{picture('rId_p')}{inserted}{run('后')}</w:p>", links={"rIdLink": "https://example.org/"}, media={"p.png": PNG})
    made = comment(source, Note(NoteRange(MAIN, 0, 3, 7), "注"))
    assert commented(made) == [("文字插入", "注")]
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == docx.Document(io.BytesIO(source)).paragraphs[0].text


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.lists(st.text("甲乙 丙", max_size=4), max_size=4).map(tuple), min_size=1, max_size=4), st.data())
def test_whatever_is_commented_the_text_stays(specs: list[tuple[str, ...]], data: st.DataObject) -> None:
    source = document(*specs)
    notes = []
    for number in data.draw(st.lists(st.integers(0, len(specs) - 1), max_size=4)):
        length = len("".join(specs[number]))
        low = data.draw(st.integers(0, length))
        notes.append(Note(NoteRange(MAIN, number, low, data.draw(st.integers(low, length))), "注"))
    made = comment(source, *notes)
    assert texts(made) == texts(source)
    if notes:
        assert len(commented(made)) == len(notes)


@pytest.mark.validator
def test_annotated_files_are_valid(tmp_path: Path) -> None:
    from test_validator import findings

    source = document("# 标题", "甲乙丙", [["甲", "乙"]], "末")
    made = comment(source, Note(None, "总"), Note(NoteRange(MAIN, 1, 1, 2), "细\n两段"), Note(WordPlace(MAIN, 1, 1, 1, 2), "格"))
    known = findings(source, tmp_path, "source")
    assert [finding for finding in findings(made, tmp_path, "made") if finding not in known] == []
