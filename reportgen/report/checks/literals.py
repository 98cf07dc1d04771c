"""Sentences → figures typed into the prose by hand although the data have them, and such as contradict the data.

Knows numbers with a unit after them and the words before them.  That a number is the same quantity as a field is
guessed from the name: most of the field's name must stand shortly before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.checks.figure_finder import unit_at
from reportgen.report.checks.scope import AGO, is_other_quantity
from reportgen.report.checks.subject import HOLE, Passage, Subject, tell
from reportgen.report.data import Datum
from reportgen.report.model.grammar import RANK
from reportgen.text.numbers import chinese, in_unit, measure, written

if TYPE_CHECKING:
    from reportgen.report.checks.printed_figures import PrintedFigure

C14 = Code("C14", "数据里有的数，正文里又手打了一遍", "罚款金额81.25万元", "罚款金额【罚款金额】万元")
C15 = Code("C15", "正文里手打的数与数据不一致", "罚款金额96.4万元，数据里是 81.25", "核对后改成【罚款金额】万元")

_STOPS = frozenset(f"，。；、：（）【】“”《》{HOLE}")
_LONGEST_UNIT = 4
_NEAR = 18
_PARTED = str.maketrans(dict.fromkeys(f"。；、：{HOLE}", "，"))
"""All that parts words becomes one sign."""
_BETWEEN = regex(
    r"(?:共|共计|总额|总量|总数|规模|已|就)?(?:达到|达|实现|完成|增至|升至|降至|为|是|至|突破|超过|超|约|将?近|接近|逼近|直逼|不足|不到|逾)?了?"
)


class Literal:
    """A number typed into a sentence: where it begins there, how it was typed, its value, what stands after it, and the words
    shortly before it."""

    def __init__(self, passage: Passage, figure: PrintedFigure) -> None:
        text, start = passage.masked, passage.source(figure.start)
        end = start + figure.end - figure.start
        after = end + (figure.rough in ("余", "多") and text.startswith(("余", "多"), end))
        self.passage = passage
        self.figure = figure
        self.start = start
        self.text = text[start:end]
        self.value = figure.value
        self.tail = _tail(text, after)
        self.before = text[max(0, start - _NEAR) : start].translate(_PARTED).rpartition("，")[2]


def typed_again(subject: Subject) -> Iterator[Problem]:
    """C14: a figure of the data is typed into the prose by hand.

    Why: when the figure is corrected in the data, the sentence keeps the old one.
    Example: ``罚款81.25万元`` where the data have 罚款金额: 81.25
    """
    alike = _by_unit(subject)
    for literal in _literals(subject):
        for datum in alike(literal.tail):
            if _value_in(literal, datum) == Fraction(datum.number) and (_named(literal, datum) or _telling(literal)):
                message = say(
                    "“{typed}{unit}”是手打的，数据里有“{figure}”",
                    typed=literal.text,
                    unit=_typed_unit(literal, datum),
                    figure=datum.label,
                )
                hint = say("改成【{figure}】{unit}，数改了正文会跟着改", figure=datum.path[-1], unit=datum.field.unit)
                grade = Grade.WARNING if _named(literal, datum) else Grade.NOTE
                yield from tell(C14, literal.passage, literal.start, message, hint, grade, datum)
                break


def contradictions(subject: Subject) -> Iterator[Problem]:
    """C15: a figure typed into the prose by hand is another than the data have for it.

    Why: the report contradicts its own table.
    Example: ``罚款金额96.4万元`` where the data have 罚款金额: 81.25
    """
    alike = _by_unit(subject)
    names: dict[int, list[str]] = {}
    for name, datum in subject.by_name.items():
        names.setdefault(id(datum), []).append(name)
    for literal in _literals(subject):
        for datum in alike(literal.tail):
            if _says_name(literal, names.get(id(datum), [datum.path[-1]])) and not _is_said(literal, datum):
                message = say(
                    "正文手打“{typed}{typed_unit}”，数据里“{figure}”是 {given}{unit}",
                    typed=literal.text,
                    typed_unit=_typed_unit(literal, datum),
                    unit=datum.field.unit,
                    figure=datum.label,
                    given=datum.text,
                )
                hint = say("核对哪个对；改成【{figure}】{unit} 就不会两样", figure=datum.path[-1], unit=datum.field.unit)
                yield from tell(C15, literal.passage, literal.start, message, hint, about=datum)


_RANKED = regex(r"(?:名次|排名|位次|名列|位列)$")
_SCOPE = regex(r"全[国省市县区]$")
_ORDINAL = regex(
    r"(?P<between>[^，。；、\d]{0,10}?)"
    r"(?:(?:居|列|升至|排名|排在|排|跃居|保持|达到|继续|在|位居|位列|跻身)*)"
    r"(?P<scope>全[国省市县区])(?:的)?(?:第(?P<number>[一二三四五六七八九十\d]{1,3})|(?P<first>首位|榜首))"
)


def typed_ranks(subject: Subject) -> Iterator[Problem]:
    """C15: a rank typed into the prose is another than the data have for it.

    Why: 居全市第三 was true last year.
    Example: ``技术交易额居全市第三`` where the data have 技术交易额全市名次: 1
    """
    ranks = [(*_thing(datum), datum) for datum in subject.report.data.values() if datum.field.kind == RANK and datum.is_number]
    for passage in subject.passages if ranks else ():
        if not passage.body or not ("第" in passage.masked or "首" in passage.masked):
            continue
        for thing, scope, datum in ranks:
            at = passage.masked.find(thing) if thing else -1
            yield from _from_rank(passage, datum, at + len(thing)) if at >= 0 else ()
            found = _ORDINAL.search(passage.masked, at + len(thing)) if at >= 0 else None
            if found is None or (scope and found["scope"] != scope) or re.search("[，。；]", passage.masked[at : found.start()]):
                continue
            typed = 1 if found["first"] else _ordinal(found["number"])
            if _OF_LAST.search(passage.masked[at : found.start("scope")]):
                yield from _last_rank(passage, found, datum, typed)
            elif typed and typed != datum.number:
                typed_words = found[0].lstrip()
                message = say("正文手打“{words}”，数据里“{figure}”是第 {given}", words=typed_words, figure=datum.label, given=datum.text)
                hint = say("核对哪个对；改成【{figure}|名次】就不会两样", figure=datum.path[-1])
                yield from tell(C15, passage, found.start("scope"), message, hint, about=datum)


_OF_LAST = regex(rf"(?:由|从)(?:{AGO}(?:同期)?的?)?$|{AGO}(?:同期)?(?:居|列|位列|的|为)?$")


_FROM_RANK = regex(
    rf"[^，。；\d]{{0,12}}?(?:由|从)(?:{AGO}(?:同期)?)?的?第(?P<number>[一二三四五六七八九十\d]{{1,3}})(?:位|名)?[^，。；\d]{{0,6}}(?:到|至)第"
)


def _from_rank(passage: Passage, datum: Datum, at: int) -> Iterator[Problem]:
    """在全市的排名由第三位前移至第一位: where it came from, without the scope in it."""
    found, last = _FROM_RANK.match(passage.masked, at), datum.last
    typed = _ordinal(found["number"]) if found is not None else 0
    if found is not None and typed and last is not None and last.is_number and typed != last.number:
        words = found[0][found.start("number") - found.start() - 1 : found.end("number") - found.start()]
        message = say("正文手打上年“{words}”，上年“{figure}”是第 {given}", words=words, figure=datum.label, given=last.text)
        yield from tell(C15, passage, found.start("number") - 1, message, say("核对哪个对"), about=datum)


def _last_rank(passage: Passage, found: re.Match[str], datum: Datum, typed: int) -> Iterator[Problem]:
    """由上年的全市第三: against last year's rank."""
    last = datum.last
    if last is not None and last.is_number and typed and typed != last.number:
        message = say("正文手打上年“{words}”，上年“{figure}”是第 {given}", words=found[0].lstrip(), figure=datum.label, given=last.text)
        yield from tell(C15, passage, found.start("scope"), message, say("核对哪个对"), about=datum)


def _thing(datum: Datum) -> tuple[str, str]:
    """技术交易额全市名次 → what is ranked, and among whom."""
    name = _RANKED.sub("", datum.path[-1])
    scope = _SCOPE.search(name)
    return (name[: scope.start()], scope[0]) if scope else (name, "")


def _ordinal(words: str) -> int:
    return int(words) if words.isdecimal() else next((number for number in range(1, 100) if chinese(number) == words), 0)


def _literals(subject: Subject) -> Iterator[Literal]:
    for passage in subject.figured:
        for figure in passage.figures:
            literal = Literal(passage, figure) if figure.is_typed and figure.words is None else None
            if literal is not None and not literal.tail.startswith(("年", "月", "日", "号", "期", "届")):
                yield literal


def _tail(text: str, start: int) -> str:
    """What may be the unit behind a number."""
    end = start
    while end < min(start + _LONGEST_UNIT, len(text)) and not (
        text[end].isdecimal() or text[end].isspace() or text[end] in _STOPS
    ):
        end += 1
    return text[start:end]


def _by_unit(subject: Subject) -> Callable[[str], list[Datum]]:
    """What stands behind a number → the data that have the unit with which it begins, or another of its kind, in their order."""
    numbers = [datum for datum in subject.numbers if datum.field.unit and datum.field.kind != "年份"]

    @cache
    def alike(tail: str) -> list[Datum]:
        return [datum for datum in numbers if tail.startswith(datum.field.unit) or _convertible(tail, datum.field.unit)]

    return alike


def _convertible(tail: str, unit: str) -> str:
    """The unit written after a literal where it is another unit of the datum's measure."""
    typed = unit_at(tail, 0)
    return typed if typed and typed != unit and measure(unit) and measure(typed) == measure(unit) else ""


def _typed_unit(literal: Literal, datum: Datum) -> str:
    """The unit that was typed behind the number."""
    return _convertible(literal.tail, datum.field.unit) or datum.field.unit


def _value_in(literal: Literal, datum: Datum) -> Fraction:
    """What was typed, in the datum's unit."""
    return in_unit(Fraction(literal.value), _typed_unit(literal, datum), datum.field.unit)


def _is_said(literal: Literal, datum: Datum) -> bool:
    """Whether a figure that was typed may stand for the datum: it is the same, or 约, 近, 超过, 余 is said with it and holds, or the
    datum itself is approximate."""
    value = Fraction(datum.number)
    if _value_in(literal, datum) == value:
        return True
    printed = literal.figure
    if not (printed.rough or datum.about):
        return False
    typed = in_unit(value, datum.field.unit, _typed_unit(literal, datum))
    return printed.admits(typed) or bool(datum.about)


def _named(literal: Literal, datum: Datum) -> bool:
    """Whether at least half of the field's name, and two characters of it, stands shortly before."""
    before, name = literal.before, datum.path[-1]
    need = max(2, (len(name) + 1) // 2)
    return any(name[at : at + need] in before for at in range(len(name) - need + 1))


def _says_name(literal: Literal, names: Sequence[str]) -> bool:
    """Whether one of a field's names stands right before, whole, with no more than 达到, 为, 共 … between."""
    for name in names:
        head, found, between = literal.before.rpartition(name)
        if found and any(int(year[1]) != literal.passage.year for year in _YEAR.finditer(head)):
            return False  # 2023年发案数171起
        if found and _BETWEEN.fullmatch(between) is not None:
            return not is_other_quantity(literal.passage.masked, literal.start, head)
    return False


_YEAR = regex(r"(?<!\d)(20\d\d)年")


def _telling(literal: Literal) -> bool:
    """Whether the digits are so many that they hardly agree by chance."""
    return len(written(literal.value).replace(".", "").strip("0")) >= 4
