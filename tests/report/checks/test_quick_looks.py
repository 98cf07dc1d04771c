"""Where a pattern takes long to compile, a quick look comes before it: the look must never hide what the pattern would have met."""

from __future__ import annotations

import importlib
import random
import re
from collections.abc import Callable, Iterator

import pytest

from reportgen.report import clauses, items, numbering
from reportgen.report.checks import enumerations, printed_figures, scope, slips

targets = importlib.import_module("reportgen.report.checks.targets")  # the room gives its function this name
_DIGITS, _HAN = list("0123"), list("一二两三十百")


def random_texts(pieces: list[str], count: int = 3000) -> Iterator[str]:
    chance = random.Random(13)
    for _ in range(count):
        yield "".join(chance.choices(pieces, k=chance.randint(1, 7)))


@pytest.mark.parametrize(
    ("pattern", "pieces", "look"),
    [
        (
            printed_figures._SHARES_IN_WORDS,
            [*_HAN, *"成半数倍近过达完超", "分之", "一半", "过半", "第", "，", "工程"],
            printed_figures._may_share,
        ),
        (scope._PART_YEAR, [*_HAN, *_DIGITS, *"前上下月至个份日年末—", "季度", "半年", "，"], scope._may_be_part),
        (
            targets._UNDONE, ["未", "未能", "没", "没有", "能", "尚", "全面", "完成", "达到", "年度", "目标", "任务", "，"],
            lambda text: "未" in text or "没" in text,
        ),
        (
            enumerations._QUOTED, ["“甲”", "《乙》", "”", "、", "三项", "五个", "等", "两大工程"],
            lambda text: text.count("”") + text.count("》") > 1,
        ),
        (clauses._OPENING, list(" 有：:甲乙、"), lambda text: "有" in text),
    ],
)  # fmt: skip
def test_a_quick_look_sees_all_that_its_pattern_meets(
    pattern: re.Pattern[str], pieces: list[str], look: Callable[[str], bool]
) -> None:
    texts = list(random_texts(pieces))
    met = [text for text in texts if pattern.search(text)]
    assert len(met) > 20
    assert [text for text in met if not look(text)] == []
    assert any(not look(text) for text in texts), "the look spares nothing"


def test_the_number_of_a_heading_is_found_as_by_its_pattern_alone() -> None:
    texts = ["附件1：甲", *random_texts([*_HAN, *_DIGITS, *"１０（）()、.．①⑳第部分章节 甲〇"])]
    assert sum(bool(numbering.own_number(text)) for text in texts) > 100
    for text in texts:
        found = numbering._OWN.match(text.lstrip())
        assert numbering.own_number(text) == (found[0] if found else ""), text
        assert not items._ANNEX_NUMBER.match(text) or text.startswith("附")


def test_a_unit_is_the_longest_that_stands_there() -> None:
    units = sorted(printed_figures._KNOWN_UNITS, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, units)))
    for text in random_texts([*units, "万", "亿", "工", "平方", "，", "新", "人"]):
        found = pattern.match(text, 1)
        assert printed_figures.unit_at(text, 1) == (found[0] if found else ""), text
    assert (printed_figures.unit_at("57", 2), printed_figures.unit_at("5万平方米", 1)) == ("", "万平方米")


def test_no_rule_of_wording_meets_a_text_without_its_signs() -> None:
    pieces = ["设施", "系统", "充电桩", "共计", "合计", "12", "万", "余", "家", "，", "；", "建成"]
    met = [text for text in random_texts(pieces, 6000) for rule in slips._RULES if re.search(rule.pattern, text) and not rule.may_meet(text)]
    assert met == []
