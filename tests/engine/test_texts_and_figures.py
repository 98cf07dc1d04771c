"""What operations put into a text is judged as what is printed by itself, and figures stay exact wherever a filter takes them."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from docx_samples import document
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.engine.template import Template
from reportgen.report.filter_names import LATE_FILTERS
from reportgen.sandbox import environment


def printed(expression: str, data: dict[str, Any]) -> str:
    """The text of a tag, or the codes of what is wrong with it; traced and not traced alike."""
    template = Template.open(document("{{ " + expression + " }}"), LATE_FILTERS, language="zh")
    said = {_said(template.render(data, trace=trace)) for trace in (False, True)}
    assert len(said) == 1
    return said.pop()


def text_of(package: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(package)).paragraphs)


def _said(rendered: Any) -> str:
    return text_of(rendered.package).strip() if rendered.package else " ".join(problem.code for problem in rendered.problems)


TEXTS = (
    "{} ~ '亩'", "'亩' ~ {}", "[{}]|join('、')", "['甲', {}]|join('、')", "['甲', '乙']|join({})", "{}|string", "'%s'|format({})", "'%5s亩'|format({})",
    "{}|upper", "{}|lower", "{}|title", "{}|capitalize", "{}|trim", "{}|truncate(5)", "{}|wordcount", "{}|replace('a', 'b')", "'甲'|replace('甲', {})",
    "'甲'|replace({}, '乙')", "['甲', {}]|连接", "['甲', {}]|顿号", "['甲', {}]|等", "['甲', {}]|和", "[{}]|map('string')|join", "({} ~ '亩')|upper",
)  # fmt: skip


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize(("name", "code"), [("空", "R04"), ("列", "R05"), ("组", "R05")])
def test_what_has_no_text_is_no_part_of_one_either(form: str, name: str, code: str) -> None:
    assert printed(form.format(name), {"空": None, "列": ["甲", None], "组": {"甲": 1}}) == code


@pytest.mark.parametrize("form", TEXTS)
def test_what_has_a_text_is(form: str) -> None:
    for value in ("甲", "45.20") if "truncate" in form else ("甲", 3, Decimal("45.20"), True):
        assert not printed(form.format("值"), {"值": value}).startswith("R")


def test_what_is_advised_does_what_it_says() -> None:
    data = {"空": None, "零": 0, "列": ["甲", None, "乙"], "组": {"增加值": Decimal("45.20"), "税收": 3}, "文": ""}
    assert printed('空|default("—") }}、{{ 零|default("—") }}、{{ 文|default("—")', data) == "—、0、"
    assert printed('空|default("—") ~ "亩"', data) == "—亩"
    assert printed('零|default("—", true)', data) == "—"
    assert printed('列|reject("none")|join("、")', data) == "甲、乙"
    template = "{% for 名, 值 in 组|items %}{{ 名 }}{{ 值 }}{% endfor %}"
    assert text_of(Template.open(document(template)).render(data).package).strip() == "增加值45.20税收3"


@pytest.mark.parametrize("written", ["1850万元", "12.5%", "近300", "300余", "5—8", "3.10亩", "", "甲", "1_000", "1e-9999", "12 15", "nan"])
def test_a_text_that_is_no_number_is_no_nought(written: str) -> None:
    for name in ("int", "float"):
        assert printed(f"文|{name}", {"文": written}) == "R02"
        if written != "nan":
            assert printed(f"文|{name}(7)", {"文": written}) == "7"
    assert printed("'%.1f'|format(文)", {"文": written}) == "R02"


def test_a_number_is_read_as_it_is_typed() -> None:
    for written in ("1,234.50", "１２３４.５０", "1234.5", Decimal("1234.50"), 1234.5, "1.2345e3"):
        assert printed("文|float", {"文": written}) == "1234.5"
        assert printed("文|int", {"文": written}) == "1234"
    assert printed("数|float", {"数": 3}) == "3.0"
    assert printed("'0x1f'|int(0, 16)", {}) == "31"
    assert printed("数|int", {"数": None}) == "R04"
    assert printed("无|int", {}) == "R01"


@settings(max_examples=examples(200), deadline=None)
@given(st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=4), st.integers(0, 5))
def test_rounding_is_that_of_the_products_own_filter(number: Decimal, places: int) -> None:
    """In a rounded figure, in a format, and of a number that came as a binary fraction."""
    filters = environment(LATE_FILTERS).filters
    expected = Decimal(str(filters["小数"](number, places)))
    assert filters["round"](number, places) == expected
    assert Decimal(filters["format"](f"%.{places}f", number)) == expected
    assert Decimal(repr(filters["round"](float(number), places))) == expected


def test_rounding_keeps_the_kind_of_number_and_goes_up_and_down_exactly() -> None:
    data = {"数": Decimal("45.25"), "整": 1250, "分": 2.675}
    said = [printed(each, data) for each in ("数|round(1)", "整|round(-2)", "整|round", "分|round(2)", "数|round(1, 'floor')", "数|round(0, 'ceil')")]
    assert said == ["45.3", "1300", "1250", "2.68", "45.2", "46"]
    assert printed("数|round(1, 'up')", data) == "R02"
