"""A fault is searched for only where a sign stands that it needs: that may change nothing of what is found."""

from __future__ import annotations

import re
import sys

import pytest

import reportgen.gongwen.rules  # noqa: F401 – loads every table of faults
from reportgen.gongwen.document.roles import plain
from reportgen.gongwen.rules.needed import needed
from reportgen.gongwen.rules.rule import FaultPattern, Search, found


def tables() -> list[tuple[FaultPattern, ...]]:
    modules = [module for name, module in sys.modules.items() if name.startswith("reportgen.gongwen.rules.")]
    held = [value for module in modules for value in vars(module).values() if isinstance(value, tuple)]
    return [value for value in held if value and all(isinstance(each, FaultPattern) for each in value)]


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("百分点[%％]", "百"), (r"\d成(?=[以左])", "成"), (r"[㎡㎥]|(?<=\d)km", "㎡㎥k"), (r"a*b?", ""), (r"\d+", ""), ("[^a]", ""), ("(?!a)", ""),
        ("[一-鿿]", ""), ("(?:甲|乙?)", ""), ("(?:甲|乙)丙{2}", "丙"), ("(?=甲)", "甲"), ("(?:，|元)", "，元"), ("%元", "元"), ("(?i:a)甲?", ""),
    ],
)  # fmt: skip
def test_the_signs_that_an_expression_needs(pattern: str, signs: str) -> None:
    assert needed(pattern) == frozenset(signs)


def test_nothing_is_found_otherwise_than_by_every_expression_for_itself(request: pytest.FixtureRequest) -> None:
    """On each line of the examples of all rules, in which each table of faults finds something."""
    lines = (request.path.parent / "cases.txt").read_text(encoding="utf-8").splitlines()
    assert len(tables()) >= 10
    counted = 0
    for table in tables():
        search = Search(table)
        for line in lines:
            expected = [(each.message, match.start()) for each in table for match in re.finditer(each.pattern.pattern, line)]
            places = [finding.message for finding in search.of(plain(line))]
            assert places == [message for message, _ in expected], line
            counted += len(places)
    assert counted > 100


def test_a_table_of_faults_keeps_the_order_of_paragraphs_and_of_faults() -> None:
    from reportgen.gongwen.rules import numerals

    read = [plain("增长5%个百分点，3千人"), plain("３２家"), plain("2月30号")]
    told = [finding.message for finding in found(read, numerals._FORMS)]
    assert told == [finding.message for each in read for finding in Search(numerals._FORMS).of(each)]
    assert len(told) >= 3
