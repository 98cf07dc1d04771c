"""Edits of the input as it was → the same edits of the input as it is now; whatever both sides changed is shown, not written."""

from __future__ import annotations

import pytest
from addresses import at

from reportgen.roundtrip.apply import apply
from reportgen.roundtrip.edits import (
    AddSection,
    Edit,
    Insert,
    MoveSection,
    Remove,
    RemoveSection,
    SetDatum,
    SetText,
    Step,
)
from reportgen.roundtrip.outline import Outline, read_outline
from reportgen.roundtrip.rebase import carry
from reportgen.roundtrip.whole_parts import typed_topic
from reportgen.yamltext import parse

BASE = """\
年度: 2024
部分:
  - 标题: 稳增长促转型
    小节:
      - 话题: 产业提升走深走实
        正文:
          - 新增入园企业七十一家。
          - 全年招引项目再创新高。
      - 话题: 项目建设提速提效
        正文:
          - 重大项目全部开工建设。
  - 标题: 惠民生促和谐
    小节:
      - 话题: 教育事业稳步发展
        正文:
          - 普高升学率逐年提高。
数据:
  企业: 71
  名单: [甲, 乙]
"""
FIRST = at("部分[0].小节[0].正文[0]")
SECOND_TOPIC = at("部分[0].小节[1]")


def outline(text: str) -> Outline:
    return read_outline([parse(text, "a.yaml")[0]])


def later(*pairs: tuple[str, str]) -> str:
    """The input with words replaced since; each must stand in it."""
    text = BASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def carried(step: Step, now: str) -> Edit:
    (edit,) = carry([Edit("改写", "", "", steps=(step,))], outline(BASE), outline(now))
    return edit


def written(step: Step, now: str) -> str:
    edit = carried(step, now)
    assert not edit.reason
    return apply(outline(now), edit.steps)[0]


AHEAD = ("部分:\n", "部分:\n  - 标题: 新加的部分\n    小节:\n      - 话题: 新加的小节\n        正文:\n          - 新加的一句。\n")
"""A part put in front, so that every path after it counts on by one."""

FOLLOWED: dict[str, tuple[Step, str]] = {
    "a sentence": (SetText(FIRST, "新增入园企业七十一家。", "新增入园企业七十二家。"), "新增入园企业七十二家。"),
    "a sentence put in": (Insert(FIRST, "园区扩建。"), "          - 新增入园企业七十一家。\n          - 园区扩建。\n"),
    "a topic put in": (
        AddSection(at("部分[1]"), at("部分[1].小节[0]"), typed_topic("医疗", ("又一句。",))),
        "          - 普高升学率逐年提高。\n      - 话题: 医疗\n        正文:\n          - 又一句。\n",
    ),
    "a topic moved": (
        MoveSection(SECOND_TOPIC, at("部分[0]"), at("")),
        "    小节:\n      - 话题: 项目建设提速提效\n        正文:\n          - 重大项目全部开工建设。\n      - 话题: 产业提升",
    ),
    "a figure": (SetDatum(at("数据.企业"), "71", "72"), "  企业: 72\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", FOLLOWED)
def test_an_edit_follows_what_it_is_about_to_where_that_stands_now(case: str) -> None:
    step, wanted = FOLLOWED[case]
    made = written(step, later(AHEAD))
    assert wanted in made
    assert "新加的一句。" in made


def test_what_was_deleted_in_word_is_deleted_where_it_stands_now() -> None:
    assert "入园企业" not in written(Remove(FIRST, "新增入园企业七十一家。"), later(AHEAD))
    assert "项目建设提速提效" not in written(RemoveSection(SECOND_TOPIC), later(AHEAD))


HELD_ALREADY: dict[str, tuple[Step, tuple[str, str]]] = {
    "a sentence deleted": (Remove(FIRST, "新增入园企业七十一家。"), ("          - 新增入园企业七十一家。\n", "")),
    "a sentence put in": (Insert(FIRST, "园区扩建。"), ("七十一家。\n", "七十一家。\n          - 园区扩建。\n")),
    "a topic put in": (
        AddSection(at("部分[1]"), at(""), typed_topic("医疗", ("又一句。",))),
        ("数据:\n", "      - 话题: 医疗\n        正文:\n          - 又一句。\n数据:\n"),
    ),
    "a topic deleted": (
        RemoveSection(SECOND_TOPIC), ("      - 话题: 项目建设提速提效\n        正文:\n          - 重大项目全部开工建设。\n", ""),
    ),
    "a list": (SetDatum(at("数据.名单"), "", "", ("甲", "乙", "丙")), ("[甲, 乙]", "[甲, 乙, 丙]")),
}  # fmt: skip


@pytest.mark.parametrize("case", HELD_ALREADY)
def test_what_the_input_says_already_asks_for_nothing(case: str) -> None:
    step, change = HELD_ALREADY[case]
    edit = carried(step, later(change))
    assert (edit.steps, edit.reason, edit.note) == ((), "", "输入文件里已经是这样")


GONE_TOPIC = ("      - 话题: 项目建设提速提效\n        正文:\n          - 重大项目全部开工建设。\n", "")
GONE_PART = (BASE[BASE.index("  - 标题: 惠民生") : BASE.index("数据:")], "")
LOST: dict[str, tuple[Step, tuple[str, str], str]] = {
    "a sentence rewritten beyond recognition": (
        SetText(FIRST, "新增入园企业七十一家。", "新增入园企业七十二家。"), ("新增入园企业七十一家。", "另有安排。"), "认不出，或删去了",
    ),
    "a sentence put in beside one that is gone": (
        Insert(FIRST, "园区扩建。"), ("          - 新增入园企业七十一家。\n", ""), "认不出，或删去了",
    ),
    "a topic moved that is gone": (MoveSection(SECOND_TOPIC, at("部分[0]"), at("")), GONE_TOPIC, "这个小节在输入文件里已经没有了"),
    "a topic put in where its part is gone": (AddSection(at("部分[1]"), at(""), typed_topic("医疗", ("又一句。",))), GONE_PART, "这一部分在输入文件里已经没有了"),
    "a figure that is gone": (SetDatum(at("数据.企业"), "71", "72"), ("  企业: 71\n", ""), "这个数据在输入文件里已经没有了"),
}  # fmt: skip


@pytest.mark.parametrize("case", LOST)
def test_what_is_not_to_be_found_any_more_is_said_and_not_written(case: str) -> None:
    step, change, why = LOST[case]
    edit = carried(step, later(change))
    assert why in edit.reason
    assert edit.steps == ()


def test_deleted_in_word_and_rewritten_in_the_input_is_a_choice_of_two() -> None:
    now = later(("新增入园企业七十一家。", "新增入园企业七十九家。"))
    edit = carried(Remove(FIRST, "新增入园企业七十一家。"), now)
    assert edit.reason == "Word 里删去了，输入文件里却改成了：新增入园企业七十九家。"
    gone, kept = (apply(outline(now), choice.steps)[0] for choice in edit.choices)
    assert "入园企业" not in gone
    assert kept == now


def test_a_topic_deleted_in_word_and_written_into_since_is_a_choice_of_two() -> None:
    now = later(("开工建设。\n", "开工建设。\n          - 后来加的一句。\n"))
    edit = carried(RemoveSection(SECOND_TOPIC), now)
    assert edit.reason == "Word 里没有这一段了，输入文件里却改过或加过：后来加的一句。"
    gone, kept = (apply(outline(now), choice.steps)[0] for choice in edit.choices)
    assert "后来加的一句。" not in gone
    assert kept == now


def test_the_comments_of_a_deleted_topic_stay() -> None:
    now = later(("          - 重大项目", "          # 待核实\n          - 重大项目"))
    made = written(RemoveSection(SECOND_TOPIC), now)
    assert "项目建设提速提效" not in made
    assert "          # 待核实\n" in made


MOVED = (Remove(FIRST, "新增入园企业七十一家。"), Insert(at("部分[1].小节[0].正文[0]"), "新增入园企业七十一家。"))


def moved(now: str) -> Edit:
    (edit,) = carry([Edit("移句", "", "", steps=MOVED)], outline(BASE), outline(now))
    return edit


def test_a_sentence_moved_in_word_is_moved_with_what_was_changed_in_it_since() -> None:
    for now, words in ((BASE.replace("年度: 2024", "年度: 2024 # 今年"), "七十一家"), (later(("七十一家", "七十九家")), "七十九家")):
        edit = moved(now)
        assert not edit.reason
        made = apply(outline(now), edit.steps)[0]
        assert made.count("新增入园企业") == 1
        assert f"          - 普高升学率逐年提高。\n          - 新增入园企业{words}。\n" in made


def test_a_sentence_moved_in_word_and_deleted_in_the_input_is_told() -> None:
    edit = moved(later(("          - 新增入园企业七十一家。\n", "")))
    assert edit.reason.startswith("输入文件里已经删去了：新增入园企业七十一家。")
    assert edit.steps == ()
