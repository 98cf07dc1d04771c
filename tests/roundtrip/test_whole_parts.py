"""Whole parts that come and move, a 总起 that moves, and what the input has no place for: written where it can be, else
told with what to do."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from addresses import at
from hypothesis import given
from hypothesis import strategies as st
from manuscript import Manuscript
from pulled_office import Outcome, comments, pull, report

from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.apply import CannotApply, apply
from reportgen.roundtrip.edits import AddSection, Edit, MoveSection, SetText, Step, TypedSection
from reportgen.roundtrip.outline import Outline, read_outline
from reportgen.roundtrip.rebase import carry
from reportgen.roundtrip.whole_parts import Standing, heading_of, moved_parts, new_part
from reportgen.yamltext import parse

NUMBERS = "一二三四五六七八九十"
NEW = [
    "一、守牢安全底线，治理效能再上台阶", "我们始终把安全放在首位，全力守护群众生命财产安全。",
    "安全生产常抓不懈。全年开展检查12次，整改隐患30处。群众安全感持续提升。",
]  # fmt: skip


def headings(text: list[str]) -> list[int]:
    return [number for number, each in enumerate(text) if re.match(f"^[{NUMBERS}]、", each)]


def numbered(text: list[str]) -> list[str]:
    """The headings numbered anew, as whoever puts a part in does."""
    order = {place: NUMBERS[number] for number, place in enumerate(headings(text))}
    return [order[number] + each[1:] if number in order else each for number, each in enumerate(text)]


def changed(change: Callable[[list[str], list[int]], list[str]]) -> Outcome:
    manuscript = Manuscript(report())
    text = manuscript.paragraphs
    manuscript.rewrite(change(list(text), headings(text)), tracked=False)
    return pull(manuscript.package(random.Random(1)))


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_new_part_is_written_with_its_opening_and_topics_and_prints_the_same(place: int) -> None:
    outcome = changed(lambda text, at: numbered([*text[: at[place]], *NEW, *text[at[place] :]]))
    assert [edit.kind for edit in outcome.settled.done] == [kinds.PART_ADDED]
    assert outcome.settled.waiting == ()
    assert outcome.again == outcome.wanted
    assert """\
  - 标题: 守牢安全底线，治理效能再上台阶
    总起:
      - 我们始终把安全放在首位，全力守护群众生命财产安全。
    小节:
      - 话题: 安全生产常抓不懈
        正文:
          - 全年开展检查12次，整改隐患30处。群众安全感持续提升。
""" in outcome.after


def test_a_new_part_at_the_very_end_is_written_too() -> None:
    outcome = changed(lambda text, at: numbered([*text, *NEW]))
    assert outcome.again == outcome.wanted
    assert [edit.kind for edit in outcome.settled.done] == [kinds.PART_ADDED]


def test_a_new_heading_in_the_middle_of_a_part_is_a_question_for_the_clerk() -> None:
    outcome = changed(lambda text, at: numbered([*text[: at[1] + 2], NEW[0], *text[at[1] + 2 :]]))
    assert outcome.after == outcome.before
    (edit,) = [edit for edit in outcome.settled.waiting if edit.kind == kinds.PART_ADDED]
    assert "不知道哪些归它" in edit.reason


@pytest.mark.parametrize(("part", "to"), [(2, 1), (0, 4), (4, 0), (1, 3)])
def test_a_part_moves_with_all_that_is_in_it(part: int, to: int) -> None:
    def move(text: list[str], at: list[int]) -> list[str]:
        parts = [text[start:end] for start, end in zip(at, [*at[1:], len(text)], strict=True)]
        parts.insert(to, parts.pop(part))
        return numbered([*text[: at[0]], *(each for group in parts for each in group)])

    outcome = changed(move)
    assert [edit.kind for edit in outcome.settled.done] == [kinds.PART_MOVED]
    assert outcome.again == outcome.wanted
    assert sorted(outcome.after.split("\n")) == sorted(outcome.before.split("\n"))
    assert sorted(comments(outcome.after)) == sorted(comments(outcome.before))


def test_a_part_that_moves_takes_along_what_was_typed_into_it() -> None:
    def move(text: list[str], at: list[int]) -> list[str]:
        held = [each.replace("教育", "教育事业", 1) for each in text[at[2] : at[3]]]
        held[-1] += "群众反映良好。"
        return numbered([*text[: at[1]], *held, *text[at[1] : at[2]], *text[at[3] :]])

    outcome = changed(move)
    assert outcome.again == outcome.wanted
    assert outcome.settled.waiting == ()
    assert "          - 群众反映良好。\n" in outcome.after or "群众反映良好。" in outcome.after


def test_an_opening_moved_past_a_topic_becomes_a_topic_without_a_lead() -> None:
    outcome = changed(lambda text, at: [*text[: at[1] + 1], text[at[1] + 2], text[at[1] + 1], *text[at[1] + 3 :]])
    assert outcome.again == outcome.wanted
    assert [edit.kind for edit in outcome.settled.done] == [kinds.TOPIC_MOVED]
    assert "成了没有“话题”的小节" in outcome.settled.done[0].note


def test_a_second_opening_is_a_paragraph_of_its_own_and_a_line_break_is_told_with_what_to_do() -> None:
    opening = changed(lambda text, at: [*text[: at[0]], "这一年，我们还经历了不少考验，众人同心协力渡过难关。", *text[at[0] :]])
    assert opening.settled.waiting == () and opening.again == opening.wanted
    assert "  - 段: 这一年，我们还经历了不少考验，众人同心协力渡过难关。\n" in opening.after
    broken = kinds.checked(Edit(kinds.SENTENCE, "", "", steps=(SetText(at("开头"), "甲", "甲\n乙"),)), "甲\n乙")
    assert broken.steps == ()
    assert "换成回车再回收" in broken.reason


YAML = """\
部分:
  - 标题: 甲
    小节:
      - 正文: [甲一。]

  # 关于乙
  - 标题: 乙
  - 标题: 丙   # 末尾
数据: {}
"""


def outline(text: str) -> Outline:
    return read_outline([parse(text, "a.yaml")[0]])


def order(text: str) -> list[str]:
    return re.findall("标题: (.)", text)


ORDERS: dict[str, tuple[Step, str]] = {
    "to the front": (MoveSection(at("部分[2]"), at(""), at("")), "丙甲乙"),
    "to the end": (MoveSection(at("部分[0]"), at(""), at("部分[2]")), "乙丙甲"),
    "put in first": (AddSection(at(""), at(""), TypedSection("部分", (("标题", ("丁",)),))), "丁甲乙丙"),
    "put in last": (AddSection(at(""), at("部分[2]"), TypedSection("部分", (("标题", ("丁",)),))), "甲乙丙丁"),
}  # fmt: skip


@pytest.mark.parametrize("case", ORDERS)
def test_parts_stand_where_they_are_to_stand_and_no_comment_goes(case: str) -> None:
    step, wanted = ORDERS[case]
    (made,) = apply(outline(YAML), [step])
    assert "".join(order(made)) == wanted
    assert sorted(comments(made)) == sorted(comments(YAML))


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("end", [True, False], ids=["ended", "not ended"])
@pytest.mark.parametrize("case", ORDERS)
def test_parts_that_are_moved_or_put_in_end_their_lines_as_the_file_does(case: str, end: bool, newline: str) -> None:
    """Also where the last part ends the file without a line end."""
    text = YAML.removesuffix("数据: {}\n")
    text = (text if end else text.removesuffix("\n")).replace("\n", newline)
    step, wanted = ORDERS[case]
    (made,) = apply(outline(text), [step])
    assert "".join(order(made)) == wanted
    assert made.count("\n") == made.count(newline)
    lines = [line.strip() for line in made.split(newline) if line.strip() and "丁" not in line]
    assert sorted(lines) == sorted(line.strip() for line in text.split(newline) if line.strip())


def test_a_part_of_an_unusual_writing_is_not_touched() -> None:
    with pytest.raises(CannotApply, match="写法特别"):
        apply(outline("部分: [{标题: 甲}, {标题: 乙}]\n"), [MoveSection(at("部分[1]"), at(""), at(""))])


def test_parts_are_found_again_in_an_input_that_changed_or_are_told_to_be_gone() -> None:
    now = YAML.replace("部分:\n", "部分:\n  - 标题: 新\n")
    (edit,) = carry([Edit("移部分", "", "", steps=(MoveSection(at("部分[2]"), at(""), at("部分[0]")),))], outline(YAML), outline(now))
    assert edit.steps == (MoveSection(at("部分[3]"), at(""), at("部分[1]")),)
    gone = YAML.replace("  - 标题: 丙   # 末尾\n", "")
    (edit,) = carry([Edit("移部分", "", "", steps=(MoveSection(at("部分[2]"), at(""), at("")),))], outline(YAML), outline(gone))
    assert (edit.steps, edit.reason) == ((), "这一部分在输入文件里已经没有了")
    (edit,) = carry([Edit("增部分", "", "", steps=(AddSection(at(""), at("部分[0]"), TypedSection("部分", (("标题", ("乙",)),))),))], outline(YAML), outline(now))
    assert edit.note == "输入文件里已经是这样"


def test_a_heading_is_short_and_numbered_and_no_sentence() -> None:
    assert heading_of("六、守牢安全底线") == "守牢安全底线"
    assert heading_of("一、全年完成投资12亿元。") == ""
    assert heading_of("守牢安全底线") == ""


PART = {name: at(f"部分[{number}]") for number, name in enumerate("甲乙丙")}


def row(*parts: str) -> list[Standing]:
    """Edited paragraphs by the part of their home and its place in it: 甲0 is a heading; - is a new paragraph."""
    homes = {"甲": 0, "乙": 10, "丙": 20}
    return [
        Standing(number, at(""), -1, False, "新的一段") if each == "-"
        else Standing(number, PART[each[0]], homes[each[0]] + int(each[1]), each[1] == "0", each)
        for number, each in enumerate(parts)
    ]  # fmt: skip


def test_only_a_part_that_stayed_whole_has_moved() -> None:
    assert moved_parts(row("甲0", "甲1", "甲2", "丙0", "丙1", "乙0", "乙1", "乙2")) == {3: PART["甲"]}
    assert moved_parts(row("丙0", "甲0", "甲1", "丙1", "乙0", "乙1")) == {}, "one of its topics stayed behind"
    assert new_part(row("甲0", "-", "-", "乙0"), 1) == (2,)
    assert new_part(row("甲0", "-", "-", "甲1"), 1) == (-1,)


@given(st.permutations("甲乙丙"))
def test_parts_in_any_order_need_as_many_moves_as_did_not_keep_it(parts: list[str]) -> None:
    held = row(*(f"{part}{number}" for part in parts for number in range(2)))
    kept = 3 - len(moved_parts(held))
    rises = max(sum(1 for _ in chain) for chain in _chains(["甲乙丙".index(part) for part in parts]))
    assert kept == rises


def _chains(places: list[int]) -> list[list[int]]:
    """All increasing subsequences."""
    found: list[list[int]] = [[]]
    for place in places:
        found += [[*chain, place] for chain in found if not chain or chain[-1] < place]
    return found
