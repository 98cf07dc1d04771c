"""The closed Jinja: data can be read, nothing else can be reached, and nothing grows without measure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError, TemplateSyntaxError

from reportgen.provenance import Traced, worded
from reportgen.sandbox import RUNTIME_FAULTS, Blank, Expression, Unknown, UnknownName, environment, lifted

SANDBOX = environment()


def value(expression: str, **data: Any) -> Any:
    return Expression.parse(expression, SANDBOX).evaluate(data)


def test_an_expression_knows_its_names_and_filters() -> None:
    made = Expression.parse("研发.投入 + 别的|round(1)", SANDBOX)
    assert made.names == ("别的", "研发")
    assert made.filters == ("round",)


def test_decimal_constants_are_exact() -> None:
    assert value("x * 1.1", x=Decimal("0.1")) == Decimal("0.11")
    assert value("x + 0.5", x=0.25) == Decimal("0.75")


def test_a_key_named_like_a_method_is_the_key() -> None:
    assert value("d.items", d={"items": 3}) == 3
    assert isinstance(value("d.values", d={"items": 3}), Unknown)


@pytest.mark.parametrize(
    "attack",
    [
        "''.__class__.__mro__[1].__subclasses__()",
        "x.__init__.__globals__",
        "''.format_map(x)",
        "'{0.__class__}'.format(x)",
        "x|attr('__class__')",
        "x|map('attr', '__class__')|list",
        "cycler('a').__init__",
        "self.__init__",
        "lipsum.__globals__",
        "namespace.__init__",
        "range.__self__",
        "dict.__base__",
        "x.pop()",
        "(x|items).__iter__()",
        "'%999999999d'|format(1)",
        "9 ** 999999",
        "'a' * 99999999",
        "[1] * 99999999",
        "range(99999999)|list",
        "'a' % ()",
        "f()",
    ],
)
def test_no_expression_reaches_python_or_grows_without_measure(attack: str) -> None:
    canary = {"a": 1}
    try:
        made = Expression.parse(attack, SANDBOX).evaluate({"x": canary, "f": lambda: "ran"})
    except (*RUNTIME_FAULTS, TemplateSyntaxError):
        made = None
    assert made is None or isinstance(made, Unknown)
    assert canary == {"a": 1}


def test_what_is_no_single_expression_is_a_syntax_error() -> None:
    for text in ("a b", "", "a |", "(a", "{% if a %}"):
        with pytest.raises(TemplateSyntaxError):
            Expression.parse(text, SANDBOX)


def test_an_unknown_filter_is_named() -> None:
    with pytest.raises(TemplateSyntaxError, match="没有名为“没有的”的过滤器"):
        Expression.parse("a|没有的", SANDBOX)


def test_unknown_names_may_be_asked_for_but_not_used() -> None:
    assert value("x is defined") is False
    assert value("x|default('无')") == "无"
    with pytest.raises(RUNTIME_FAULTS, match="没有名为“x”的数据"):
        value("x + 1")
    with pytest.raises(RUNTIME_FAULTS, match="这项数据没有下一级“b”"):
        value("a.b.c", a={})


def test_a_lifted_filter_is_given_bare_values() -> None:
    seen: list[object] = []

    def note(first: object, second: object = None) -> str:
        seen.extend((first, second))
        return "x"

    result = lifted(note)(Traced(1, ("a",)), Traced(2, ("b",)))
    assert seen == [1, 2]
    assert (result.value, result.origins) == ("x", ("a", "b"))


@given(st.text(max_size=40))
def test_any_text_is_an_expression_or_a_named_fault(text: str) -> None:
    try:
        Expression.parse(text, SANDBOX).evaluate({"a": 1})
    except (*RUNTIME_FAULTS, TemplateSyntaxError) as fault:
        assert str(fault) is not None


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("x|join('、')", "甲、乙"),
        ("g|join('、', attribute='名')", "丙、丁"),
        ("'甲乙甲'|replace('甲', '丙', 1)", "丙乙甲"),
        ("x|batch(1)|list|length", 2),
        ("x|slice(2)|list|length", 2),
        ("'12'|int + 1", 13),
        ("'一'|int(7)", 7),
        ("2.346|round(2)", Decimal("2.35")),
        ("1.1|round(0, 'ceil')", 2),
        ("'%.2f元'|format(3)", "3.00元"),
        ("g|sum(attribute='数')", 3),
        ("'甲' in x", True),
    ],
)
def test_bounded_filters_give_what_jinja_gives(expression: str, result: Any) -> None:
    assert value(expression, x=["甲", "乙"], g=[{"名": "丙", "数": 1}, {"名": "丁", "数": 2}]) == result


def test_a_half_is_rounded_up_and_not_to_the_even_digit_as_in_jinja() -> None:
    assert value("2.345|round(2)") == Decimal("2.35")
    assert value("'%.2f'|format(2.345)") == "2.35"


def test_text_made_by_the_program_itself_stays_markup_when_it_is_joined() -> None:
    from markupsafe import Markup

    assert isinstance(value("x|join('&')", x=[Markup("<b/>"), "<"]), Markup)
    assert value("x|join('&')", x=[Markup("<b/>"), "<"]) == "<b/>&amp;&lt;"


@pytest.mark.parametrize(
    "expression",
    [
        "[t, t]|join", "'aa'|replace('', t)", "[1]|batch(10**6)|list", "[1]|slice(0)|list", "d|int", "d // 1", "'%d'|format(d)",
        "1|round(1000)", "('9' * 5000)|int", "[t, t]|连接", "t ~ t", "t + t", "[[1]]|sum(start=[])",
    ],
)  # fmt: skip
def test_a_result_without_measure_is_refused_before_it_is_made(expression: str) -> None:
    with pytest.raises(RUNTIME_FAULTS):
        made = value(expression, t="长" * 600_000, d=Decimal("1e5000"))
        list(made)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("空|first", "列表是空的，没有第一项"),
        ("空|last", "列表是空的，没有最后一项"),
        ("空|max", "列表是空的，没有最大、最小的一项"),
        ("空|min", "列表是空的，没有最大、最小的一项"),
        ("组.无", "这项数据没有下一级“无”"),
        ("列[9]", "这个列表只有1项，没有 [9]（从 0 数起）"),
        ("无", "没有名为“无”的数据"),
    ],
)
def test_what_is_not_there_is_told_in_chinese(expression: str, said: str) -> None:
    found = value(expression, 空=[], 组={"有": 1}, 列=[1])
    assert isinstance(found, Unknown)
    assert str(found.unknown()) == said
    with pytest.raises(UnknownName, match=re.escape(said)):
        str(found)


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("123 / 甲", "10"),
        ("(100 * 甲 / 0.123) ~ '元'", "10000元"),
        ("[123 / 甲, 1]|join('、')", "10、1"),
        ("(123 / 甲)|string", "10"),
        ("0.0000001 * 甲", "0.000001230"),
        ("0 * -甲", "0.00"),
    ],
)
def test_what_was_worked_out_is_printed_without_an_exponent(expression: str, printed: str) -> None:
    assert worded(value(expression, 甲=Decimal("12.30"))) == printed
    assert str(value(expression, 甲=Traced(Decimal("12.30"), ("甲",)))) == printed


def test_the_pairs_of_what_has_none_are_refused_in_chinese() -> None:
    with pytest.raises(TypeError, match="只有“键: 值”这样的一组数据才有条目"):
        value("甲|items", 甲=1)
    assert Expression.parse("无|items", environment(undefined=Blank)).evaluate({}) == []


@pytest.mark.parametrize("source", [f"a + {'1' * 5000}", "(" * 3000 + "1" + ")" * 3000, "-" * 3000 + "1", "1+" * 4000 + "1", "not " * 3000 + "1"])
def test_an_expression_beyond_the_compiler_is_refused_in_words(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="太长，或套得太深"):
        Expression.parse(source, SANDBOX)


def test_a_product_of_whole_numbers_has_as_many_bits_as_both_together_and_no_more_than_the_bound() -> None:
    assert value("x * y", x=2**2047, y=2**2047) == 2**4094, "2048 bits and 2048 bits"
    with pytest.raises(SecurityError):
        value("x * y", x=2**2048, y=2**2047)
    with pytest.raises(SecurityError):
        value("x * y", x=-(2**2048), y=2**2047)


_NEEDS = {
    "batch": "(2)", "groupby": '("a")', "map": '("upper")', "reject": '("odd")', "rejectattr": '("a")', "replace": '("a", "b")',
    "select": '("odd")', "selectattr": '("a")', "slice": "(2)",
}  # fmt: skip
_TAKES_NOTHING = ("d", "default", "e", "escape")
"""What is for unknown names, and what does nothing with them: printing tells."""


@pytest.mark.parametrize("name", sorted(name for name in SANDBOX.filters if name.isalpha() and name not in _TAKES_NOTHING))
def test_a_filter_of_an_unknown_name_tells_the_name_and_gives_nothing(name: str) -> None:
    """A loop over what came out would drop its words without a word."""
    with pytest.raises(UnknownName, match="没有名为“没这个”的数据"):
        list(value(f"没这个|{name}{_NEEDS.get(name, '')}"))


@pytest.mark.parametrize("method", ["items", "keys", "values"])
def test_a_method_of_an_unknown_name_tells_the_name(method: str) -> None:
    with pytest.raises(UnknownName, match="没有名为“没这个”的数据"):
        list(value(f"没这个.{method}()"))
