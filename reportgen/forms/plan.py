"""What forms give and what the year's input says → the changes that may be made, and everything that is left to somebody.

Knows no YAML.  A field is filled where nothing stands; where something else stands, or two forms disagree, it is shown and not
decided, unless the caller wishes to overwrite.  A form may only speak of its own department's fields.

``meant`` reads the text of one cell by its field.  Empty is “not reported” and never comes here; 0 is a figure; “—” is 无.
Full-width digits, groups of three and the field's own unit are read; another unit of the same kind is converted and told; what
cannot be read is told and left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.forms.agreement import disagreement
from reportgen.forms.export import UNKNOWN
from reportgen.forms.read import X14, X30, FormCell, Returned, SeenRow
from reportgen.message import Message, say
from reportgen.problem import CellPlace, Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.data import ABSENT, DERIVED, GAP, REDACTED, Datum
from reportgen.report.dictionary import NUMERIC, Field, Path
from reportgen.report.load import Report
from reportgen.report.model.grammar import CHECKED, NAME, SOURCE, STATE, UNCHECKED, VALUE
from reportgen.text.name_lists import names_of
from reportgen.text.numbers import Figure, convert, read_figure, written

X13 = Code("X13", "这一行的指标不归这个科室，没有导入", "经济发展办的表里有“低保金”", "请管这一项的科室在自己的表里填")
X15 = Code("X15", "单位不同，已换算（提醒）", "1.2亿元（单位是万元）", "核对 12000 对不对")
X16 = Code("X16", "单位不同，换算不了，没有导入", "32处（单位是家）", "32")
X17 = Code("X17", "数的写法已按规范读取（说明）", "３２家", "32")
X19 = Code("X19", "几张表给的不一样，没有导入", "两张表的“出口”是 12.5 和 12.6", "与科室核对，留下对的一张")
X20 = Code("X20", "输入文件里已经有别的内容，没有覆盖", "文件里是 2310，表里是 2400", "核对后加 --覆盖 再导入一次")
X27 = Code(
    "X27",
    "覆盖了的数，来源还是原来那个数的（提醒）",
    "18.62 覆盖成 18.26，旁边还写着 来源: 统计年报.xlsx+P3",
    "找到新数的来源，改“来源”",
)

_MOST_TOLD = 5
"""How many of the values that differ are told."""
Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatumChange:
    """One value or note to be written: of which field, what stands there now, what is to stand there, from which cell."""

    path: Path
    slot: str
    label: str
    unit: str
    old: str
    new: Value
    place: CellPlace

    @property
    def what(self) -> Message:
        """What changes, for a clerk."""
        return (
            say("{figure}", figure=self.label)
            if self.slot == VALUE
            else say("{figure}（{note}）", figure=self.label, note=self.slot)
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes, how many cells say what stands there already, and what there is to tell."""

    changes: tuple[DatumChange, ...]
    same: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A value read, with its cell."""

    new: Value
    place: CellPlace


def plan(forms: Sequence[Returned], report: Report, *, overwrite: bool = False) -> Plan:
    """Compares everything that the forms give with the year's report."""
    problems = [problem for form in forms for problem in form.problems]
    problems += _of_no_year(forms, report)
    said: dict[tuple[Path, str], list[_Said]] = {}
    doubts: dict[SeenRow, Problem | None] = {}
    told: set[SeenRow | None] = set()
    for form in forms:
        for given in form.given:
            doubt = _doubt(given.row, report, doubts)
            found: list[Problem] = []
            value = _taken(form, given, _field(report, given.path), found)
            if doubt and not any(problem.code == X13 for problem in found):
                known = value is not None and _same(report.data.get(given.path), given.slot, value)
                found, value = [] if known or given.row in told else [doubt], value if known else None
                told |= set() if known else {given.row}
            problems += found
            if value is not None:
                said.setdefault((given.path, given.slot), []).append(_Said(value, given.place))
    changes: list[DatumChange] = []
    same = 0
    for (path, slot), each in said.items():
        change = _change(path, slot, each, report, problems, overwrite)
        same += change is None
        changes += [change] if change else []
    changes += list(_outlived(changes, report, problems))
    untaken = sum(problem.code in (X19, X20) for problem in problems)
    return Plan(tuple(changes), same - untaken, tuple(problems))


def _of_no_year(forms: Sequence[Returned], report: Report) -> Iterator[Problem]:
    """Last year's figures that a department typed where there is no input of that year to hold them against."""
    rows = dict.fromkeys(given.row for form in forms for given in form.given if given.row is not None)
    for row in rows if report.last is None else ():
        if words := next(filter(None, row.last or ()), ""):
            label = _field(report, row.path).label
            message = say("“{figure}”的上年数写了“{given}”；没有上一年的输入文件，没有导入", figure=label, given=words)
            hint = say("要算同比，先把上一年的输入文件放进 inputs")
            yield Problem(X30, message, Grade.WARNING, row.place, hint, _field(report, row.path).department)


def _doubt(row: SeenRow | None, report: Report, known: dict[SeenRow, Problem | None]) -> Problem | None:
    """Why what a row gives may not be taken; asked once for all of its cells."""
    if row is None:
        return None
    if row not in known:
        known[row] = disagreement(row, _field(report, row.path), report)
    return known[row]


def _outlived(changes: Sequence[DatumChange], report: Report, problems: list[Problem]) -> Iterator[DatumChange]:
    """A changed value is 未核对, and a source that was noted beside the old one is asked for (X27)."""
    slots = {(change.path, change.slot) for change in changes}
    for change in changes:
        datum = report.data.get(change.path)
        if change.slot != VALUE or datum is None:
            continue
        source, checked = datum.notes.get(SOURCE, ""), datum.notes.get(STATE, "").strip() == CHECKED
        if checked and (change.path, STATE) not in slots:
            yield replace(change, slot=STATE, old=CHECKED, new=UNCHECKED)
        if source and change.old and (change.path, SOURCE) not in slots:
            message = say("“{figure}”改了；来源还写着“{source}”，请核对", figure=change.what, source=source)
            hint = say("新数的来源写在“来源”里，核对过了再写“已核对”")
            problems.append(Problem(X27, message, Grade.WARNING, datum.place, hint, datum.field.department))


def _field(report: Report, path: Path) -> Field:
    datum = report.data.get(path)
    return datum.field if datum is not None else report.dictionary.fields[path]


def _taken(form: Returned, given: FormCell, made: Field, problems: list[Problem]) -> Value | None:
    """What a cell means, None where it may not be taken."""
    if form.mark and form.mark.department != (made.department or UNKNOWN):
        if given.slot == VALUE:
            whose = made.department or UNKNOWN
            message = say(
                "“{figure}”归{owner}，不归{sender}，没有导入",
                figure=made.label,
                owner=whose,
                sender=form.mark.department,
            )
            problems.append(
                Problem(
                    X13,
                    message,
                    Grade.WARNING,
                    given.place,
                    say("请{department}在自己的表里填", department=whose),
                    whose,
                )
            )
        return None
    if given.slot != VALUE:
        return given.text
    read = meant("\n".join(given.lines) if given.lines and made.kind == "名单" else given.text, made, given.place)
    problems += [read.problem] if read.problem else []
    return read.value


def _change(
    path: Path, slot: str, said: Sequence[_Said], report: Report, problems: list[Problem], overwrite: bool
) -> DatumChange | None:
    made, datum = _field(report, path), report.data.get(path)
    first = said[0]
    others = [each for each in {each.new: each for each in said[1:]}.values() if not _equal(each.new, first.new)][
        :_MOST_TOLD
    ]
    change = DatumChange(path, slot, made.label, made.unit, _now(datum, slot), first.new, first.place)
    if others:
        values = tuple(say("“{given}”", given=_shown(each.new)) for each in (first, *others))
        places = tuple(each.place for each in others)
        hint = say("请与科室核对，留下对的一张再导入")
        message = say("“{figure}”给的不一样：{givens}，没有导入", figure=change.what, givens=values)
        problems.append(Problem(X19, message, Grade.WARNING, first.place, hint, made.department, places))
        return None
    if _same(datum, slot, first.new):
        return None
    if change.old and not overwrite:
        message = say(
            "“{figure}”已有“{old}”，表里是“{given}”，没有覆盖",
            figure=change.what,
            old=change.old,
            given=_shown(first.new),
        )
        hint = say("核对后要用表里的，加 --覆盖 再导入一次")
        problems.append(
            Problem(
                X20,
                message,
                Grade.WARNING,
                first.place,
                hint,
                made.department,
                (datum.place,) if datum is not None else (),
            )
        )
        return None
    return change


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else "、".join(value)


def _now(datum: Datum | None, slot: str) -> str:
    """What stands in the input; empty where nothing does, or where it is only worked out."""
    if datum is None:
        return ""
    if slot != VALUE:
        return datum.notes.get(slot, "")
    if datum.state in (GAP, DERIVED):
        return ""
    return {ABSENT: NOTHING, REDACTED: "*"}.get(datum.state, datum.whole)


def _same(datum: Datum | None, slot: str, new: Value) -> bool:
    """Whether the input says this already: figures by their value, so that 45.20 is not replaced by 45.2."""
    old = _now(datum, slot)
    if datum is None or not old:
        return False
    if not isinstance(new, str):
        return datum.items == new
    if slot == VALUE and datum.scalar is not None and datum.figure is not None:
        return _equal(datum.scalar.text.strip(), new) or _equal(old, new)
    return old == new


def _equal(one: Value, other: Value) -> bool:
    if one == other or not isinstance(one, str) or not isinstance(other, str):
        return one == other
    left, right = read_figure(one), read_figure(other)
    if left is None or right is None:
        return False
    return (left.value, left.upper, left.approximate, left.unit) == (
        right.value,
        right.upper,
        right.approximate,
        right.unit,
    )


NOTHING = "无"
_NOTHINGS = frozenset("— —— ― – － - -- / ／ 无 本年无 本年没有 没有".split())
_ORDINAL = regex(r"(?:[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|[)）]|$)|[（(][0-9０-９一二三四五六七八九十]{1,3}[)）]|[①-⑳])")
"""1.甲厂, （2）乙厂; 1、甲厂 comes as two items, of which the first is the number."""
_BLANK = regex(r"(?<=[\u4e00-\u9fff）)]) +(?=[\u4e00-\u9fff])")
_SAME = {"％": "%", "平米": "平方米", "个百分点": "百分点", "百分点": "百分点"}


@dataclass(frozen=True, slots=True)
class Meant:
    """What is meant: text for the input (a tuple for a list; None where it could not be read), and a remark on it."""

    value: str | tuple[str, ...] | None
    problem: Problem | None = None


def meant(text: str, made: Field, place: CellPlace) -> Meant:
    """Reads a cell for a field."""
    if text in _NOTHINGS:
        return Meant(NOTHING)
    if text == "*" or made.kind == NAME:
        return Meant(text)
    if made.kind == "名单":
        return _listed(names_of(text), text, made, place)
    if made.kind not in NUMERIC:
        return Meant(text)
    figure = read_figure(text)
    if figure is None:
        hint = say("请填数；还没有就留空，本年没有就填“—”")
        if made.unit:
            hint = say("请填数（单位：{unit}）；还没有就留空，本年没有就填“—”", unit=made.unit)
        return Meant(
            None,
            Problem(
                X14,
                say("“{figure}”填的是“{given}”，不是数，没有导入", figure=made.label, given=text),
                Grade.WARNING,
                place,
                hint,
                made.department,
            ),
        )
    return _figure(text, figure, made, place)


def _listed(items: tuple[str, ...], text: str, made: Field, place: CellPlace) -> Meant:
    """A list of names; a blank within Chinese words may stand between two names or in one, and a number of an item is no name."""
    if len(items) > 1 and any(map(_ORDINAL.match, items)):
        message = say("“{figure}”填的“{given}”带着序号，没有导入", figure=made.label, given=text.replace("\n", " "))
        hint = say("去掉序号，几个名称用顿号“、”隔开，或一行写一个")
        return Meant(None, Problem(X14, message, Grade.WARNING, place, hint, made.department))
    if not any(_BLANK.search(item) for item in items):
        return Meant(items)
    message = say("“{figure}”填的“{given}”中间有空格，分不清是几个名称，没有导入", figure=made.label, given=text.replace("\n", " "))
    hint = say("几个名称用顿号“、”隔开，或一行写一个；是一个名称，去掉空格")
    return Meant(None, Problem(X14, message, Grade.WARNING, place, hint, made.department))


def _figure(text: str, figure: Figure, made: Field, place: CellPlace) -> Meant:
    unit = _SAME.get(figure.unit, figure.unit)
    own = _SAME.get(made.unit, made.unit)
    if unit and unit != own:
        return _other_unit(text, figure, unit, made, place)
    if figure.approximate or figure.upper is not None:
        return Meant(text)
    if figure.text == text:
        return Meant(text)
    return _read_as(text, figure, made, place)


def _read_as(text: str, figure: Figure, made: Field, place: CellPlace) -> Meant:
    """What was written in another way, and how it was read."""
    message = say("“{given}”已读作 {number}", given=text, number=figure.text)
    if made.unit:
        message = say("“{given}”已读作 {number}，单位“{unit}”", given=text, number=figure.text, unit=made.unit)
    told = Problem(
        X17,
        message,
        Grade.NOTE,
        place,
        say("请核对"),
        made.department,
    )
    return Meant(figure.text, told)


def _other_unit(text: str, figure: Figure, unit: str, made: Field, place: CellPlace) -> Meant:
    """Another unit of the same kind is converted; 亿 alone is of the field's own kind (亿元)."""
    base = made.unit.lstrip("百千万亿")
    for candidate in (unit, unit + base):
        if candidate == made.unit and not figure.approximate and figure.upper is None:
            return _read_as(text, figure, made, place)
        value = _converted(figure, candidate, made.unit)
        if value is not None:
            message = say("“{given}”已换算成 {number}{unit}", given=text, number=written(value), unit=made.unit)
            return Meant(
                written(value), Problem(X15, message, Grade.WARNING, place, say("请核对单位"), made.department)
            )
    message = say(
        "“{figure}”的单位是“{unit}”，填的是“{given}”，没有导入",
        figure=made.label,
        unit=made.unit or say("（无）"),
        given=text,
    )
    return Meant(
        None,
        Problem(
            X16,
            message,
            Grade.WARNING,
            place,
            say("请换算成{unit}再填", unit=made.unit) if made.unit else say("请换算成不带单位的数再填"),
            made.department,
        ),
    )


def _converted(figure: Figure, unit: str, target: str) -> Decimal | None:
    if figure.approximate or figure.upper is not None:
        return None
    try:
        return convert(figure.value, unit, target)
    except ValueError:
        return None
