"""What became of printed figures, and the year's report → edits of data, and new wordings of references.

Knows no file and no paragraph.  A figure that a reference prints as it stands goes back to its datum; one printed in
several places and changed in some of them is a question, never a guess.  What is worked out from data (a growth, a
share) cannot go back: where the new words are another wording of the same value (同比大幅增长7.8%), the reference is worded
anew, else the edit points to the figures that it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.message import NOTHING, Message, say
from reportgen.problem import TextPlace
from reportgen.regex import regex
from reportgen.report.data import FILLED, Datum
from reportgen.report.dictionary import NUMERIC, Path
from reportgen.report.expressions import whole
from reportgen.report.load import Report
from reportgen.report.model.address import NOWHERE, Address
from reportgen.report.model.grammar import DATE, LAST_YEAR, NAMES, RANK, YEAR
from reportgen.report.prose import Names, Sentence, address_of, print_sentence
from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.attribution import ValueChange, escaped
from reportgen.roundtrip.edits import Choice, Edit, SetDatum, SetText, Step
from reportgen.roundtrip.outline import Outline
from reportgen.roundtrip.printed import PrintedParagraph, PrintedSpan
from reportgen.text.name_lists import names_of
from reportgen.text.numbers import chinese, read_figure
from reportgen.yamltext import Scalar, SourceText

_PLAIN = regex(r"^[^\s|+\-*/()（）\[\]｜，＋－＊／=<>]+$")
_LISTS = ("顿号", "等", "和")
_JOINS = regex("以及|[和与及]")
_NUMERALS = {RANK: "第", "中文数字": ""}
_RATES = ("同比", "增长", "增速", "百分点")
_WORDINGS = ("同比", "增长", "百分点", "增加", "增速", "顿号", "等", "和", RANK, "中文数字", "上年值", DATE)
_GROWN = regex(r"^(?:同比)?(?P<way>增长|下降|提高)?(?P<figure>\d+(?:\.\d+)?)(?:%|个百分点)?$")
_HIGHEST = 300

Key = tuple[int, PrintedSpan]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One printed value: where, by which reference (empty: straight from the Word template), its words then and now."""

    key: Key
    inner: str
    old: str
    new: str
    change: ValueChange | None

    @property
    def is_changed(self) -> bool:
        return self.change is not None


@dataclass(frozen=True, slots=True)
class Valued:
    """Edits of data; new raw text for references by the place where they were printed; changes that stay open."""

    edits: tuple[tuple[int, Edit], ...]
    wordings: Mapping[Key, str] = field(default_factory=dict)
    open: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a changed value would make of a datum."""

    origin: Address
    text: str
    items: tuple[str, ...] = ()


def occurrences(
    old: Sequence[PrintedParagraph], changes: Sequence[ValueChange], raw: Mapping[Address, str]
) -> list[Occurrence]:
    """Every printed value with what became of it."""
    changed = {(change.old_paragraph, change.piece): change for change in changes}
    found: list[Occurrence] = []
    for number, paragraph in enumerate(old):
        for piece in paragraph.pieces:
            if piece.is_value:
                text = paragraph.text[piece.start : piece.end]
                inner = (
                    raw.get(piece.path, "")[piece.first + 1 : piece.last - 1] if piece.path not in piece.data else ""
                )
                change = changed.get((number, piece))
                found.append(Occurrence((number, piece), inner, text, change.new if change else text, change))
    return found


class Valuing:
    """Works on one year's report; ``other`` has the places whose figure runs on into another number, and the words of that."""

    def __init__(self, report: Report, outline: Outline, other: Mapping[Key, str] | None = None) -> None:
        self.report = report
        self.outline = outline
        self.other = other or {}
        self.names = report.names
        self.by_origin = {address_of(path): datum for path, datum in report.data.items()}

    def run(self, found: Sequence[Occurrence]) -> Valued:
        """Edits of data for what can go back; the rest stays open."""
        groups: dict[Address, list[tuple[Occurrence, Candidate]]] = {}
        same: dict[Address, list[Occurrence]] = {}
        for each in found:
            if each.new and (name := self.faithful(each)):
                same.setdefault(name, []).append(each)
        left: list[Occurrence] = []
        for each in found:
            if each.is_changed and each.new:
                made = self.candidate(each)
                if made is None:
                    left.append(each)
                else:
                    groups.setdefault(made.origin, []).append((each, made))
        edits = [(self._number(group), self._edit(name, group, same.get(name, ()))) for name, group in groups.items()]
        return Valued(tuple(edits), {}, tuple(left))

    def _number(self, group: Sequence[tuple[Occurrence, Candidate]]) -> int:
        change = group[0][0].change
        return change.new_paragraph if change else -1

    def faithful(self, found: Occurrence) -> Address:
        """The origin of the datum that a reference prints as it stands, or in figures, numerals or a list that can be
        read back; empty for a value that is worked out."""
        data, path = found.key[1].data, found.key[1].path
        if data == (path,):
            return path
        datum = self.by_origin.get(data[0]) if len(data) == 1 else None
        if datum is None:
            return NOWHERE
        if not found.inner:
            return data[0] if found.old == datum.text else NOWHERE
        name, _, wording = (part.strip() for part in found.inner.partition("|"))
        if not _PLAIN.match(name):
            return NOWHERE
        rate = datum if datum.field.kind == "增速" else datum.rate
        if wording in _RATES and rate is not None and rate.state == FILLED:
            return address_of(rate.path)
        readable = _LISTS if datum.is_list else tuple(_NUMERALS)
        return data[0] if not wording or wording in readable else NOWHERE

    def candidate(self, found: Occurrence) -> Candidate | None:
        """What the new words of a value make of its datum; what comes out is printed again to see that it reads as
        typed.  None where there is no way back."""
        name = self.faithful(found)
        datum = self.by_origin.get(name)
        if not name or datum is None:
            return Candidate(name, found.new) if name else None
        wording = found.inner.partition("|")[2].strip()
        if not wording and not datum.is_list:
            return Candidate(name, found.new)
        made = _read_back(datum, wording, found.new)
        printed_ = self.by_origin[found.key[1].data[0]]
        return made if made is not None and self.said(found.inner, self._with(printed_, made)) == found.new else None

    def _with(self, datum: Datum, made: Candidate) -> Names:
        """The names with one datum changed, in itself or in its stated growth: all that its reference can read."""
        if address_of(datum.path) == made.origin:
            changed = _changed(datum, made)
        else:
            changed = replace(datum, rate=_changed(datum.rate, made)) if datum.rate is not None else datum
        return Names({datum.path: changed}, self.report.names.more)

    def said(self, inner: str, names: Names | None = None) -> str:
        """What a reference prints; empty where it cannot be said."""
        text = f"【{inner}】"
        scalar = Scalar(text, text, "", 0, len(text), SourceText.of("", text))
        found = print_sentence(Sentence(NOWHERE, scalar, {}), names or self.names)
        return "" if found.text is None or found.problems else str(found.text)

    def suppose(self, steps: Sequence[Step]) -> None:
        """From now on values are said as they will be when these steps have been written."""
        data = dict(self.names.data)
        owners: dict[Address, list[Path]] = {}
        for path, datum in data.items():
            for each in (datum, datum.rate):
                if each is not None:
                    owners.setdefault(address_of(each.path), []).append(path)
        for step in steps:
            if isinstance(step, SetDatum):
                made = Candidate(step.origin, step.new, step.items)
                data |= {path: _supposed(data[path], made) for path in owners.get(step.origin, ())}
        self.names = Names(data, self.names.more)

    def _edit(self, name: Address, group: Sequence[tuple[Occurrence, Candidate]], same: Sequence[Occurrence]) -> Edit:
        each, made = group[0]
        held = self.outline.data.get(name)
        place = held.node.place() if held is not None else self._sentence_place(name)
        datum = self.by_origin.get(name)
        kind = kinds.LIST if made.items else kinds.FIGURE
        label = datum.label if datum else str(name)
        if datum and datum.field.unit:
            label = say("{figure}（{unit}）", figure=datum.label, unit=datum.field.unit)
        where = self.outline.where(each.key[1].path) if each.key[1].path else NOTHING
        edit = Edit(kind, each.old, each.new, where, place, label)
        step: Step = SetDatum(name, each.old, made.text, made.items) if datum else SetText(name, each.old, made.text)
        if datum is None and name in self.outline.spots:
            step = SetText(name, self.outline.spots[name].scalar.text, made.text)
        if (words := next((self.other[one.key] for one, _ in group if one.key in self.other), None)) is not None:
            return replace(edit, reason=not_this_figure(words))
        reason = self._doubt(datum, name, made)
        if reason:
            return replace(edit, reason=reason, choices=tuple(self._here(each)))
        asked = self._asked(replace(edit, steps=(step,)), group, same)
        if datum is None or asked.reason or name.steps[0] != NAMES:
            return asked
        return self._renamed(replace(asked, steps=()), step, group, datum)

    def _renamed(self, edit: Edit, step: Step, group: Sequence[tuple[Occurrence, Candidate]], datum: Datum) -> Edit:
        """A name of 单位 stands for the unit everywhere; what an official wrote in one sentence may be no name at all (我镇), so
        it changes only when it is asked for by name."""
        reason = say(
            "“{name}”是“单位”里的名称，文中处处用它，没有当作改名；只改这一句，就在输入文件里把这一句的【{name}】换掉；处处都改，才改“单位”",
            name=datum.path[-1],
        )
        choices = [
            Choice(say("改名：“单位”里的“{name}”改成 {new}", name=datum.path[-1], new=made.text), (self._again(step, made),))
            for _, made in _distinct(group)
        ]
        choices += [choice for occurrence, _ in group for choice in self._here(occurrence)]
        return replace(edit, reason=reason, choices=tuple(choices))

    def _sentence_place(self, name: Address) -> TextPlace | None:
        return self.outline.spots[name].place if name in self.outline.spots else None

    def _doubt(self, datum: Datum | None, name: Address, made: Candidate) -> Message:
        if datum is None:
            return NOTHING if name in self.outline.spots else say("这一处由模板决定")
        if datum.field.kind in NUMERIC and made.text not in ("*", "无") and read_figure(made.text) is None:
            return say("“{figure}”应当是数，改成的“{given}”不是数", figure=datum.label, given=made.text)
        return NOTHING

    def _asked(self, edit: Edit, group: Sequence[tuple[Occurrence, Candidate]], same: Sequence[Occurrence]) -> Edit:
        """Certain where every place was changed alike; else a question."""
        wishes = {made.text: None for _, made in group}
        kept = [each for each in same if not each.is_changed]
        if len(wishes) == 1 and not kept:
            note = say("文中 {count} 处，{count} 处一同改", count=len(group)) if len(group) > 1 else NOTHING
            return replace(edit, note=note)
        if kept:
            reason = say(
                "这个数在文中印了 {count} 处，另外 {unchanged} 处没有改，不知道哪个对",
                count=len(same),
                unchanged=len(kept),
            )
        else:
            others = tuple(say("“{figure}”", figure=other) for other in list(wishes)[1:])
            reason = say(
                "这个数在文中印了 {count} 处，别处改成了{others}，不知道哪个对", count=len(same), others=others
            )
        choices = [
            Choice(say("都用 {figure}", figure=text), (self._again(edit.steps[0], made_),))
            for text, made_ in _distinct(group)
        ]
        choices += [choice for occurrence, _ in group for choice in self._here(occurrence)]
        return replace(edit, reason=reason, steps=(), choices=tuple(choices))

    def _again(self, step: Step, made: Candidate) -> Step:
        return replace(step, new=made.text, items=made.items) if isinstance(step, SetDatum) else step

    def _here(self, each: Occurrence) -> Iterator[Choice]:
        """The answer that types the words into this one sentence, in place of the reference."""
        piece = each.key[1]
        spot = self.outline.spots.get(piece.path)
        if spot is None or piece.data == (piece.path,):
            return
        old = spot.scalar.text
        step = SetText(piece.path, old, old[: piece.first] + escaped(each.new) + old[piece.last :])
        yield Choice(
            say("只把这一句写成 {new}，不再引用数据（{place}）", place=self.outline.where(piece.path), new=each.new),
            (step,),
        )


def not_this_figure(words: str) -> Message:
    """Why neither a figure that runs on nor its sentence is written."""
    return say("Word 里这里是“{words}”，和数据里的数、单位合不上；数和句子都没有写，核对后在输入文件里改", words=words)


def _read_back(datum: Datum, wording: str, words: str) -> Candidate | None:
    """The words of a filter back to the value: 第二 → 2, 甲、乙等 → 甲 and 乙, 同比下降3.2% → -3.2."""
    name = address_of(datum.path)
    if datum.is_list:
        items = names_of(words.removesuffix("等"), "、和" if wording == "和" else "、")
        if any(len(names_of(item, "，,；")) > 1 or _is_joined(item, datum.items) for item in items):
            return None
        return Candidate(name, "、".join(items), items) if items else None
    if wording in _NUMERALS:
        number = _numeral(words.removeprefix(_NUMERALS[wording]))
        return Candidate(name, str(number)) if number else None
    return _rated(datum, words)


def _is_joined(item: str, known: Sequence[str]) -> bool:
    """Whether what stands between two 、 is several names, of which one was in the list: written as one, it would count as one."""
    return item not in known and any(part in known for part in _JOINS.split(item))


def _distinct(group: Sequence[tuple[Occurrence, Candidate]]) -> list[tuple[str, Candidate]]:
    found: dict[str, Candidate] = {}
    for _, made in group:
        found.setdefault(made.text, made)
    return list(found.items())


def _changed(datum: Datum, made: Candidate) -> Datum:
    items = made.items or datum.items
    return replace(datum, state=FILLED, text=made.text, figure=read_figure(made.text), items=items)


def _supposed(datum: Datum, made: Candidate) -> Datum:
    """A datum after a change of it or of its stated growth; itself where it is another that changes."""
    if address_of(datum.path) == made.origin:
        return _changed(datum, made)
    if datum.rate is not None and address_of(datum.rate.path) == made.origin:
        return replace(datum, rate=_changed(datum.rate, made))
    return datum


def _numeral(words: str) -> int:
    return next((number for number in range(1, _HIGHEST) if chinese(number) == words), 0)


def _rated(rate: Datum, words: str) -> Candidate | None:
    """A stated growth from its phrase: 同比下降3.2% → -3.2 (or 3.2 where the field counts falls)."""
    if words in ("同比持平", "持平"):
        return Candidate(address_of(rate.path), "0")
    found = _GROWN.match(words)
    if not found:
        return None
    falls = (found["way"] == "下降") != rate.field.falling
    return Candidate(address_of(rate.path), f"-{found['figure']}" if falls else found["figure"])


def settle(valuing: Valuing, open_: Sequence[Occurrence]) -> tuple[list[tuple[int, Edit]], dict[Key, str]]:
    """Derived values that were edited, said with the data as they are now: come right by themselves, worded anew, or
    listed with the figures they come from."""
    found: list[tuple[int, Edit]] = []
    wordings: dict[Key, str] = {}
    for each in open_:
        number = each.change.new_paragraph if each.change else -1
        piece = each.key[1]
        where = valuing.outline.where(piece.path) if piece.path else NOTHING
        places = [place for name in piece.data for place in _places(valuing, name)]
        edit = Edit(kinds.DERIVED, each.old, each.new, where, places[0] if places else None, also=tuple(places[1:]))
        if each.inner and valuing.said(each.inner) == each.new:
            found.append((number, replace(edit, note=say("由改后的数据算出，正好一致，不用另改"))))
        elif worded := _worded(valuing, each):
            wordings[each.key] = worded
        else:
            found.append((number, replace(edit, reason=_sources(valuing, piece), choices=tuple(valuing._here(each)))))
    return found, wordings


def _sources(valuing: Valuing, piece: PrintedSpan) -> Message:
    if piece.data[:1] in ((Address((YEAR,)),), (Address((LAST_YEAR,)),)):
        return say("这是整份材料的年度，改了会牵动全文；请在输入文件里改")
    figures = tuple(
        say("“{figure}”", figure=datum.label)
        for name in piece.data
        if (datum := valuing.by_origin.get(name)) is not None
    )
    if not figures:
        return say("这一处不是数据里的一个值")
    return say("这是由{figures}算出来的，要改请改那些数（或注明口径）", figures=figures)


def _places(valuing: Valuing, name: Address) -> Iterator[TextPlace]:
    datum = valuing.by_origin.get(name)
    if datum is not None:
        yield datum.place
        if datum.rate is not None and datum.rate.state == FILLED:
            yield datum.rate.place
        if datum.last is not None:
            yield datum.last.place


def _worded(valuing: Valuing, each: Occurrence) -> str:
    """The reference in another wording, with the words around it, that prints what was typed; empty if there is none."""
    name = each.inner.split("|")[0].strip()
    if not name or not _PLAIN.match(name):
        name = whole(each.inner) if each.inner else ""
        wordings: tuple[str, ...] = ()
    else:
        wordings = _WORDINGS
    tried = {f"{name}|{wording}": None for wording in wordings} | {each.inner: None, name: None}
    best = ("", "")
    for inner in tried:
        said = valuing.said(inner) if inner else ""
        if len(said) > len(best[1]) and _stands_alone(said, each.new):
            best = (inner, said)
    inner, said = best
    if not said:
        return ""
    at = each.new.index(said)
    return f"{escaped(each.new[:at])}【{inner}】{escaped(each.new[at + len(said) :])}"


def _stands_alone(said: str, words: str) -> bool:
    """Whether words hold others with no digit cut off on either side."""
    at = words.find(said)
    if at < 0:
        return False
    around = (words[at - 1 : at], words[at + len(said) : at + len(said) + 1])
    ends = (said[:1], said[-1:])
    return not any(end.isdigit() and (side.isdigit() or side == ".") for side, end in zip(around, ends, strict=True))
