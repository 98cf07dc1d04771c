"""Where a value came from is kept through everything that is done with it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.sandbox import Expression, environment
from reportgen.traced import Stretch, Text, Traced, TracedMapping, bare, origins, stretches, traced

DATA = {"甲": Decimal("1.10"), "乙": 2, "名": "合力", "表": [{"值": 1}, {"值": 3}], "组": {"丙": "x"}}


def evaluated(expression: str) -> object:
    made = Expression.parse(expression, environment())
    return made.evaluate({name: traced(value, name) for name, value in DATA.items()})


@pytest.mark.parametrize(
    ("expression", "value", "came_from"),
    [
        ("甲 + 乙", Decimal("3.10"), ("甲", "乙")),
        ("甲 * 2", Decimal("2.20"), ("甲",)),
        ("-乙", -2, ("乙",)),
        ("10 - 乙", 8, ("乙",)),
        ("10 // 乙", 5, ("乙",)),
        ("7 % 乙", 1, ("乙",)),
        ("3 / 乙", 1.5, ("乙",)),
        ("名 ~ '等' ~ 乙", "合力等2", ("名", "乙")),
        ("组.丙|upper", "X", ("组.丙",)),
        ("表[1].值", 3, ("表[1].值",)),
        ("表|map(attribute='值')|sum", 4, ("表[0].值", "表[1].值")),
        ("表|length", 2, ("表",)),
        ("甲 if 乙 > 1 else 名", Decimal("1.10"), ("甲",)),
        ("(表|first).值", 1, ("表[0].值",)),
        ("表|sort(attribute='值', reverse=true)|map(attribute='值')|first", 3, ("表[1].值",)),
        ("名[0]", "合", ("名",)),
        ("'%.2f'|format(甲)", "1.10", ("甲",)),
    ],
)
def test_the_origins_of_a_result_are_those_of_what_it_was_made_from(
    expression: str, value: object, came_from: tuple[str, ...]
) -> None:
    result = evaluated(expression)
    assert bare(result) == value
    assert origins(result) == came_from


def test_what_is_made_of_no_data_has_no_origin() -> None:
    assert origins(evaluated("1 + 2")) == ()


def test_comparisons_give_plain_truth() -> None:
    assert evaluated("甲 < 乙 and 乙 >= 2 and '合' in 名 and 名 == '合力'") is True


def test_a_text_is_its_stretches_and_its_value_is_the_whole() -> None:
    text = Text([Stretch("共", ("a",)), Stretch("3", ("b", "a")), Stretch("家", ())])
    assert str(text) == "共3家"
    assert text.origins == ("a", "b")
    assert stretches(text) == text.stretches
    assert stretches(Traced(3, ("x",))) == (Stretch("3", ("x",)),)


def test_connecting_texts_keeps_every_stretch() -> None:
    joined = Expression.parse("句|连接('；')", environment()).evaluate(
        {"句": [Text([Stretch("甲", ("a",))]), Text([Stretch("乙", ("b",))])]}
    )
    assert list(joined.stretches) == [Stretch("甲", ("a",)), Stretch("；"), Stretch("乙", ("b",))]


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(), max_size=4))
def test_a_traced_mapping_reads_as_the_mapping_it_wraps(source: dict[str, int]) -> None:
    wrapped = TracedMapping(source, "根")
    assert list(wrapped) == list(source)
    assert {key: bare(value) for key, value in wrapped.items()} == source
    assert all(origins(wrapped[key]) == (f"根.{key}",) for key in source)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000), st.integers(1, 9))
def test_arithmetic_on_traced_values_equals_arithmetic_on_bare_ones(value: Decimal, other: int) -> None:
    left = Traced(value, ("x",))
    assert (left + other).value == value + other
    assert (other - left).value == other - value
    assert (left * other).value == value * other
    assert (left / other).value == value / other
    assert (left > other) == (value > other)
    assert hash(left) == hash(value)
