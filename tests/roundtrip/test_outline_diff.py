"""Where the sentences of an edited text belong, in templates that print a topic in another way than ours."""

from __future__ import annotations

from addresses import at

from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.attribution import Fragment, rebuild
from reportgen.roundtrip.edits import Remove, RemoveSection
from reportgen.roundtrip.fragments import in_place
from reportgen.roundtrip.outline import read_outline
from reportgen.roundtrip.outline_diff import structure
from reportgen.roundtrip.printed import PrintedParagraph, PrintedSpan
from reportgen.yamltext import parse

YEAR = """\
部分:
  - 标题: 甲部分
    小节:
      - 话题: 一题
        正文:
          - 第一句在这里。
          - 第二句在那里。
"""
TOPIC = at("部分[0].小节[0]")
LINES = ((TOPIC.to("话题"), "一题"), (TOPIC.to("正文", 0), "第一句在这里。"), (TOPIC.to("正文", 1), "第二句在那里。"))
OUTLINE = read_outline([parse(YEAR, "a.yaml")[0]])
RAW = {path: spot.scalar.text for path, spot in OUTLINE.spots.items()}


def line(*pairs: tuple[str, str]) -> PrintedParagraph:
    """A paragraph that prints these sentences one after another."""
    pieces, at = [], 0
    for path, text in pairs:
        pieces.append(PrintedSpan(at, at + len(text), path, 0, len(text)))
        at += len(text)
    return PrintedParagraph("".join(text for _, text in pairs), tuple(pieces))


def steps(old: list[PrintedParagraph], new: list[str]) -> list[tuple[str, tuple[object, ...]]]:
    found, _ = structure(old, rebuild(old, RAW, new), OUTLINE)
    return [(edit.kind, edit.steps) for _, edit in found]


def test_a_paragraph_that_holds_a_topic_takes_the_topic_with_it_and_one_that_holds_a_sentence_takes_the_sentence() -> None:
    apart = [line(pair) for pair in LINES]
    assert steps(apart, ["一题", "第一句在这里。"]) == [(kinds.DELETED, (Remove(LINES[2][0], LINES[2][1]),))]
    whole = [line((at("部分[0].标题"), "甲部分")), line(*LINES)]
    assert steps(whole, ["甲部分"]) == [(kinds.TOPIC_DELETED, (RemoveSection(TOPIC),))]


def test_a_number_of_the_template_goes_with_the_heading_it_was_printed_for() -> None:
    heading = PrintedParagraph("一、甲部分", (PrintedSpan(0, 2), PrintedSpan(2, 5, at("部分[0].标题"), 0, 3)))
    old = [heading, line(LINES[1])]
    number = Fragment("一、", "一、", old=0, template=True, kept=2, piece=heading.pieces[0])
    for path, text, kept in ((at("部分[0].标题"), "甲部分", ["甲部分"]), (*LINES[1], ["一、", "第一句在这里。"])):
        row = (number, Fragment(text, text, path, kept=len(text)))
        assert [fragment.shown for fragment in in_place(row, 0, old)] == kept
