"""The ``数据`` and ``单位`` of an input file → figures, names and lists, each with its field, its place and last year's
value.

Knows no prose.  A datum prints as it was written; what may be calculated with it is its exact value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made_field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.message import Message, joined, say
from reportgen.problem import Code, Grade, Problem, TextPlace
from reportgen.regex import regex
from reportgen.report.calculable import Calculable, NoFigure
from reportgen.report.dictionary import NUMERIC, Dictionary, Field, Path
from reportgen.report.model import grammar as words
from reportgen.report.model.grammar import (
    AS_OF,
    CALIBRE,
    COMMENT,
    DEPARTMENT,
    GROUND,
    NAME,
    NAMES,
    RANK,
    REPORTER,
    REUSED,
    REVISED,
    SOURCE,
    STATE,
    TARGET,
    UNIT,
    VALUE,
)
from reportgen.text.name_lists import is_whole, names_of
from reportgen.text.numbers import Figure, decimals, rounded_off, usual_unit, written
from reportgen.value_object import ValueObject
from reportgen.yamltext import MappingNode, Node, Scalar, SequenceNode

if TYPE_CHECKING:
    from reportgen.report.quantity import Quantity

F02 = Code("F02", "“数据”或“单位”下面不是一行一项", "数据: [1, 2]", "一行一项“名称: 值”")
F03 = Code("F03", "一项数据的值读不懂", "企业: [[甲厂]]", "企业: [甲厂]")
_SIGNS = "-－—–、，,;；。.· \u3000"
"""What stands in a list where a name was to be."""
_BRACKETED = (("[", "]"), ("［", "］"))
_SEPARATOR = regex(r"[,，、;；]")
_BLANK = regex(r"(?<=[\u4e00-\u9fff）)])[ \u3000]+(?=[\u4e00-\u9fff])")
F05 = Code("F05", "数据旁边的注记不认识", "{值: 1, 出处: 甲}", "{值: 1, 来源: 甲}")

FILLED, GAP, REDACTED, ABSENT, DERIVED = "已填", "待补", "脱敏", "无", "推算"
"""The states of a datum: a value, still to come (empty), redacted (``*``), not this year (``无``), worked out from two
years."""

NOTES = (CALIBRE, SOURCE, AS_OF, words.REVISED, STATE, GROUND, UNIT, REPORTER, COMMENT, words.TARGET, RANK, DEPARTMENT, REUSED)
"""What may be noted beside a value: ``{值: 12.3, 口径: 快报数, 来源: 统计月报.xlsx+P3}``."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Datum(Calculable, ValueObject):
    """One entry of the data: its field (made up where the dictionary lacks it), state, printed text, number, list,
    and notes.

    ``last`` is the same datum in last year's report, ``rate`` the stated growth or change that belongs to it, ``revised`` and
    ``target`` the figures noted as 上年修订 and 目标; ``exact`` is what was worked out before it was rounded to be printed.
    """

    path: Path
    field: Field
    state: str
    text: str
    place: TextPlace
    scalar: Scalar | None = None
    figure: Figure | None = None
    items: tuple[str, ...] = ()
    notes: Mapping[str, str] = made_field(default_factory=dict)
    last: Datum | None = None
    rate: Datum | None = None
    known: bool = True
    revised: Figure | None = None
    target: Figure | None = None
    exact: Fraction | None = None

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.items) if self.is_list else len(self.text)

    def __iter__(self) -> Iterator[str]:
        return iter(self.items)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (Calculable, Decimal, int)) and self.is_number:
            return bool(self.quantity == other)
        return self.text == str(other)

    def __hash__(self) -> int:
        return hash(self.path)

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def label(self) -> str:
        return self.field.label

    @property
    def whole(self) -> str:
        """As it stands alone in a table: with 以上 or 余, which a sentence has to say behind the unit."""
        return f"{self.text}{self.unsaid}"

    @property
    def unsaid(self) -> str:
        """What was typed with the figure and its text lacks: 以上 of 1850万元以上."""
        return self.figure.unsaid if self.figure is not None else ""

    @property
    def is_list(self) -> bool:
        return self.field.kind == "名单" or bool(self.items)

    @property
    def is_number(self) -> bool:
        """Whether there is one exact value; a range has two."""
        return self.figure is not None and self.figure.upper is None

    @property
    def number(self) -> Decimal:
        """The exact value; raises ``NoFigure`` with the reason where there is none."""
        if self.figure is not None and self.figure.upper is None:
            return self.figure.value
        if self.figure is not None:
            raise NoFigure(say("“{figure}”填的是一个范围（{range}），不能用来计算", figure=self.label, range=self.text))
        if self.state == GAP:
            raise NoFigure(say("“{figure}”还没有填，不能用来计算", figure=self.label))
        if self.state == REDACTED:
            raise NoFigure(say("“{figure}”已脱敏，不能用来计算", figure=self.label))
        if self.state == ABSENT:
            raise NoFigure(say("“{figure}”本年没有，不能用来计算", figure=self.label))
        raise NoFigure(say("“{figure}”填的是“{given}”，不是数，不能用来计算", figure=self.label, given=self.text))

    @property
    def quantity(self) -> Quantity:
        """The exact value with its unit, for arithmetic; raises ``NoFigure``."""
        from reportgen.report.quantity import Quantity  # here: not every year calculates

        value = self.number if self.exact is None else self.exact
        places = 0 if self.exact is not None else decimals(self.number)
        return Quantity(Fraction(value), self.field.unit, places, self.about)

    @property
    def about(self) -> str:
        """The word before an approximate figure (余 and 以上 are said as 约), empty for an exact one."""
        if self.figure is None or not self.figure.approximate:
            return ""
        return self.figure.before or "约"

    @property
    def is_base_about(self) -> bool:
        """Whether last year's figure is an approximate one."""
        figure = self.revised or (self.last.figure if self.last is not None else None)
        return figure is not None and bool(figure.approximate)

    @property
    def base_text(self) -> str:
        """Last year's figure as it was printed, or as revised since; raises ``NoFigure``."""
        if self.revised is not None:
            return self.revised.text
        if self.last is None or self.notes.get(REVISED, "").strip():
            raise NoFigure(say("“{figure}”没有上年数", figure=self.label), lacks_last=True)
        return self.last.text

    @property
    def base(self) -> Decimal:
        """Last year's value to compare with: as revised this year, else as reported then; raises ``NoFigure``."""
        if self.revised is not None:
            return self.revised.value
        if self.notes.get(REVISED, "").strip():
            raise NoFigure(say("“{label}”的上年修订读不懂，算不出比上年的变化", label=self.label))
        if self.last is None:
            raise NoFigure(say("“{figure}”没有上年数，算不出比上年的变化", figure=self.label), lacks_last=True)
        if self.last.figure is None:
            reasons = {REDACTED: say("已脱敏"), GAP: say("没有填"), ABSENT: say("是“无”")}
            reason = reasons.get(self.last.state, say("不是数"))
            raise NoFigure(say("“{figure}”的上年数{reason}，算不出比上年的变化", figure=self.label, reason=reason), lacks_last=True)
        return self.last.number


def read_data(
    node: Node | None, top: str, dictionary: Dictionary, problems: list[Problem], last: Mapping[Path, Datum]
) -> dict[Path, Datum]:
    """All data below ``数据`` or ``单位``, by path (names keep ``单位`` as the first step of theirs)."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return {}
    if not isinstance(node, MappingNode):
        problems.append(
            Problem(
                F02, say("“{heading}”下面要一行一项“名称: 值”", heading=top), place=node.place(), hint=say("参看去年的文件")
            )
        )
        return {}
    found = {datum.path: datum for datum in _walk(node, _lead(top), dictionary, problems)}
    return _together(found, _levels(found), last)


def read_data_again(
    node: MappingNode, before: MappingNode, top: str, dictionary: Dictionary, problems: list[Problem], last: Mapping[Path, Datum],
    known: Mapping[Path, Datum],
) -> dict[Path, Datum] | None:  # fmt: skip
    """``read_data`` of a node that has its entries from another one, but for those that are other: they are read, with all that is
    worked out from them or beside them, and the rest are the ``known`` data of the node before.  None where another set of data
    stands there.  Problems are those of what is read."""
    others = _others(node, before, _lead(top), dictionary)
    if others is None or not known.keys() >= set(others):
        return None
    found = {**known, **_raw(node, others, dictionary, problems)}
    levels, near = _levels(found), set(others)
    while more := {each for pair in levels.items() if near.intersection(pair) for each in pair} - near:
        near |= more
    raw = {**_raw(node, near - set(others), dictionary, problems), **{path: found[path] for path in others}}
    return {**known, **_together(raw, {path: level for path, level in levels.items() if path in near}, last)}


def _lead(top: str) -> Path:
    return (NAMES,) if top == NAMES else ()


def _others(node: MappingNode, before: MappingNode, path: Path, dictionary: Dictionary) -> list[Path] | None:
    """The paths of data whose entries are other than before; None where more is other than data."""
    if len(node.entries) != len(before.entries):
        return None
    found: list[Path] = []
    for entry, was in zip(node, before, strict=True):
        if entry is was:
            continue
        here = (*path, entry.key.text)
        values, groups = (entry.value, was.value), [_is_group_of(each.value, here, dictionary) for each in (entry, was)]
        if entry.key.text != was.key.text or groups[0] != groups[1]:
            return None
        if groups[0] and isinstance(values[0], MappingNode) and isinstance(values[1], MappingNode):
            inner = _others(values[0], values[1], here, dictionary)
            if inner is None:
                return None
            found += inner
        else:
            found.append(here)
    return found


def _raw(node: MappingNode, paths: Collection[Path], dictionary: Dictionary, problems: list[Problem]) -> dict[Path, Datum]:
    """Data as their entries say them."""
    lead = {path: path[:1] if path[0] == NAMES else () for path in paths}
    return {path: datum for path in paths for datum in _walk(node, lead[path], dictionary, problems, path)}


def _levels(found: Mapping[Path, Datum]) -> dict[Path, Path]:
    """Of each rate the level that it belongs to."""
    return {path: level for path, datum in found.items() if (level := _rated(datum, found)) is not None}


def _together(found: Mapping[Path, Datum], levels: Mapping[Path, Path], last: Mapping[Path, Datum]) -> dict[Path, Datum]:
    """Data with last year's, and with what is worked out from one another."""
    found = {path: _beside(datum, last[path], None) if path in last else datum for path, datum in found.items()}
    rates = {level: _derived(found[path], found[level]) for path, level in levels.items()}
    made = {datum.path: datum for datum in rates.values()}
    return {
        path: _beside(made.get(path, datum), datum.last, rates[path]) if path in rates else made.get(path, datum)
        for path, datum in found.items()
    }


def _beside(datum: Datum, last: Datum | None, rate: Datum | None) -> Datum:
    """A datum with last year's and with its growth; written out, since ``replace`` takes three times as long and a year has a
    hundred."""
    return Datum(
        datum.path, datum.field, datum.state, datum.text, datum.place, datum.scalar, datum.figure, datum.items, datum.notes,
        last, rate, datum.known, datum.revised, datum.target, datum.exact,
    )  # fmt: skip


def _derived(datum: Datum, level: Datum) -> Datum:
    """An empty growth or change is no gap where the level's two years say it: it is worked out."""
    if datum.state != GAP or not level.is_number:
        return datum
    try:
        this, base = level.number, level.base
    except NoFigure:
        return datum
    places = datum.field.decimals if datum.field.decimals is not None else 1
    if datum.field.kind == "增速":
        if base <= 0 or this < 0:
            return datum
        exact = (Fraction(this) - Fraction(base)) / Fraction(base) * 100
    else:
        exact = Fraction(this) - Fraction(base)
        places = max(decimals(this), decimals(base))
    if datum.field.falling:
        exact = -exact
    value = rounded_off(exact, places)
    about = "约" if level.about or level.is_base_about else ""
    text = about + written(value)
    return replace(datum, state=DERIVED, text=text, figure=Figure(text, value, "", about), exact=exact)


def _rated(datum: Datum, found: Mapping[Path, Datum]) -> Path | None:
    """The path of the level that a stated growth belongs to: beside it if there, else the only one of that name."""
    if not datum.field.of:
        return None
    beside = (*datum.path[:-1], datum.field.of)
    if beside in found:
        return beside
    named = [path for path in found if path[-1] == datum.field.of]
    return named[0] if len(named) == 1 else None


def _walk(
    node: MappingNode, path: Path, dictionary: Dictionary, problems: list[Problem], wanted: Path | None = None
) -> Iterator[Datum]:
    """All data, or the ``wanted`` one alone."""
    for entry in node:
        here = (*path, entry.key.text)
        if wanted is not None and wanted[: len(here)] != here:
            continue
        known = dictionary.fields.get(here)
        value = entry.value
        if isinstance(value, MappingNode) and _is_group_of(value, here, dictionary):
            yield from _walk(value, here, dictionary, problems, wanted)
        else:
            made = known or Field(here, entry.key.text, kind=NAME if here[0] == NAMES else "数量", required=False)
            yield _datum(here, made, value, entry.key, problems, known is not None)


def _is_group_of(node: Node, path: Path, dictionary: Dictionary) -> bool:
    return isinstance(node, MappingNode) and path not in dictionary.fields and _is_group(node, path, dictionary)


def _is_group(node: MappingNode, path: Path, dictionary: Dictionary) -> bool:
    """Whether a mapping holds data of its own, and is not a value with notes."""
    if path in dictionary.groups:
        return True
    notes = bool(node.entries) and all(entry.key.text in NOTES for entry in node)
    return node.get(VALUE) is None and not notes


def _datum(path: Path, made: Field, node: Node, key: Scalar, problems: list[Problem], known: bool) -> Datum:
    notes: dict[str, str] = {}
    value: Node | None = node
    if isinstance(node, MappingNode):
        value = node.get(VALUE)
        notes = _notes(node, made, problems)
        if not known and made.kind in NUMERIC and notes.get(UNIT):
            made = replace(made, unit=usual_unit(notes[UNIT]))
        datum = _valued(path, made, value, node, key, notes, problems, known)
        names = [name for name in (REVISED, TARGET) if made.kind in NUMERIC and notes.get(name)]
        figures = {name: _noted(name, made, node, problems) for name in names}
        return replace(datum, revised=figures.get(REVISED), target=figures.get(TARGET)) if figures else datum
    return _valued(path, made, value, node, key, notes, problems, known)


def _noted(name: str, made: Field, node: MappingNode, problems: list[Problem]) -> Figure | None:
    """A figure that is noted beside the value."""
    scalar = node.get(name)
    return _read(scalar.text, made, scalar.place(), problems, name) if isinstance(scalar, Scalar) else None


def _read(
    text: str, made: Field, place: TextPlace, problems: list[Problem], slot: str = VALUE, noted: str = "", *, known: bool = True
) -> Figure | None:
    from reportgen.report.figure_reader import TypedFigure, read  # here: of a year that is redacted no figure is read

    return read(TypedFigure(text, made, place, slot, noted, known), problems)


def _valued(
    path: Path, made: Field, value: Node | None, node: Node, key: Scalar, notes: dict[str, str], problems: list[Problem],
    known: bool,
) -> Datum:
    if isinstance(value, SequenceNode):
        return _list(path, made, value, notes, problems, known)
    if not isinstance(value, Scalar):
        if value is not None:
            problems.append(
                Problem(
                    F03,
                    say("“{figure}”的值读不懂", figure=made.label),
                    place=node.place(),
                    hint=say("写一个数、一个名称或一个名单"),
                )
            )
        return Datum(path, made, GAP, "", key.place(), key, notes=notes, known=known)
    return _single(path, made, value, notes, problems, known)


def _single(
    path: Path, made: Field, value: Scalar, notes: Mapping[str, str], problems: list[Problem], known: bool
) -> Datum:
    text, place = value.text.strip(), value.place()
    if not text or (text in ("null", "~") and not value.quoted):
        return Datum(path, made, GAP, "", place, value, notes=notes, known=known)
    if text == "*":
        return Datum(path, made, REDACTED, "*", place, value, notes=notes, known=known)
    if text == "无":
        return Datum(path, made, ABSENT, "", place, value, notes=notes, known=known)
    if made.kind == "名单":
        problems.extend((*_item_problems(made, value), *_run_together(made, value)))
        return Datum(path, made, FILLED, text, place, value, items=(text,), notes=notes, known=known)
    numeric = made.kind in NUMERIC
    figure = _read(text, made, place, problems, noted=notes.get(UNIT, ""), known=known) if numeric else None
    printed = figure.text if figure is not None else text
    return Datum(path, made, FILLED, printed, place, value, figure, notes=notes, known=known)


def _list(
    path: Path, made: Field, node: SequenceNode, notes: Mapping[str, str], problems: list[Problem], known: bool
) -> Datum:
    items = tuple(item.text for item in node if isinstance(item, Scalar))
    if len(items) < len(node.items):
        problems.append(
            Problem(
                F03,
                say("“{figure}”的名单里有一项读不懂", figure=made.label),
                place=node.place(),
                hint=say("一项一个名称"),
            )
        )
    if known and made.kind != "名单":
        from reportgen.report.figure_reader import F04  # here, and below: only of a fault

        hint = say("改成：{figure}", figure=items[0]) if len(items) == len(node.items) == 1 else say("改成一个值")
        message = say("“{figure}”应当是一个值，填的是名单", figure=made.label)
        problems.append(Problem(F04, message, place=node.place(), hint=hint, department=made.department))
    else:
        scalars = [item for item in node if isinstance(item, Scalar)]
        problems.extend(problem for item in scalars for problem in _item_problems(made, item, alone=len(node.items) == 1))
        problems.extend(_miscounted(made, scalars))
    if items == ("无",):
        from reportgen.report.figure_reader import F07

        first = node.items[0]
        problems.append(
            Problem(
                F07,
                say("“{figure}”的名单里只有“无”，已读作本年没有", figure=made.label),
                Grade.NOTE,
                first.place(),
                say("请核对"),
            )
        )
        return Datum(path, made, ABSENT, "", node.place(), None, notes=notes, known=known)
    state = FILLED if items else GAP
    return Datum(path, made, state, "、".join(items), node.place(), None, items=items, notes=notes, known=known)


def _item_problems(made: Field, item: Scalar, *, alone: bool = True) -> Iterator[Problem]:
    """F03: an item of a list with no name in it, which would print as 甲、、乙 and be counted; and a whole list within quotes, which
    would print as one name with its brackets.  ``alone`` is whether the list has no other."""
    text = item.text.strip()
    if not text.strip(_SIGNS) or (text in ("null", "~") and not item.quoted):
        message = say("“{figure}”的名单里有一项是空的", figure=made.label)
        yield Problem(F03, message, place=item.place(), hint=say("补上名称，或删去这一项"), department=made.department)
    elif text == "无" and not alone:
        message = say("“{figure}”的名单里有一项是“无”，会当成名称印出来", figure=made.label)
        yield Problem(F03, message, place=item.place(), hint=say("删去这一项；本年一个也没有，整个写“无”"), department=made.department)
    elif (text[0], text[-1]) in _BRACKETED:
        names = [name.strip().strip("\"'“”‘’") for name in _SEPARATOR.split(text[1:-1])]
        mended = say("[{names}]", names=joined(filter(None, names), ", "))
        message = say("“{figure}”的名单整个加了引号，会连方括号一起印成一项", figure=made.label)
        yield Problem(F03, message, place=item.place(), hint=say("改成：{list}", list=mended), department=made.department)


def _run_together(made: Field, value: Scalar) -> Iterator[Problem]:
    """F03: several names in one text (甲厂、乙厂), which print as they are written and count as one."""
    names = names_in(value.text)
    if len(names) > 1 and (value.text.strip()[0], value.text.strip()[-1]) not in _BRACKETED:
        message = say("“{figure}”的几个名称写成了一串，会当作一个名称，个数、等、和都不对", figure=made.label)
        name = " ".join(value.text.split())
        hint = say('改成：{list}；确是一个名称，写成 ["{name}"]', list=in_brackets(names), name=name)
        yield Problem(F03, message, Grade.WARNING, value.place(), hint, made.department)


def names_in(text: str) -> tuple[str, ...]:
    """The names of a 名单 that was written as one text, blanks between Chinese words among what stands between them."""
    return names_of(_BLANK.sub("、", text.strip()))


def in_brackets(names: Sequence[str]) -> Message:
    """Names as a list in the input: [甲, 乙]."""
    return say("[{names}]", names=joined((f'"{name}"' if "," in name else name for name in names), ", "))


def _miscounted(made: Field, items: Sequence[Scalar]) -> Iterator[Problem]:
    """F03: items that make a list count more or fewer than it names: a half of a name, two in one, one twice."""
    seen: set[str] = set()
    pairs = is_whole("".join(item.text for item in items))  # a half whose other half is no item (1）甲) was not cut: it is one name
    for item in items:
        text = item.text.strip()
        if pairs and not is_whole(text):
            message = say("“{figure}”的名单里“{item}”的括号不成对，多半是括号里的逗号把一个名称断成了两个", figure=made.label, item=text)
            yield Problem(F03, message, Grade.WARNING, item.place(), say('整个名称加英文引号，如 "甲厂（东区、西区）"'), made.department)
        elif not item.quoted and len(names_of(text)) > 1 and (text[0], text[-1]) not in _BRACKETED:
            message = say("“{figure}”的名单里“{item}”像是几个名称，只算一个", figure=made.label, item=text)
            yield Problem(F03, message, Grade.WARNING, item.place(), say("拆成几项；确是一个名称，加英文引号"), made.department)
        elif text in seen and text.strip(_SIGNS) and text != "*":
            message = say("“{figure}”的名单里“{item}”写了两次，个数会多算", figure=made.label, item=text)
            yield Problem(F03, message, Grade.WARNING, item.place(), say("删去一个；确是两个，写明区别"), made.department)
        seen.add(text)


def _notes(node: MappingNode, made: Field, problems: list[Problem]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for entry in node:
        name = entry.key.text
        if name != VALUE and name not in NOTES:
            problems.append(
                Problem(
                    F05,
                    say("“{figure}”里不认识“{note}”", figure=made.label, note=name),
                    Grade.WARNING,
                    entry.key.place(),
                    say("可写：值、{notes}", notes=tuple(NOTES)),
                )
            )
        elif name != VALUE and isinstance(entry.value, Scalar):
            notes[name] = entry.value.text
    return notes
