"""Where a pattern takes long to compile, a quick look comes before it: the look must never hide what the pattern would have met."""

from __future__ import annotations

import importlib
import random
import re
from collections.abc import Callable, Iterator

import pytest
from year_samples import report

from reportgen.report import clauses, items, numbering, prose
from reportgen.report.checks import Subject, enumerations, figure_finder, plans, scope, shares, slips
from reportgen.report.checks.change_claims import claims_in
from reportgen.report.checks.figured_sentence import FiguredSentence

averages, totals = (importlib.import_module(f"reportgen.report.checks.{name}") for name in ("averages", "totals"))
targets = importlib.import_module("reportgen.report.checks.targets")  # the room gives its function this name
_DIGITS, _HAN = list("0123"), list("一二两三十百")


def random_texts(pieces: list[str], count: int = 3000) -> Iterator[str]:
    chance = random.Random(13)
    for _ in range(count):
        yield "".join(chance.choices(pieces, k=chance.randint(1, 7)))


def _looks_nearly(text: str) -> bool:
    """What decides in ``prose._nearly`` which pattern is compiled."""
    return not prose._RARER.isdisjoint(text) or prose._is_marked(text) or any(prose._in_prose(text, 0, len(text)))


@pytest.mark.parametrize(
    ("pattern", "pieces", "look"),
    [
        (
            figure_finder._SHARES_IN_WORDS,
            [*_HAN, *"成半数倍近过达完超", "分之", "一半", "过半", "第", "，", "工程"],
            figure_finder._may_share,
        ),
        (scope._PART_YEAR, [*_HAN, *_DIGITS, *"前上下月至个份日年末—", "季度", "半年", "，"], scope._may_be_part),
        (
            targets._UNDONE, ["未", "未能", "没", "没有", "能", "尚", "全面", "完成", "达到", "年度", "目标", "任务", "，"],
            targets._may_be_undone,
        ),
        (
            enumerations._quoted(enumerations._COUNT + enumerations._MEASURE), ["“甲”", "《乙》", "”", "、", "三项", "五个", "等", "两大工程"],
            lambda text: text.count("”") + text.count("》") > 1,
        ),
        (targets._MISSING, ["距", "距离", "离", "与", "比", "年度", "目标", "任务", *"仅尚还差少缺有约近"], targets._may_be_missing),
        (targets._BEYOND, [*"比较多高超出了约", "增加", "超过", "多于", "年度", "目标", "计划"], targets._may_be_beyond),
        (
            totals._PARTS, ["其中", "包括", "，", "由", "组成", "分别", "：", "（", "男", "女", "新建", "室内", "甲", "。"],
            totals._may_open,
        ),
        (totals._TOTAL_AFTER, ["共", "公共", "共计", "合计", "总计", "累计", "一共", "达到", "为", "，", "甲", "乙乙"], totals._may_total),
        (averages._EACH, ["平均", "每", "人", "户", "场次", "均", "单价", "，", "甲", "补贴"], averages._may_be_each),
        (plans._PLANNED, ["计划", "目标", "应", "应当", "拟", "预算", "既定", "甲", "乙", "，"], plans._may_be_planned),
        (shares._SHARES, ["占", "占比", "比重", "比例", "份额", "分别", "为", "达", "是", "甲", "，"], shares._may_be_shares),
        (clauses._OPENING, list(" 有：:甲乙、"), lambda text: "有" in text),
        (prose._NEARLY, [*"[［]］{}%#＃$_“”（）", "甲", "产值" * 20, "，", "。"], lambda text: _looks_nearly(text)),
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
    units = sorted(figure_finder._KNOWN_UNITS, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, units)))
    for text in random_texts([*units, "万", "亿", "工", "平方", "，", "新", "人"]):
        found = pattern.match(text, 1)
        assert figure_finder.unit_at(text, 1) == (found[0] if found else ""), text
    assert (figure_finder.unit_at("57", 2), figure_finder.unit_at("5万平方米", 1)) == ("", "万平方米")


def test_no_rule_of_wording_meets_a_text_without_its_signs() -> None:
    """Texts of the rule's own words, so that each rule meets some of them."""
    never = []
    for rule in slips._RULES:
        own = [piece for piece in re.split(r"[^\w，。；、：“”（）％%]+", rule.pattern) if piece]
        words = [*own, *(word for words in rule.signs for word in words), *(sign for each in own for sign in each)]
        pieces = [*words, *_DIGITS, "\ue0f0", "余", "多", "％", "亿元", "甲", *"甲乙家，。；、的"]
        met = [text for text in random_texts(pieces, 4000) if re.search(rule.pattern, text)]
        assert [text for text in met if not rule.may_meet(text)] == [], rule.pattern
        never += [] if met else [rule.pattern]
    assert len(never) <= 6, never
    assert not any(rule.may_meet("工作平稳") for rule in slips._RULES)


_CLAIMED = (
    "出口与上年持平。 出口比上年翻了一番。 出口创历史新高。 出口突破上年水平。 出口保持两位数增长。 出口几乎减半。 全年火灾零发生。 出口和企业双双增长。 出口连续两年正增长。"
    " 出口下降、企业增加。 超额完成全年目标任务。 未能完成年度目标任务。 提前两个月完成出口面积年度目标。 出口面积如期完成全年计划。"
).split()


def test_where_nothing_has_a_number_no_word_of_change_and_no_claim_of_a_target_could_be_disproved() -> None:
    """So nobody looks for them: what would go through the sentences is not even read."""
    made, _ = report('  经济: {出口: "*", 企业: "*"}\n  农业: {面积: "*", 率: "*"}', "\n".join(_CLAIMED))
    subject = Subject.of(made)
    claims = claims_in("".join(_CLAIMED))
    assert len(claims) > 6 and not subject.by_name and not any(passage.figures for passage in subject.passages)
    for passage in subject.figured:
        assert list(FiguredSentence(passage, subject, claims).problems()) == []
        for each in (targets._claimed, targets._called, targets._undone, targets._typed_target, targets._stated, targets._away):
            assert list(each(subject, passage)) == []
    assert sum(any(targets._over(passage.said)) for passage in subject.passages) == 1
