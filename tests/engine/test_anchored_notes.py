"""Comments, footnotes and endnotes that are anchored in a block belong to it: they see its names, and their fields lead to its bookmarks."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx_samples import PNG, add_type, body_xml, field, package_of, paragraph, parts_of, run
from lxml import etree

from reportgen.engine.template import Rendered, Template
from reportgen.engine.values.kinds import Rich, Run
from reportgen.ooxml.names import W

COMMENTS = "word/comments.xml"
FOOTNOTES = "word/footnotes.xml"
ROWS = {"行": [{"名": "甲", "数": 1}, {"名": "乙", "数": 2}]}


def commented(text: str, number: int = 1, before: str = "") -> str:
    """A paragraph with a comment on it."""
    ends = [f'<w:commentRange{end} w:id="{number}"/>' for end in ("Start", "End")]
    return f'<w:p>{before}{ends[0]}{run(text)}{ends[1]}<w:r><w:commentReference w:id="{number}"/></w:r></w:p>'


def noted(text: str, kind: str = "footnote", number: int = 2) -> str:
    return f'<w:p>{run(text)}<w:r><w:{kind}Reference w:id="{number}"/></w:r></w:p>'


def looped(inside: str) -> str:
    return paragraph("{%p for 行 in 行 %}") + inside + paragraph("{%p endfor %}")


def filled(package: bytes, data: dict[str, Any], **options: Any) -> Rendered:
    rendered = Template.open(package).render(data, **options)
    assert rendered.problems == (), [str(problem) for problem in rendered.problems]
    return rendered


def root_of(package: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(parts_of(package)[part])


def held(package: bytes, part: str = COMMENTS) -> dict[str, str]:
    """The notes of a part that a reader sees, by number, in their order."""
    return {note.get(W + "id"): "".join(note.itertext()) for note in root_of(package, part) if note.get(W + "type") is None}


def numbers(package: bytes, *names: str) -> list[list[str]]:
    root = root_of(package)
    return [[node.get(W + "id") for node in root.iter(W + name)] for name in names]


def test_a_comment_in_a_loop_sees_its_names_and_there_is_one_for_each_step() -> None:
    body = commented("头", 0) + looped(commented("{{ 行.名 }}")) + commented("尾", 7)
    notes = {0: paragraph("首批"), 1: paragraph("{{ 行.名 }}为{{ 行.数 }}") + paragraph("第{{ loop.index }}项"), 7: paragraph("末批{{ 总 }}")}
    made = filled(body_xml(body, comments=notes), {**ROWS, "总": 3}).package
    assert held(made) == {"0": "首批", "1": "甲为1第1项", "7": "末批3", "8": "乙为2第2项"}
    assert numbers(made, "commentRangeStart", "commentRangeEnd", "commentReference") == [["0", "1", "8", "7"]] * 3
    none = filled(body_xml(body, comments=notes), {"行": [], "总": 3}).package
    assert held(none) == {"0": "首批", "7": "末批3"}


@pytest.mark.parametrize(
    ("opener", "closer", "seen"),
    [
        ("{%p if 总 > 1 %}", "{%p endif %}", ["批总为3"]), ("{%p if 总 > 5 %}", "{%p endif %}", []),
        ("{%p with 总 = 9 %}", "{%p endwith %}", ["批总为9"]), ("{%p for 总 in [4, 5] %}", "{%p endfor %}", ["批总为4", "批总为5"]),
    ],
)  # fmt: skip
def test_whatever_the_block_a_comment_goes_with_it(opener: str, closer: str, seen: list[str]) -> None:
    package = body_xml(paragraph(opener) + commented("甲") + paragraph(closer) + paragraph("尾"), comments={1: paragraph("批总为{{ 总 }}")})
    assert list(held(filled(package, {"总": 3}).package).values()) == seen


def test_loops_in_loops_and_blocks_within_the_comment_itself() -> None:
    inner = paragraph("{%p for 项 in 行.项 %}") + commented("{{ 项 }}") + paragraph("{%p endfor %}")
    words = paragraph("{{ 行.名 }}{{ 项 }}：{% for n in range(2) %}{{ n }}{% if not loop.last %}、{% endif %}{% endfor %}")
    package = body_xml(looped(inner), comments={1: paragraph("{% if 行.名 == '甲' %}") + paragraph("本地") + paragraph("{% endif %}") + words})
    made = filled(package, {"行": [{"名": "甲", "项": ["一", "二"]}, {"名": "乙", "项": ["三"]}]}).package
    assert list(held(made).values()) == ["本地甲一：0、1", "本地甲二：0、1", "乙三：0、1"]
    assert [len(each) for each in numbers(made, "commentRangeStart", "commentRangeEnd")] == [3, 3]


def test_what_is_wrong_in_a_comment_of_a_loop_is_told_at_its_own_place() -> None:
    package = body_xml(looped(commented("{{ 行.名 }}")), comments={0: paragraph("别的"), 1: paragraph("批{{ 行.明 }}")})
    (problem,) = Template.open(package).render(ROWS).problems
    assert str(problem).startswith("[R01] 批注（comments）第2段：这项数据没有下一级“明”（在“行”第1项“甲”里），共 2 处")
    broken = body_xml(looped(commented("{{ 行.名 }}")), comments={1: paragraph("批{% if 行.名 %}")})
    assert [str(each).partition("（在")[0] for each in Template.open(broken).problems] == ["[T04] 批注（comments）第1段：{% if 行.名 %} 没有结尾 {% endif %}"]
    assert Template.open(package).paths == ("行[].名", "行[].明")


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_in_a_loop_sees_its_names(kind: str) -> None:
    package = body_xml(looped(noted("{{ 行.名 }}", kind)), footnotes={1: paragraph("旁注"), 2: paragraph("{{ 行.名 }}按{{ 口径 }}计")})
    if kind == "endnote":
        parts = parts_of(package)
        parts["word/endnotes.xml"] = parts.pop(FOOTNOTES).replace(b"footnote", b"endnote")
        add_type(parts, "word/endnotes.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml")
        for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
            parts[name] = parts[name].replace(b"footnotes", b"endnotes") if "rels" in name else parts[name].replace(
                b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>', b"")  # fmt: skip
        package = package_of(parts)
    made = filled(package, {**ROWS, "口径": "年报"}).package
    assert held(made, f"word/{kind}s.xml") == {"1": "旁注", "2": "甲按年报计", "3": "乙按年报计"}
    assert numbers(made, f"{kind}Reference") == [["2", "3"]]


def test_fields_in_the_notes_of_a_loop_lead_to_the_bookmark_of_their_own_step() -> None:
    marked = '<w:bookmarkStart w:id="5" w:name="图"/>{}<w:bookmarkEnd w:id="5"/>'
    line = f'<w:p>{marked.format(run("{{ 行.名 }}"))}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    references = f"<w:p>{field(' REF 图 ')}{field(' PAGEREF 图 ')}" + '<w:hyperlink w:anchor="图">' + run("见") + "</w:hyperlink></w:p>"
    body = looped(line + commented("{{ 行.数 }}")) + noted("尾", number=3)
    package = body_xml(body, footnotes={2: references, 3: references}, comments={1: f"<w:p>{field(' REF 图 ')}{run('{{ 行.名 }}')}</w:p>"})
    for traced in (False, True):
        made = filled(package, ROWS, trace=traced, update_fields=True).package
        assert [mark.get(W + "name") for mark in root_of(made).iter(W + "bookmarkStart")] == ["图", "图_2"]
        notes = {note.get(W + "id"): note for note in root_of(made, FOOTNOTES)}
        assert list(notes) == ["2", "3", "4"]
        led = {number: [node.text.split()[1] for node in note.iter(W + "instrText")] for number, note in notes.items()}
        assert led == {"2": ["图", "图"], "4": ["图_2", "图_2"], "3": ["图", "图"]}
        assert [next(note.iter(W + "hyperlink")).get(W + "anchor") for note in notes.values()] == ["图", "图", "图_2"]
        assert [node.text.split()[1] for node in root_of(made, COMMENTS).iter(W + "instrText")] == ["图", "图_2"]


def test_a_link_and_a_picture_that_a_comment_prints_belong_to_the_part_of_the_comments() -> None:
    package = body_xml(looped(commented("{{ 行.名 }}")), comments={1: paragraph("见{{ 链 }}{{ 行.名|图片 }}")})
    data = {"行": [{"名": "甲.png"}, {"名": "乙.png"}], "链": Rich((Run("网站", link="https://www.example.org/"),))}
    made = filled(package, data, files={"甲.png": PNG, "乙.png": PNG}).package
    lines = root_of(made, "word/_rels/comments.xml.rels")
    assert sorted(line.get("Type").rpartition("/")[2] for line in lines) == ["hyperlink", "image"]
    shown = [node.get("id") for node in root_of(made, COMMENTS).iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")]
    assert len(shown) == len(set(shown)) == 2
    assert "hyperlink" not in parts_of(made)["word/_rels/document.xml.rels"].decode()


def test_the_trace_knows_the_paragraphs_of_comments_by_their_places_in_the_finished_part() -> None:
    notes = {0: paragraph("{{ 总 }}项"), 1: paragraph("{{ 行.名 }}") + paragraph("{{ 行.数 }}"), 7: paragraph("末{{ 总 }}")}
    package = body_xml(commented("头", 0) + looped(commented("{{ 行.名 }}")) + commented("尾{{ 总 }}", 7), comments=notes)
    rendered = filled(package, {**ROWS, "总": 3}, trace=True)
    written = [["".join(each.itertext()) for each in root_of(rendered.package, part).iter(W + "p")] for part in ("word/document.xml", COMMENTS)]
    assert written[1] == ["3项", "甲", "1", "末3", "乙", "2"]
    for traced in rendered.trace:
        assert written[traced.part == COMMENTS][traced.number] == traced.text
    assert {each.number for each in rendered.trace if each.part == COMMENTS and each.spans} == {0, 1, 2, 3, 4, 5}


def test_comments_that_say_the_same_wherever_they_stand_are_anchored_once() -> None:
    """A reviewer's remark on a line of a loop is one remark."""
    made = filled(body_xml(looped(commented("{{ 行.名 }}")), comments={1: paragraph("请核实")}), ROWS).package
    assert held(made) == {"1": "请核实"}
    assert numbers(made, "commentRangeStart", "commentReference") == [["1"], ["1"]]


def test_a_comment_over_a_whole_loop_with_its_sign_inside_keeps_its_words() -> None:
    around = f'<w:p><w:commentRangeStart w:id="1"/>{run("头")}</w:p>'
    inside = f'<w:p>{run("{{ 行.名 }}")}<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    end = f'<w:p>{run("尾")}<w:commentRangeEnd w:id="1"/></w:p>'
    made = filled(body_xml(around + looped(inside) + end, comments={1: paragraph("{{ 行.名 }}")}), ROWS).package
    assert held(made) == {"1": "甲", "2": "乙"}
    assert numbers(made, "commentRangeStart", "commentRangeEnd", "commentReference") == [["1"], ["1"], ["1", "2"]]
    assert [one.text for one in docx.Document(io.BytesIO(made)).paragraphs] == ["头", "甲", "乙", "尾"]


BESIDE = "http://schemas.microsoft.com/office/word/2012/wordml", "http://schemas.microsoft.com/office/word/2016/wordml/cid", "http://schemas.microsoft.com/office/word/2018/wordml/cex"
"""The vocabularies of what is said of comments elsewhere: whether one is done and what it answers; a number that lasts; when it was written."""


def keyed(text: str, key: str) -> str:
    return paragraph(text).replace("<w:p>", f'<w:p w14:paraId="{key}">', 1)


def accompanied(package: bytes, lines: list[tuple[str, str, str]]) -> bytes:
    """The package with the parts beside its comments; of each comment its key, the one that it answers, and whether it is done."""
    parts = parts_of(package)
    answers = {key: f' w15:paraIdParent="{parent}"' if parent else "" for key, parent, _ in lines}
    said = {
        "commentsExtended": "".join(f'<w15:commentEx w15:paraId="{key}"{answers[key]} w15:done="{done}"/>' for key, _, done in lines),
        "commentsIds": "".join(f'<w16cid:commentId w16cid:paraId="{key}" w16cid:durableId="{key[::-1]}"/>' for key, _, _ in lines),
        "commentsExtensible": "".join(f'<w16cex:commentExtensible w16cex:durableId="{key[::-1]}" w16cex:dateUtc="2024-01-02T03:04:05Z"/>' for key, _, _ in lines),
    }
    roots = {"commentsExtended": "w15:commentsEx", "commentsIds": "w16cid:commentsIds", "commentsExtensible": "w16cex:commentsExtensible"}
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in zip(("w15", "w16cid", "w16cex"), BESIDE, strict=True))
    relations = ""
    for name, inside in said.items():
        parts[f"word/{name}.xml"] = f"<{roots[name]} {spaces}>{inside}</{roots[name]}>".encode()
        add_type(parts, f"word/{name}.xml", f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml")
        relations += f'<Relationship Id="rId{name}" Type="http://schemas.microsoft.com/office/2011/relationships/{name}" Target="{name}.xml"/>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{relations}</Relationships>".encode())
    return package_of(parts)


def said_of_comments(package: bytes) -> list[tuple[str, str, str]]:
    """Each comment's text, the text of the one that it answers, and whether it is done; every number leads to one thing and is used once."""
    keys = {note.get(W + "id"): next(reversed(list(note.iter(W + "p")))).get("{http://schemas.microsoft.com/office/word/2010/wordml}paraId") for note in root_of(package, COMMENTS)}
    texts = {keys[number]: text for number, text in held(package).items()}
    lines = [{etree.QName(name).localname: value for name, value in line.attrib.items()} for line in root_of(package, "word/commentsExtended.xml")]
    ids = {line.get(f"{{{BESIDE[1]}}}paraId"): line.get(f"{{{BESIDE[1]}}}durableId") for line in root_of(package, "word/commentsIds.xml")}
    dated = [line.get(f"{{{BESIDE[2]}}}durableId") for line in root_of(package, "word/commentsExtensible.xml")]
    assert sorted(ids) == sorted(line["paraId"] for line in lines) == sorted(texts)
    assert sorted(dated) == sorted(set(ids.values())) == sorted(ids.values())
    return [(texts[line["paraId"]], texts.get(line.get("paraIdParent", ""), ""), line["done"]) for line in lines]


def test_what_is_said_of_a_comment_is_said_of_each_of_its_copies_and_an_answer_belongs_to_its_own() -> None:
    """Whether a comment is done and which it answers stand in other parts, which know it by its last paragraph."""
    body = commented("头", 0) + looped(commented("{{ 行.名 }}") + commented("同一处", 2)) + commented("尾", 7)
    notes = {0: keyed("首批", "00000A01"), 1: paragraph("甲乙") + keyed("问{{ 行.名 }}", "00000B01"), 2: keyed("请核", "00000C01"), 7: keyed("末", "00000D01")}
    lines = [("00000A01", "", "0"), ("00000B01", "", "1"), ("00000C01", "00000B01", "1"), ("00000D01", "00000A01", "0")]
    package = accompanied(body_xml(body, comments=notes), lines)
    made = filled(package, ROWS).package
    first, done = ("首批", "", "0"), [("甲乙问甲", "", "1"), ("甲乙问乙", "", "1")]
    assert said_of_comments(made) == [first, *done, ("请核", "甲乙问甲", "1"), ("请核", "甲乙问乙", "1"), ("末", "首批", "0")]
    assert made == filled(package, ROWS).package, "the same numbers in every run"
    assert said_of_comments(filled(package, {"行": []}).package) == [first, ("末", "首批", "0")]


def test_a_comment_of_an_inner_loop_answers_that_of_the_step_around_it() -> None:
    inner = paragraph("{%p for 项 in 行.项 %}") + commented("{{ 项 }}", 2) + paragraph("{%p endfor %}")
    notes = {1: keyed("问{{ 行.名 }}", "00000B01"), 2: keyed("答{{ 项 }}", "00000C01")}
    package = accompanied(body_xml(looped(commented("{{ 行.名 }}") + inner), comments=notes), [("00000B01", "", "0"), ("00000C01", "00000B01", "0")])
    made = filled(package, {"行": [{"名": "甲", "项": [1, 2]}, {"名": "乙", "项": [3]}]}).package
    assert said_of_comments(made) == [("问甲", "", "0"), ("问乙", "", "0"), ("答1", "问甲", "0"), ("答2", "问甲", "0"), ("答3", "问乙", "0")]


def test_comments_that_nothing_else_speaks_of_are_numbered_as_before() -> None:
    package = body_xml(looped(commented("{{ 行.名 }}")), comments={1: keyed("问{{ 行.名 }}", "00000B01")})
    made = filled(package, ROWS).package
    assert held(made) == {"1": "问甲", "2": "问乙"}
    keys = [each.get("{http://schemas.microsoft.com/office/word/2010/wordml}paraId") for each in root_of(made, COMMENTS).iter(W + "p")]
    assert keys[0] == "00000B01"
    assert len(set(keys)) == 2
