"""Steps change in the YAML what they are to change, whatever way it is written, and no other byte."""

from __future__ import annotations

import pytest
from addresses import at
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.roundtrip.apply import CannotApply, apply, text_edits
from reportgen.roundtrip.edits import AddSection, Insert, MoveSection, Remove, RemoveSection, SetDatum, SetText, Step
from reportgen.roundtrip.outline import read_outline
from reportgen.roundtrip.whole_parts import typed_topic
from reportgen.yamltext import MappingNode, Scalar, parse, splice

YEAR = """\
年度: 2024
开头: 开头的话。
部分:
  - 标题: 甲部分        # 旁注一
    总起: 总起的话。
    小节:
      - 话题: 一题
        正文:
          - 第一句。    # 旁注二
          # 单独的旁注
          - "第二句：用引号。"
          - {句: 第三句。, 依据: 台账}
      - 话题: 二题
        正文:
          - 第四句。

      - 话题: 三题
  - 标题: 乙部分
    小节:
      - 话题: 四题
        正文: 只有一句。
数据:
  数: 12
  带单位: 2.5亿元
  带注: {值: 3.5, 口径: 快报}
  空:
  名单: [甲, 乙, 丙]
  长名单:
    - 子
    - 丑
  复杂名单: [{值: 1}]
"""
PATH = at("部分[0].小节[0].正文")


def done(*steps: Step, text: str = YEAR) -> str:
    return apply(read_outline([parse(text, "a.yaml")[0]]), steps)[0]


def changed(*steps: Step) -> tuple[list[str], list[str]]:
    """Lines that went, lines that came."""
    before, after = YEAR.split("\n"), done(*steps).split("\n")
    return [line for line in before if line not in after], [line for line in after if line not in before]


CASES: dict[str, tuple[tuple[Step, ...], list[str], list[str]]] = {
    "a sentence": (
        (SetText(at(f"{PATH}[0]"), "第一句。", "首句话。"),), ["          - 第一句。    # 旁注二"], ["          - 首句话。    # 旁注二"],
    ),
    "a sentence in quotes": (
        (SetText(at(f"{PATH}[1]"), "第二句：用引号。", "第二句：用“引号”。"),),
        ['          - "第二句：用引号。"'], ['          - "第二句：用“引号”。"'],
    ),
    "a sentence with notes": (
        (SetText(at(f"{PATH}[2]"), "第三句。", "末句。"),),
        ["          - {句: 第三句。, 依据: 台账}"], ["          - {句: 末句。, 依据: 台账}"],
    ),
    "text that needs quotes": (
        (SetText(at(f"{PATH}[0]"), "第一句。", "第一句: 有冒号。"),),
        ["          - 第一句。    # 旁注二"], ['          - "第一句: 有冒号。"    # 旁注二'],
    ),
    "text with brackets, which would read as a list elsewhere": (
        (SetText(at(f"{PATH}[0]"), "第一句。", "第一句[注]。"),), ["          - 第一句。    # 旁注二"], ['          - "第一句[注]。"    # 旁注二'],
    ),
    "the only entry of a topic emptied": ((Remove(at("部分[0].小节[2].话题"), ""),), ["      - 话题: 三题"], ["      - 话题: "]),
    "a heading": ((SetText(at("部分[0].标题"), "甲部分", "甲的部分"),), ["  - 标题: 甲部分        # 旁注一"], ["  - 标题: 甲的部分        # 旁注一"]),
    "a sentence gone": ((Remove(at(f"{PATH}[2]"), ""),), ["          - {句: 第三句。, 依据: 台账}"], []),
    "an entry gone": ((Remove(at("部分[0].总起"), ""),), ["    总起: 总起的话。"], []),
    "a 话题 gone": ((Remove(at("部分[0].小节[1].话题"), ""),), ["      - 话题: 二题"], ["      - 正文:"]),
    "a sentence put in": ((Insert(at(f"{PATH}[1]"), "新的。"),), [], ["          - 新的。"]),
    "a sentence put in before": ((Insert(at(f"{PATH}[0]"), "键：值", True),), [], ['          - "键：值"']),
    "the first sentence of a topic": ((Insert(at("部分[0].小节[1].话题"), "新的。"),), [], ["          - 新的。"]),
    "a sentence for a topic without any": ((Insert(at("部分[0].小节[2].话题"), "新的。"),), [], ["          - 新的。"]),
    "a topic put in": (
        (AddSection(at("部分[0]"), at("部分[0].小节[0]"), typed_topic("新题", ("新一。", "新二。"))),), [],
        ["      - 话题: 新题", "          - 新一。", "          - 新二。"],
    ),
    "a topic without 话题": ((AddSection(at("部分[1]"), at(""), typed_topic("", ("新一。",))),), [], ["      - 正文:", "          - 新一。"]),
    "a topic gone": ((RemoveSection(at("部分[0].小节[1]")),), ["      - 话题: 二题", "          - 第四句。"], []),
    "a figure": ((SetDatum(at("数据.数"), "12", "15"),), ["  数: 12"], ["  数: 15"]),
    "a negative figure": ((SetDatum(at("数据.数"), "12", "-1.5"),), ["  数: 12"], ["  数: -1.5"]),
    "a figure with notes": ((SetDatum(at("数据.带注"), "3.5", "4.5"),), ["  带注: {值: 3.5, 口径: 快报}"], ["  带注: {值: 4.5, 口径: 快报}"]),
    "a gap": ((SetDatum(at("数据.空"), "【待补：空】", "8"),), ["  空:"], ["  空: 8"]),
    "a list": ((SetDatum(at("数据.名单"), "", "", ("甲", "戊", "丙", "丁")),), ["  名单: [甲, 乙, 丙]"], ["  名单: [甲, 戊, 丙, 丁]"]),
    "a shorter list": ((SetDatum(at("数据.名单"), "", "", ("甲", "丙")),), ["  名单: [甲, 乙, 丙]"], ["  名单: [甲, 丙]"]),
    "a list in lines": ((SetDatum(at("数据.长名单"), "", "", ("子", "寅", "丑")),), [], ["    - 寅"]),
    "the last of a list gone": ((SetDatum(at("数据.名单"), "", "", ("甲", "乙")),), ["  名单: [甲, 乙, 丙]"], ["  名单: [甲, 乙]"]),
    "a list with a new first": ((SetDatum(at("数据.名单"), "", "", ("癸", "甲", "乙", "丙")),), ["  名单: [甲, 乙, 丙]"], ["  名单: [癸, 甲, 乙, 丙]"]),
    "a list in lines with a new first": ((SetDatum(at("数据.长名单"), "", "", ("亥", "子", "丑")),), [], ["    - 亥"]),
    "a figure that stands so already": ((SetDatum(at("数据.数"), "11", "12"),), [], []),
    "a figure within a value": ((SetDatum(at("数据.带单位"), "2.5", "3.5"),), ["  带单位: 2.5亿元"], ["  带单位: 3.5亿元"]),
    "a sentence emptied": ((SetText(at(f"{PATH}[2]"), "第三句。", ""),), ["          - {句: 第三句。, 依据: 台账}"], []),
    "two changes of one sentence": (
        (SetText(at(f"{PATH}[0]"), "第一句。", "首一句。"), SetText(at(f"{PATH}[0]"), "第一句。", "第一句！")),
        ["          - 第一句。    # 旁注二"], ["          - 首一句！    # 旁注二"],
    ),
    "a sentence changed and gone": (
        (SetText(at(f"{PATH}[2]"), "第三句。", "末句。"), Remove(at(f"{PATH}[2]"), "第三句。")), ["          - {句: 第三句。, 依据: 台账}"], [],
    ),
    "a sentence of a topic that goes": (
        (Remove(at("部分[0].小节[1].正文[0]"), "第四句。"), RemoveSection(at("部分[0].小节[1]"))),
        ["      - 话题: 二题", "          - 第四句。"], [],
    ),
    "a shorter list in lines": ((SetDatum(at("数据.长名单"), "", "", ("丑",)),), ["    - 子"], []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_step_changes_its_lines_and_no_other(case: str) -> None:
    steps, gone, come = CASES[case]
    assert changed(*steps) == (gone, come)
    assert parse(done(*steps), "a.yaml")[1] == ()


def test_the_same_file_with_windows_line_ends() -> None:
    text = YEAR.replace("\n", "\r\n")
    document = parse(text, "a.yaml")[0]
    assert document.newline == "\r\n"
    for case, (steps, _, _) in CASES.items():
        made = apply(read_outline([document]), steps)[0]
        assert made.count("\n") == made.count("\r\n"), case
        assert made.replace("\r\n", "\n") == done(*steps), case


def test_an_item_of_a_list_that_ends_a_file_without_a_last_line_end() -> None:
    for newline in ("\n", "\r\n"):
        text = "数据:\n  名单:\n    - 子\n    - 丑".replace("\n", newline)
        assert done(SetDatum(at("数据.名单"), "", "", ("子", "丑", "寅")), text=text) == f"{text}{newline}    - 寅{newline}"
        assert done(SetDatum(at("数据.名单"), "", "", ("亥", "子", "丑")), text=text) == text.replace("    - 子", f"    - 亥{newline}    - 子")


def test_a_topic_that_moves_takes_along_what_was_changed_in_it() -> None:
    made = done(
        MoveSection(at("部分[0].小节[0]"), at("部分[0]"), at("部分[0].小节[1]")),
        SetText(at(f"{PATH}[0]"), "第一句。", "首句。"),
        Insert(at(f"{PATH}[2]"), "尾句。"),
        Insert(at("部分[0].小节[1].正文[0]"), "第五句。"),
    )
    places = [made.index(words) for words in ("二题", "第四句。", "第五句。", "一题", "首句。    # 旁注二", "单独的旁注", "第三句。", "尾句。", "三题")]
    assert places == sorted(places)
    assert parse(made, "a.yaml")[1] == ()


def test_two_changes_of_the_same_words_are_not_guessed_at() -> None:
    with pytest.raises(CannotApply, match="分不开"):
        done(SetText(at(f"{PATH}[0]"), "第一句。", "首句。"), SetText(at(f"{PATH}[0]"), "第一句。", "末句。"))


def test_a_topic_does_not_move_into_another_file() -> None:
    """Two files that both have 部分 are an error (F17); whoever makes it loses nothing by a move."""
    other = "部分:\n  - 标题: 丙\n  - 标题: 丁\n  - 标题: 戊\n    小节:\n      - 话题: 五题\n"
    outline = read_outline([parse(YEAR, "a.yaml")[0], parse(other, "b.yaml")[0]])
    with pytest.raises(CannotApply, match="手工移动"):
        apply(outline, [MoveSection(at("部分[0].小节[1]"), at("部分[2]"), at("部分[2].小节[0]"))])


def test_a_sentence_at_the_end_of_a_file_without_a_last_line_end() -> None:
    text = "部分:\n  - 标题: 甲\n    小节:\n      - 话题: 一题\n        正文:\n          - 第一句。"
    made = done(Insert(at("部分[0].小节[0].正文[0]"), "第二句。"), text=text)
    assert made == text + "\n          - 第二句。"


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (SetText(at(f"{PATH}[0]"), "原来不是这样。", "另一句。"), "也改过"),
        (SetText(at("部分[7].标题"), "甲", "乙"), "没有了"),
        (SetDatum(at("数据.没有"), "1", "2"), "没有了"),
        (SetDatum(at("数据.复杂名单"), "1", "2", ("一", "二")), "写法特别"),
        (Insert(at("部分[1].小节[0].正文"), "新的。"), "不是一行一句"),
        (AddSection(at("部分[7]"), at(""), typed_topic("题", ("句。",))), "还没有小节"),
        (RemoveSection(at("部分[0].小节[7]")), "没有了"),
        (Remove(at("部分[7].标题"), "甲"), "没有了"),
        (SetDatum(at("数据.名单"), "甲、乙、丙", "甲"), "不是一个值"),
        (Insert(at("部分[1].小节[0].话题"), "新的。"), "不是一行一句"),
    ],
)
def test_what_cannot_be_written_says_why(step: Step, why: str) -> None:
    with pytest.raises(CannotApply, match=why):
        done(step)


STYLES = {
    "plain": "- 共 12 家，好\n- 乙\n",
    "single": "- '它''s 共''12'\n- 乙\n",
    "double": '- "共\\"12\\"\\u4e2d 家"\n- 乙\n',
    "literal": "- |\n  共 12 家\n  好\n- 乙\n",
    "folded": "- >\n  共 12\n  家好\n- 乙\n",
    "plain over lines": "- 共 12\n  家好\n- 乙\n",
    "double over lines": '- "共 12\n  家好"\n- 乙\n',
}


@settings(max_examples=examples(200), deadline=None)
@given(st.sampled_from(list(STYLES)), st.data())
def test_a_sentence_in_any_style_reads_as_it_was_to_and_its_neighbour_stays(style: str, data: st.DataObject) -> None:
    text = STYLES[style]
    root = parse(text, "a.yaml")[0].root
    assert root is not None and not isinstance(root, (MappingNode, Scalar))
    scalar = root.items[0]
    assert isinstance(scalar, Scalar)
    start = data.draw(st.integers(0, len(scalar.text)))
    end = data.draw(st.integers(start, len(scalar.text)))
    new = scalar.text[:start] + data.draw(st.text("甲12.，。：\"'\\#: -", max_size=6)) + scalar.text[end:]
    if not new.strip():
        return
    edits = text_edits(scalar, new)
    made = splice(text, edits)
    again = parse(made, "a.yaml")[0].root
    assert again is not None and not isinstance(again, (MappingNode, Scalar))
    assert [item.text for item in again.items if isinstance(item, Scalar)] == [new, "乙"]
    assert made.endswith("- 乙\n")


def test_only_the_changed_characters_of_a_folded_sentence_change() -> None:
    root = parse(STYLES["double over lines"], "a.yaml")[0].root
    assert root is not None and not isinstance(root, (MappingNode, Scalar))
    scalar = root.items[0]
    assert isinstance(scalar, Scalar)
    assert splice(STYLES["double over lines"], text_edits(scalar, "共 15 家好")) == '- "共 15\n  家好"\n- 乙\n'


FLOW = """\
部分:
  - 标题: 甲部分
    小节: [{话题: 一题, 正文: [第一句。, 第二句。]}]
  - 标题: 乙部分
    小节:
        - 话题: 二题
          正文:
            - 第三句。
  - 标题: 丙部分
    小节:
      - 话题: 三题
        正文: {甲: 乙}
      - 话题: 四题
"""


def test_a_topic_moves_to_another_depth_with_all_its_lines() -> None:
    made = done(MoveSection(at("部分[1].小节[0]"), at("部分[2]"), at("部分[2].小节[1]")), text=FLOW)
    assert made.endswith("      - 话题: 四题\n      - 话题: 二题\n        正文:\n          - 第三句。\n")
    assert made.count("二题") == 1


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (RemoveSection(at("部分[0].小节[0]")), "写法特别"),
        (AddSection(at("部分[0]"), at("部分[0].小节[0]"), typed_topic("题", ("句。",))), "写法特别"),
        (Insert(at("部分[0].小节[0].正文[0]"), "新的。"), "不是一行一句"),
        (Insert(at("部分[2].小节[0].话题"), "新的。"), "不是一行一句"),
    ],
)
def test_topics_written_in_one_line_or_in_another_way_are_left_to_the_clerk(step: Step, why: str) -> None:
    with pytest.raises(CannotApply, match=why):
        done(step, text=FLOW)


def test_a_sentence_of_a_list_in_one_line_goes_and_its_neighbour_stays() -> None:
    made = done(Remove(at("部分[0].小节[0].正文[0]"), "第一句。"), text=FLOW)
    document, problems = parse(made, "a.yaml")
    assert problems == ()
    texts = [spot.scalar.text for path, spot in read_outline([document]).spots.items() if path.within(at("部分[0].小节[0].正文"))]
    assert texts == ["第二句。"]
