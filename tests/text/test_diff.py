"""Which sentence became which, and what changed inside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.roundtrip.merge import merge
from reportgen.text.diff import changes, match_units, units


def matched(old: list[str], new: list[str]) -> list[tuple[str, str, bool]]:
    found = match_units(units(old), units(new))
    return [("".join(u.text for u in each.old), "".join(u.text for u in each.new), each.moved) for each in found]


def replaced(old: str, new: str) -> list[tuple[str, str]]:
    return [(old[a:b], new[c:d]) for a, b, c, d in changes(old, new)]


def test_sentences_end_at_their_stops_and_paragraphs() -> None:
    assert [unit.text for unit in units(["一、标题", "甲。“乙。”丙；丁"])] == ["一、标题", "甲。", "“乙。”", "丙；", "丁"]


def test_a_changed_sentence_is_matched_between_equal_ones() -> None:
    assert matched(["天气晴朗。全年共办理案件12件。好。"], ["天气晴朗。全年办理各类案件15件。好。"]) == [
        ("天气晴朗。", "天气晴朗。", False), ("全年共办理案件12件。", "全年办理各类案件15件。", False), ("好。", "好。", False),
    ]  # fmt: skip


def test_one_sentence_may_become_two_and_two_one() -> None:
    one, two = "加快推进老旧小区改造，着力提升城市功能。", "加快推进老旧小区改造。着力提升城市功能。"
    assert matched([one], [two]) == [(one, two, False)]
    assert matched([two], [one]) == [(two, one, False)]


def test_a_sentence_that_went_elsewhere_is_moved() -> None:
    first, second = "认真办理代表建议和委员提案。", "深入开展安全生产大检查，消除隐患一批。"
    assert (first, first, True) in matched([first, second, "完成年度任务。"], [second, "完成年度任务。", first])


def test_strangers_are_not_matched() -> None:
    assert matched(["深入开展安全生产大检查。"], ["群众文化生活丰富多彩。"]) == []


def test_a_figure_is_one_token() -> None:
    assert replaced("增加值45.20亿元", "增加值46.10亿元") == [("45.20", "46.10")]
    assert replaced("达到31家、97家和36家", "增至33家、97家和38家") == [("达到", "增至"), ("31", "33"), ("36", "38")]
    assert replaced("达到8.60亿元", "增至9.1亿元左右") == [("达到", "增至"), ("8.60", "9.1"), ("", "左右")]


@given(st.text("甲乙丙，。12.", max_size=30), st.text("甲乙丙，。12.", max_size=30))
def test_changes_lead_from_the_old_text_to_the_new(old: str, new: str) -> None:
    out, at = [], 0
    for a, b, c, d in changes(old, new):
        assert a >= at
        out += [old[at:a], new[c:d]]
        at = b
    assert "".join((*out, old[at:])) == new


def test_changes_of_both_sides_are_merged_where_they_do_not_touch() -> None:
    base = "完成投资44.10亿元，同比增长7.8%。"
    assert merge(base, "完成投资46.10亿元，同比增长7.8%。", "累计完成投资44.10亿元，同比增长7.8%。") == "累计完成投资46.10亿元，同比增长7.8%。"
    assert merge(base, "完成投资46.10亿元，同比增长7.8%。", "完成投资45.00亿元，同比增长7.8%。") is None
    assert merge(base, base, "别的。") == "别的。"


def test_texts_that_are_hostile_by_size_take_no_time() -> None:
    assert changes("甲" * 3000, "乙" * 3000) == [(0, 3000, 0, 3000)]
    old, new = units([f"第{number}条规定。" * 2 for number in range(900)]), units([f"完全不同{number}。" for number in range(1800)])
    assert match_units(old, new) == []


def test_what_was_carried_away_word_for_word_is_known_before_what_only_looks_alike() -> None:
    """The sentence before the gap reads much as two of those that were carried away: 万元，同比增长."""
    near = "村级集体经济总收入7360万元，同比增长7.6%，其中经营性收入4705万元，同比增长9.2%。"
    carried = "发放低保金402万元，同比增长3.7%；发放临时补助金135万元，同比增长1.2%。"
    last = "完成年度任务，成效明显。"
    found = matched([near, last, carried], [carried, last])
    assert [(old, new, moved) for old, new, moved in found if old == near] == []
    assert sum(len(old) for old, new, moved in found if old == new) == len(carried) + len(last)


def test_twelve_characters_are_the_same_sentence_wherever_they_stand_and_eleven_are_not() -> None:
    """``_TELLING``; what is shorter is looked for among those that look alike first."""
    for words, is_known in (("完成年度任务，成效明显。", True), ("完成年度任务，成效好。", False)):
        near = words.removesuffix("。") + "，群众满意。"
        found = matched([near, "深入开展安全生产大检查。", words], [words, "深入开展安全生产大检查。"])
        assert ((words, words, True) in found) is is_known
    twice = "完成年度任务，成效明显。"
    found = matched([twice, "深入开展安全生产大检查。", twice], [twice, "深入开展安全生产大检查。"])
    assert (twice, twice, False) in found  # of two alike, the one that stands there
