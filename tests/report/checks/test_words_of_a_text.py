"""Patterns and looks that are made for one text, or written out by hand: they meet what the whole pattern would have met."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from reportgen.regex import regex
from reportgen.report import prose
from reportgen.report.checks import (
    change_words,
    entities,
    enumerations,
    figure_finder,
    moves,
    names,
    paragraphs,
    said_of,
    subject,
)

claims = importlib.import_module("reportgen.report.checks.claims")  # the rooms give their functions these names
targets = importlib.import_module("reportgen.report.checks.targets")
years = importlib.import_module("reportgen.report.checks.years")

FIGURES = Path(__file__).resolve().parents[1] / "figures"
PLANTED = [line for path in sorted(FIGURES.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines() if line]
"""Sentences with a fault in them, and sentences without."""


def said(*pieces: str, most: int = 9) -> SearchStrategy[str]:
    """Texts of words and signs, of which a sentence may be made."""
    return st.lists(st.sampled_from(pieces), max_size=most).map("".join)


def words_of(*patterns: str) -> list[str]:
    """The words in patterns: what a text has to be made of for them to be met."""
    return sorted({word for pattern in patterns for word in re.findall(r"[一-鿿]+", re.sub(r"\(\?P<\w+>", "", pattern))})


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[object, ...]]:
    """All that a pattern meets, with the groups that met something."""
    return [
        (each.span(), sorted((name, words) for name, words in each.groupdict().items() if words is not None))
        for each in pattern.finditer(text)
    ]


EVERY_WAY = change_words.WAYS
ALL_SIGNS = "".join((*(sign for signs, _ in change_words._BARE for sign in signs), *change_words._STEADILY, "连续"))
EVERY_BARE = change_words.bare(ALL_SIGNS, EVERY_WAY)
BARE_WORDS = [*words_of(EVERY_BARE.pattern), *change_words._STEADILY, *EVERY_WAY, "上年", "，", "、", "。", "；", "\n", "了", "三"]


@settings(max_examples=examples(500), deadline=None)
@given(said(*BARE_WORDS), st.integers(0, 12), st.integers(0, 12))
def test_a_pattern_of_the_words_a_text_has_meets_what_that_of_all_words_meets(text: str, first: int, last: int) -> None:
    ways = change_words.ways_in(text)
    part = text[first : len(text) - last]
    for made, whole in (
        (change_words.bare(text, ways), EVERY_BARE),
        (change_words.plain_way(ways), change_words.plain_way(EVERY_WAY)),
    ):
        if ways or whole is EVERY_BARE:
            assert spans(made, part) == spans(whole, part)


def test_in_the_planted_sentences_too() -> None:
    lines = [line for line in PLANTED if EVERY_BARE.search(line)]
    assert len(lines) > 100
    for line in lines:
        assert spans(change_words.bare(line, change_words.ways_in(line)), line) == spans(EVERY_BARE, line)


@settings(max_examples=examples(600), deadline=None)
@given(said(*BARE_WORDS), st.integers(0, 12), st.integers(0, 12))
def test_the_signs_before_words_of_rise_and_fall_are_all_that_a_text_has(text: str, first: int, last: int) -> None:
    part = text[first : len(text) - last]
    behind = {sign + way for sign in change_words._BEFORE_WAY for way in EVERY_WAY} | set(change_words._SIGNS_OF_BARE)
    signs = change_words.signs_of_bare(text, change_words.ways_in(text))
    assert any(sign in part for sign in signs) == any(sign in part for sign in behind)


MOVES = [*moves._VERBS, *moves._NOUNS, *"了达为约近的到至例度，不", "由5%", "幅度", "的比例", "继续", "同比", "今年的", "\n", "\n\n"]


@settings(max_examples=examples(800), deadline=None)
@given(said(*MOVES, most=6))
def test_a_verb_right_at_the_end_is_found_as_by_the_pattern(text: str) -> None:
    tail = text[-20:]
    found = moves._MOVE.search(tail) if tail.rstrip(moves._LINKS)[-1:] in moves._LAST else None
    whole = None if found is None else (found.start(), *(found[name] or "" for name in ("noun", "verb", "to")))
    assert moves._met(tail) == (whole if whole and (whole[1] or whole[2]) else None)


@settings(max_examples=examples(1000), deadline=None)
@given(said(*"近逾过超上破足到入一两九十百千万亿家，甲"))
def test_a_round_number_may_stand_where_one_begins(text: str) -> None:
    begins = re.search(r"[近逾过超上破足到入][一两二三四五六七八九]?[十百千万亿]", text) is not None
    assert figure_finder._may_be_round(text) == begins


FIGURED = [*"0123456789２.,-：:/第aZ万亿余多年，\n", "1,234", "-5", "0.5"]


@settings(max_examples=examples(800), deadline=None)
@given(said(*FIGURED, most=12))
def test_a_number_may_not_stand_beside_some_signs(text: str) -> None:
    one_set = re.compile(
        r"(?P<number>[-\d](?<![\d.A-Za-z：:/第].)(?:(?<=-)(?:\d{1,3}(?:,\d{3})+|\d{1,18})|(?<=\d)(?:\d{0,2}(?:,\d{3})+|\d{0,17}))"
        r"(?:\.\d{1,10})?)(?![\d.A-Za-z：:/])(?P<big>[万亿](?=[余多]))?(?P<between>[余多])?",
        re.DOTALL,
    )
    assert spans(figure_finder._NUMBER, text) == spans(one_set, text)


@given(said(*"，。；：！？、（）甲,;\n"), st.integers(0, 9))
def test_a_clause_begins_behind_the_last_sign(text: str, at: int) -> None:
    assert figure_finder.clause_before(text, at) == re.split("[，。；：！？、（）]", text[:at])[-1]


@settings(max_examples=examples(1000), deadline=None)
@given(said("19", "20", "二", "一", "九", *"〇○零１９２０年本月周季度上个昨日天前天津日基边期球末，"))
def test_a_year_or_a_passing_word_has_one_of_its_signs(text: str) -> None:
    assert any(each in text for each in years._CENTURIES) == (re.search("19|20|１９|２０|一九|二[〇○零]", text) is not None)
    assert years._PASSING.search(text) is None or any(word in text for word in years._MAY_PASS)


@settings(max_examples=examples(1000), deadline=None)
@given(said("20", "2026", "2030年", "２０", "年", "。", "；", "展望", "到", "底", "，", "力争", "将", "将军", "拟", *"12\n"))
def test_a_year_that_is_planned_for_is_one_that_is_named(text: str) -> None:
    planned = subject._PLANNED_YEAR.search(text)
    assert planned is None or int(planned["year"]) in {int(found[1]) for found in subject._NAMED_YEAR.finditer(text)}


@settings(max_examples=examples(1000), deadline=None)
@given(said(*"一二十是—甲\n"))
def test_a_sentence_begins_with_a_numeral_as_by_a_pattern(text: str) -> None:
    found = re.match("[一二三四五六七八九十]{1,2}是|——", text)
    assert paragraphs._sign(text) == (found[0] if found else "")


@settings(max_examples=examples(600), deadline=None)
@given(said(*"全街镇乡村市省各社区，\n", "各社区"))
def test_a_rank_among_its_own_has_one_of_its_words(text: str) -> None:
    assert claims._AMONG_OWN.search(text) is None or any(word in text for word in claims._MAY_BE_OWN)


@settings(max_examples=examples(600), deadline=None)
@given(said(*"，。；、甲\n"), st.integers(0, 9))
def test_a_clause_ends_before_the_same_signs_as_by_one_set(text: str, at: int) -> None:
    assert (re.compile(subject.ENDED).match(text, at) is None) == (re.compile("(?=[，。；])").match(text, at) is None)


@settings(max_examples=examples(600), deadline=None)
@given(said("急难愁盼", *"的问事难实，"))
def test_what_people_worry_about_is_called_so_as_by_one_set(text: str) -> None:
    assert spans(re.compile("急难愁盼(?!的?[问事])(?!的?[难实])"), text) == spans(re.compile("急难愁盼(?!的?[问事难实])"), text)


UNSURE = re.compile(r"计划|预计|力争|目标|争取|确保|明年|下一?年|环比|力促|有望|将(?!军)")
COUNTED = re.compile("(?:总?(?:量|额|数)|(?:人|户|家|件|起|宗)数|面积|规模|总规模|情况)$")
LATE = [*words_of(change_words._LEADING.pattern, change_words._TOGETHER.pattern, UNSURE.pattern, COUNTED.pattern), "将", "军", "\n", "，"]


@settings(max_examples=examples(1500), deadline=None)
@given(said(*LATE, *"上一去年度同期和与及以、三总人户\ue0f2：。；", most=6))
def test_what_leads_to_a_claim_is_read_as_by_patterns(text: str) -> None:
    assert change_words.without_leading(text) == change_words._LEADING.sub("", text)
    assert change_words.named_together(text) == re.split("[、和与及]|以及", change_words._TOGETHER.sub("", text))
    assert change_words.is_unsure(text) == (UNSURE.search(text) is not None)
    counted = COUNTED.search(text)
    assert names._named(text) == (text if counted is None else text[: counted.start()])
    assert said_of.last_clause(text) == re.split("[，。；：]", text)[-1]


@settings(max_examples=examples(1000), deadline=None)
@given(said(*words_of(change_words.PAST_LAST.pattern), *"上一去年度前"))
def test_last_year_is_passed_in_words_of_which_one_stands_there(text: str) -> None:
    signs = change_words.SIGNS_OF_PAST_LAST.split()
    assert change_words.PAST_LAST.search(text) is None or any(sign in text for sign in signs)


NO_CLAIM = re.compile(
    r"(?:未|没有?|没能|尚未|不|距|离|差|低于|接近|基本|力争|确保|计划|预计|为了?|围绕|对照|锚定|推动|冲刺|能否|可望|有望|将)[^，。；]{0,6}$"
)
AIMED = ["超", "额", "超过", "超额", "高于", "突破", "完成", "达到", "年度", "的", "目标", "任务", "计划", "未", "，", "\n", "工作", "1"]


@settings(max_examples=examples(1000), deadline=None)
@given(said(*AIMED))
def test_what_was_done_beyond_a_target_is_said_as_by_the_long_pattern(text: str) -> None:
    assert spans_of(targets._over(text)) == spans_of(targets._OVER.finditer(text))
    assert spans_of(targets._done(text)) == spans_of(targets._DONE.finditer(text))


def spans_of(found: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    return [each.span() for each in found]


@settings(max_examples=examples(1500), deadline=None)
@given(said(*words_of(NO_CLAIM.pattern), *"没有为了甲乙丙丁，。；\n", most=12), st.integers(0, 20))
def test_a_claim_is_taken_back_as_by_a_pattern(text: str, at: int) -> None:
    at = min(at, len(text))
    assert targets._is_no_claim(text, at) == (NO_CLAIM.search(text, max(0, at - 16), at) is not None)


@settings(max_examples=examples(1500), deadline=None)
@given(said("完成", "实现", "引进外资", "外资引进外资", "甲乙甲", "乙甲", *"甲乙了的未，1", "年度", "全年", "目标", "任务", "计划"))
def test_a_target_that_is_called_by_a_name_has_that_name_before_it(text: str) -> None:
    names = ("引进外资", "甲乙甲", "乙甲乙甲", "年度目标")
    called = any(found["name"] in names for found in targets._DONE_OF.finditer(text))
    assert not called or targets._may_be_called(text, names)


EVERY_ITEM = enumerations._COUNT + enumerations._MEASURE
ITEMS = [*enumerations._MEASURES, *enumerations._BIG, *sorted(enumerations._COUNTS), *"一1230第“”《》、和及与，。；甲乙等这", "“甲”", "《乙》", "以及"]


@settings(max_examples=examples(800), deadline=None)
@given(said(*ITEMS, most=12))
def test_numbers_of_items_are_counted_as_by_a_pattern_of_all_measures(text: str) -> None:
    met = enumerations._numbered(text)
    assert bool(met) == (re.search(EVERY_ITEM, text) is not None)
    for made in (enumerations._plain, enumerations._quoted) if met else ():
        assert spans(made(enumerations._counted_by(met)), text) == spans(made(EVERY_ITEM), text)


def test_the_planted_items_too() -> None:
    plain, quoted = enumerations._plain(EVERY_ITEM), enumerations._quoted(EVERY_ITEM)
    lines = [line for line in PLANTED if "、" in line and re.search(EVERY_ITEM, line)]
    assert len(lines) > 50
    for line in lines:
        met = enumerations._counted_by(enumerations._numbered(line))
        assert spans(enumerations._plain(met), line) == spans(plain, line)
        assert spans(enumerations._quoted(met), line) == spans(quoted, line)


@settings(max_examples=examples(500), deadline=None)
@given(said(*"甲及和与以、", "以及"))
def test_the_last_items_are_parted_as_by_a_pattern(text: str) -> None:
    parted = re.split("以及|和|及|与", text.rpartition("、")[2])
    count = text.count("、") + 1
    alike = parted[0][-1:] == parted[-1][-1:]
    assert enumerations._items(text, quoted=False) == ((count,) if len(parted) < 2 else (count + 1,) if alike else (count, count + 1))


@settings(max_examples=examples(800), deadline=None)
@given(said(*entities._ENDINGS, "二塘", "城西", *"甲园区，"))
def test_endings_that_a_text_has_are_found_as_those_that_there_are(text: str) -> None:
    every = regex("|".join(sorted(entities._ENDINGS, key=len, reverse=True)))
    met = entities._endings_in(text)
    if met:
        assert list(entities._ended(text, regex("|".join(met)))) == list(entities._ended(text, every))
    stems: dict[str, set[str]] = {}
    for _, name in entities._ended(text, every):
        stems.setdefault(name[:2], set()).add(name[2:])
    assert met or not any(pair <= found for found in stems.values() for pair in entities._RELATED)


@settings(max_examples=examples(1500), deadline=None)
@given(said(*prose._PROSE_LEFT, *prose._PROSE_RIGHT, *"［{】】【产值，\n", "甲" * 58, most=14), st.integers(0, 5), st.integers(0, 5))
def test_words_in_the_quotes_of_prose_are_found_as_by_a_pattern(text: str, first: int, last: int) -> None:
    within = first, max(first, len(text) - last)
    whole = [(*each.span(), each["prose"], True) for each in re.compile(prose._IN_PROSE).finditer(text, *within)]
    assert list(prose._in_prose(text, *within)) == whole
