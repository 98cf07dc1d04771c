"""What is said stays data: it travels, compares and is translated whole."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.message import NOTHING, Message, Parameter, joined, said_by, say
from reportgen.message.phrases import Clause
from reportgen.problem import CellPlace, Code, Grade, Problem, TextPlace, WordPlace

WORDS = st.text(max_size=12)
PLAIN = st.one_of(WORDS, st.integers(), st.decimals(allow_nan=False))
SENTENCES = st.builds(lambda file, count: say("“{file}”有 {count} 处", file=file, count=count), WORDS, st.integers())
PARAMETERS: st.SearchStrategy[Parameter] = st.recursive(
    st.one_of(PLAIN, SENTENCES, SENTENCES.map(Clause)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple),
        st.builds(lambda items, between: joined(items, between), st.lists(inner, max_size=3), st.sampled_from("；，的")),
        inner.map(lambda part: say("（{part}）", part=part)),
    ),
    max_leaves=8,
)
MESSAGES = st.builds(lambda subject, reason: say("{subject}：{reason}。", subject=subject, reason=reason), PARAMETERS, PARAMETERS)


@given(MESSAGES)
def test_a_message_is_the_same_after_a_journey(message: Message) -> None:
    for other in (pickle.loads(pickle.dumps(message)), copy.copy(message), copy.deepcopy(message)):
        assert (type(other), other, other.pattern, other.parameters) == (Message, message, message.pattern, message.parameters)
        assert hash(other) == hash(message) == hash(str(message))


@given(MESSAGES, PARAMETERS)
def test_a_problem_is_the_same_after_a_journey(message: Message, part: Parameter) -> None:
    place = TextPlace("2024.yaml", 3, 5, "甲：1")
    problem = Problem(Code("Y14"), message, Grade.NOTE, place, say("改成：{part}", part=part), repair=place.mended("甲: 1"))
    other = pickle.loads(pickle.dumps(problem))
    assert other == problem
    assert hash(other) == hash(problem)
    assert other.as_data() == problem.as_data()
    assert other.message.parameters == problem.message.parameters


@given(MESSAGES)
def test_without_a_catalogue_a_translation_is_the_message(message: Message) -> None:
    assert message.translated(lambda pattern: pattern) == message


@given(MESSAGES)
def test_every_sentence_in_a_message_is_translated_and_nothing_else(message: Message) -> None:
    asked: list[str] = []
    message.translated(lambda pattern: (asked.append(pattern), pattern)[1])
    assert {each.pattern for each in message.sentences()} <= set(asked)
    assert set(asked) <= {each.pattern for each in message.sentences()} | set("、；，的")


ENGLISH = {
    "{file}里没有“{names}”。": "{file} has no {names}.",
    "表“{file}”": "table {file}",
    "不能用：{reason}": "cannot be used: {reason}",
    "、": ", ",
    "；": "; ",
    "{file}有{places}": "{file} has {places}",
    "第{row}行": "row {row}",
}


def test_a_catalogue_translates_sentences_in_sentences_and_lists() -> None:
    table = say("表“{file}”", file="一季度、二季度.xlsx")
    lacking = say("{file}里没有“{names}”。", file=table, names=("甲", "乙"))
    assert lacking == "表“一季度、二季度.xlsx”里没有“甲、乙”。"
    assert lacking.translated(lambda pattern: ENGLISH[pattern]) == "table 一季度、二季度.xlsx has no 甲, 乙."
    refused = say("不能用：{reason}", reason=Clause(lacking))
    assert refused == "不能用：表“一季度、二季度.xlsx”里没有“甲、乙”"
    assert refused.translated(lambda pattern: ENGLISH[pattern]) == "cannot be used: table 一季度、二季度.xlsx has no 甲, 乙"
    places = say("{file}有{places}", file=table, places=joined([say("第{row}行", row=row) for row in (3, 5)], "；"))
    assert places == "表“一季度、二季度.xlsx”有第3行；第5行"
    assert places.translated(lambda pattern: ENGLISH[pattern]) == "table 一季度、二季度.xlsx has row 3; row 5"


@given(st.lists(WORDS, max_size=4))
def test_lists_are_printed_with_what_stands_between(items: list[str]) -> None:
    assert say("有{names}。", names=tuple(items)) == "有" + "、".join(items) + "。"
    assert say("有{names}。", names=joined(items, "；")) == "有" + "；".join(items) + "。"


def test_numbers_are_printed_as_they_are_written() -> None:
    assert say("有 {count} 处，共 {amount} 万元", count=3, amount=Decimal("45.20")) == "有 3 处，共 45.20 万元"


def test_braces_are_doubled_and_those_of_a_parameter_are_its_own() -> None:
    assert say("写成 {{{{ {field} }}}}", field="{单位}") == "写成 {{ {单位} }}"


def test_a_lacking_parameter_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError, match="file"):
        say("没有“{file}”", folder="inputs")


def test_messages_that_read_the_same_are_equal_but_keep_their_own_patterns() -> None:
    one, other = say("没有“{file}”", file="甲"), say("没有“{folder}”", folder="甲")
    assert one == other == "没有“甲”"
    assert one.pattern != other.pattern


def test_the_sentences_in_a_message_come_outermost_first() -> None:
    inner = say("第{row}行", row=3)
    clause = say("读不懂{place}。", place=inner)
    whole = say("{file}：{reasons}", file="2024.yaml", reasons=joined([Clause(clause), (inner, "旁注")], "；"))
    assert list(whole.sentences()) == [whole, clause, inner, inner]


def test_an_exception_of_ours_says_its_message_and_others_say_nothing() -> None:
    said = say("“{number}”不是数", number="甲")
    assert said_by(ValueError(said)) is said
    assert said_by(ValueError("could not convert string to float: '甲'")) is NOTHING
    assert said_by(ValueError()) is NOTHING


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (TextPlace("2024.yaml", 3, 5), "2024.yaml 第3行第5列"),
        (WordPlace("word/document.xml", 4), "正文第4段"),
        (WordPlace("word/document.xml", 1, 2, 3, 4, "一、概况"), "正文第2个表格第3行第4格第1段（“一、概况”之下）"),
        (WordPlace("word/header2.xml", 1, box=True), "页眉（header2）第1段的文本框里"),
        (WordPlace("custom/other.bin"), "custom/other.bin"),
        (CellPlace("表.xlsx", 12, 4, "汇总"), "表“表.xlsx”的“汇总”第12行D列"),
        (CellPlace("表.xlsx", 12), "表“表.xlsx”第12行"),
        (CellPlace("表.xlsx"), "表“表.xlsx”"),
    ],
)
def test_a_place_is_a_sentence_too(place: TextPlace | WordPlace | CellPlace, words: str) -> None:
    assert str(place) == place.words == words
    assert isinstance(place.words, Message)


def test_a_repair_is_beside_the_text() -> None:
    place = TextPlace("2024.yaml", 3, 5, "  甲：1")
    assert place.mended("  甲: 1") == (TextPlace("2024.yaml", 3, 1, "  甲：1"), "  甲: 1")
    problem = Problem("Y14", say("用了中文冒号"), place=place, repair=place.mended("  甲: 1"))
    assert "repair" not in problem.as_data()
    assert str(problem) == "[Y14] 2024.yaml 第3行第5列：用了中文冒号"
