"""Where a value came from is kept through everything that is done with it."""

from __future__ import annotations

import operator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.provenance import (
    Stretch,
    Text,
    Traced,
    TracedMapping,
    TracedSequence,
    bare,
    origins,
    stretches,
    traced,
    worded,
)
from reportgen.sandbox import Expression, environment

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


OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "%": operator.mod, "//": operator.floordiv}


@given(st.decimals(places=2, min_value=-1000, max_value=1000).filter(bool), st.integers(1, 9), st.sampled_from(sorted(OPERATORS)))
def test_arithmetic_on_traced_values_equals_arithmetic_on_bare_ones(value: Decimal, other: int, sign: str) -> None:
    left = Traced(value, ("x",))
    for source, first, second in ((f"a {sign} b", value, other), (f"b {sign} a", other, value)):
        made = Expression.parse(source, environment()).evaluate({"a": left, "b": other})
        assert bare(made) == OPERATORS[sign](first, second)
        assert origins(made) == ("x",)
    assert (bare(sum([left, left])), origins(sum([left, left]))) == (value * 2, ("x",))
    assert (left > other) == (value > other)
    assert hash(left) == hash(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9), st.integers(-30, 30))
def test_a_number_is_worded_in_plain_digits_of_the_same_value(value: Decimal, shift: int) -> None:
    words = worded(value.scaleb(shift))
    assert Decimal(words) == value.scaleb(shift) or not value
    assert "E" not in words
    assert (worded(Decimal("-0.00")), str(Traced(Decimal("1E+1"), ()))) == ("0.00", "10")


def test_a_monstrous_exponent_is_not_written_out() -> None:
    assert worded(Decimal("1E+999999")) == "1E+999999"
    assert worded(Decimal("1E-999999")) == "1E-999999"


def test_slices_and_sums_of_lists_keep_the_place_of_each_item() -> None:
    items = TracedSequence([1, 2, 3], "表")
    assert [(bare(item), origins(item)) for item in items[1:]] == [(2, ("表[1]",)), (3, ("表[2]",))]
    assert [bare(item) for item in items.__add__([9])] == [1, 2, 3, 9]
    assert origins(items[-1]) == ("表[2]",)
    assert (str(items), str(TracedMapping({"甲": 1}, "根"))) == ("[1, 2, 3]", "{'甲': 1}")


def test_a_traced_number_counts_and_compares_like_the_bare_one() -> None:
    number = Traced(3, ("x",))
    assert (int(number), list(range(number)), (-number).value) == (3, [0, 1, 2], -3)
    assert number <= 3 and not number <= 2
    assert repr(number) == "Traced(3, ('x',))"
