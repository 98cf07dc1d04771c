"""Two Word files, one made from the other → what differs between them beyond their text: objects, looks, layouts, pages.

Knows no report, and of text only which paragraph became which (``text.diff``).  Effective values are compared, never XML: a
program that saves a file writes nearly everything anew, and yet nothing has changed on the page.  What can differ by rounding has a
tolerance; a measure that is within it is the same.  Values that show nowhere (a language, a style's name) are not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, zip_longest

from reportgen.gongwen.document.model import (
    BLANKS,
    DocParagraph,
    DocTable,
    EffectiveLayout,
    RunLook,
    Section,
    WordDocument,
)
from reportgen.gongwen.document.objects import Surroundings, Thing, things
from reportgen.gongwen.document.open import open_document
from reportgen.message import NOTHING, Message, say
from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import ANNEX
from reportgen.text.diff import changes, paragraph_pairs

_HEADER, _FOOTER = say("页眉"), say("页脚")
_PICTURE = say("图片")
_RAISED = "position"
_START, _SHOWN = 20, 60
_CHARACTER, _POINT, _TWIPS = 0.25, 20, 40
"""What is taken for rounding: a quarter of a character, a point, 0.7 mm."""


@dataclass(frozen=True, slots=True)
class FormChange:
    """One difference: what it is (``加粗``, ``图片：多了一张`` …), the words that it is about, and where.

    ``before`` and ``after`` are the paragraph's text in the two files (empty for none, and for pages); ``speaks`` says that
    characters of the sentence are meant which are then read otherwise than they are seen.
    """

    what: Message
    words: str = ""
    where: Message = NOTHING
    before: str = ""
    after: str = ""
    speaks: bool = False

    def as_data(self) -> dict[str, str]:
        """For ``--json``."""
        return {"what": str(self.what), "words": self.words, "where": str(self.where)}


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph with what is in it; ``story`` is where it stands if not in the body, ``table`` the number of its table."""

    paragraph: DocParagraph
    things: tuple[Thing, ...]
    story: Message = NOTHING
    table: int = -1
    behind: str = ""

    @property
    def text(self) -> str:
        """The words; in headers and footers without what fields show there, such as the number of a page."""
        if self.story in (_HEADER, _FOOTER):
            return "".join(run.text for run in self.paragraph.runs if not run.field).strip(BLANKS)
        return self.paragraph.text.strip(BLANKS)

    @property
    def where(self) -> Message:
        words = say("“{start}”一段", start=self.text[:_START]) if self.text else say("“{start}”之后", start=self.behind[:_START])
        words = (self.story or say("开头")) if not (self.text or self.behind) else words
        return say("{story}{words}", story=self.story, words=words) if self.story and words != self.story else words


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two files."""

    package: Package
    document: WordDocument
    lines: tuple[_Line, ...]
    margins: tuple[tuple[Message, tuple[_Line, ...]], ...]
    looks: frozenset[tuple[object, ...]]
    usual: RunLook | None
    layouts: tuple[EffectiveLayout, ...]
    known: dict[tuple[EffectiveLayout, int], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> _Side:
        document = open_document(package)
        lines = tuple(_body(document, Surroundings.of(package, package.main)))
        looks = frozenset(_seen(run.look) for line in lines for run in line.paragraph.runs)
        layouts = tuple(dict.fromkeys(line.paragraph.layout for line in lines))
        return cls(package, document, lines, tuple(_margins(document, package)), looks, _usual(lines), layouts)

    def has_layout(self, paragraph: DocParagraph) -> bool:
        """Whether some paragraph is laid out as this one; asked once for each layout, of which a file has few."""
        key = paragraph.layout, paragraph.size
        if key not in self.known:
            self.known[key] = any(_is_like(paragraph.layout, each, paragraph.size) for each in self.layouts)
        return self.known[key]


def form_changes(before: Package, after: Package) -> tuple[FormChange, ...]:
    """Everything beyond text in which the second file differs from the first, in the order of the text, pages last."""
    old, new = _Side.of(before), _Side.of(after)
    found = [*_lines(old, new), *_tables(old, new), *_marginal(old, new), *_pages(old.document, new.document)]
    found += _backgrounds(old.document, new.document)
    return tuple(dict.fromkeys(found))


def reads_equal(before: Package, after: Package) -> bool:
    """Whether the two read the same as a whole: text, headers and footers, and everything else; tracked changes make them
    differ."""
    old, new = _Side.of(before), _Side.of(after)
    texts, others = ([each.text for each in side.lines] for side in (old, new))
    if len(old.document.changes) != len(new.document.changes) or texts != others:
        return False
    sides = [[(str(story), each.text) for story, lines in side.margins for each in lines if each.text] for side in (old, new)]
    return Counter(sides[0]) == Counter(sides[1]) and not form_changes(before, after)


def _body(document: WordDocument, around: Surroundings) -> Iterator[_Line]:
    """The lines of the body up to the annex of a marked copy, which is no part of the text."""
    behind, number = "", -1
    for block in document.blocks:
        table = isinstance(block, DocTable)
        number += table
        for paragraph in block.paragraphs if isinstance(block, DocTable) else (block,):
            if any(mark.get(W + "name") == ANNEX for mark in paragraph.element.iter(W + "bookmarkStart")):
                return
            if _ends_section(paragraph):
                continue
            story = say("表格里") if table else say("文本框里") if paragraph.boxed else NOTHING
            yield _Line(paragraph, tuple(things(paragraph.element, around)), story, number if table else -1, behind)
            behind = paragraph.text.strip(BLANKS) or behind


def _ends_section(paragraph: DocParagraph) -> bool:
    """An empty paragraph that only ends a section: programs move that to the paragraph before it."""
    return not paragraph.text.strip(BLANKS) and not paragraph.pictured and paragraph.element.find(f"{W}pPr/{W}sectPr") is not None


def _margins(document: WordDocument, package: Package) -> Iterator[tuple[Message, tuple[_Line, ...]]]:
    """The headers and footers that are shown, of each section."""
    for section in document.sections:
        kinds = ["default", *(["even"] if document.settings.odd_even else []), *(["first"] if section.first_differs else [])]
        for story, notes in ((_HEADER, section.headers), (_FOOTER, section.footers)):
            for kind in kinds:
                lines = notes.get(kind, ())
                around = Surroundings.of(package, lines[0].place.part) if lines else None
                yield story, tuple(_Line(each, tuple(things(each.element, around)), story) for each in lines if around)


def _lines(old: _Side, new: _Side) -> Iterator[FormChange]:
    """Paragraph by paragraph; tables that are new or gone are told as tables."""
    come, gone = _unmatched_tables(old, new)
    shorter, longer = _reshaped_tables(old, new)  # empty cells that went with a row are told with it
    mine = [line for line in old.lines if line.table not in gone and (line.text or line.things or line.table not in shorter)]
    theirs = [line for line in new.lines if line.table not in come and (line.text or line.things or line.table not in longer)]
    for i, j in paragraph_pairs([line.text for line in mine], [line.text for line in theirs]):
        if i is None and j is not None:
            yield from _added(theirs[j], old)
        elif j is None and i is not None:
            yield from _gone(mine[i])
        elif i is not None and j is not None:
            yield from _changed(mine[i], theirs[j])


def _changed(one: _Line, other: _Line) -> Iterator[FormChange]:
    yield from _objects(one, other)
    if one.paragraph.label != other.paragraph.label or _listed(one.paragraph) != _listed(other.paragraph):
        yield _numbered(one, other)
    yield from _looks(one, other)
    words = tuple(_layout_words(one.paragraph, other.paragraph))
    if words:
        yield FormChange(_all(words), "", other.where, one.text, other.text)


def _added(line: _Line, old: _Side) -> Iterator[FormChange]:
    """A new paragraph: its text is read elsewhere; a look or a layout that no paragraph had before is told."""
    paragraph = line.paragraph
    if not line.text and not line.things:
        yield FormChange(say("多了一个空行"), "", line.where)
        return
    for thing in line.things:
        yield _told(say("多了"), thing, line.where, "", line.text)
    if paragraph.label or _listed(paragraph):
        yield FormChange(say("自动编号“{label}”", label=paragraph.label or "•"), "", line.where, "", line.text, speaks=True)
    own = {_seen(run.look): run for run in paragraph.runs if run.text.strip(BLANKS) and _seen(run.look) not in old.looks}
    for run in own.values():
        words = (tuple(_look_words(old.usual, run.look)) if old.usual else ()) or (say("字体格式是原来没有的"),)
        yield FormChange(_all(words), run.text.strip(BLANKS)[:_SHOWN], line.where, "", line.text, _is_doubtful(run.look))
    if line.text and not old.has_layout(paragraph):
        yield FormChange(say("这一段的对齐、缩进或行距，是原来各段没有的"), "", line.where, "", line.text)


def _gone(line: _Line) -> Iterator[FormChange]:
    if not line.text and not line.things:
        yield FormChange(say("少了一个空行"), "", line.where)
    for thing in line.things:
        yield _told(say("少了"), thing, line.where, line.text, "")


def _usual(lines: Sequence[_Line]) -> RunLook | None:
    """The look of most characters, None where there is no paragraph."""
    counts: Counter[RunLook] = Counter()
    for line in lines:
        for run in line.paragraph.runs:
            counts[run.look] += len(run.text)
    return counts.most_common(1)[0][0] if counts else lines[0].paragraph.mark if lines else None


def _objects(one: _Line, other: _Line) -> Iterator[FormChange]:
    """What a paragraph holds beyond characters, as against what it held."""
    before, after = (list(line.things) for line in (one, other))
    for thing in list(after):
        same = next((each for each in before if (str(each.kind), each.key) == (str(thing.kind), thing.key)), None)
        if same is None:
            continue
        before.remove(same)
        after.remove(thing)
        if any(abs(a - b) > max(1, a // 50) for a, b in zip(same.size, thing.size, strict=True) if a and b):
            yield FormChange(say("{object}的大小改了", object=thing.kind), thing.words, other.where, one.text, other.text)
    for thing in list(before):
        same = next((each for each in after if str(each.kind) == str(thing.kind) == str(_PICTURE)), None)
        if same is not None:
            before.remove(thing)
            after.remove(same)
        told, verb = (same, say("换了")) if same is not None else (thing, say("少了"))
        yield _told(verb, told, other.where, one.text, other.text)
    for thing in after:
        yield _told(say("多了"), thing, other.where, one.text, other.text)


def _told(verb: Message, thing: Thing, where: Message, before: str, after: str) -> FormChange:
    return FormChange(say("{verb}{object}", verb=verb, object=thing.kind), thing.words[:_SHOWN], where, before, after, thing.speaks)


def _listed(paragraph: DocParagraph) -> bool:
    """Whether a list of its own is set at the paragraph, whatever its number looks like."""
    number = paragraph.element.find(f"{W}pPr/{W}numPr/{W}numId")
    return number is not None and (number.get(W + "val") or "0") != "0"


def _numbered(one: _Line, other: _Line) -> FormChange:
    before, after = one.paragraph.label, other.paragraph.label
    what = say("自动编号“{before}”改成“{after}”", before=before, after=after)
    if not before:
        what = say("加了自动编号“{after}”", after=after or "•")
    elif not after:
        what = say("去掉了自动编号“{before}”", before=before)
    return FormChange(what, "", other.where, one.text, other.text)


def _looks(one: _Line, other: _Line) -> Iterator[FormChange]:
    """Stretches that are set otherwise than the characters they were, or, of new ones, than those around them were."""
    old = [run.look for run in one.paragraph.runs for _ in run.text] or [one.paragraph.mark]
    new = [run.look for run in other.paragraph.runs for _ in run.text]
    homes = _homes(one.paragraph.text, other.paragraph.text, len(old))
    pairs: list[tuple[RunLook | None, RunLook]] = []
    for look, home in zip(new, homes, strict=True):
        near = [old[place] for place in home]
        pairs.append((None if any(_seen(each) == _seen(look) for each in near) else near[0], look))
    at = 0
    for pair, group in groupby(pairs):
        size = len(list(group))
        words = other.paragraph.text[at : at + size]
        at += size
        if pair[0] is not None and words.strip(BLANKS):
            yield from _look_change(pair[0], pair[1], words, one, other)


def _look_change(before: RunLook, after: RunLook, words: str, one: _Line, other: _Line) -> Iterator[FormChange]:
    told = tuple(_look_words(before, after, latin=any(char.isascii() and char.isalnum() for char in words)))
    if told:
        doubtful = _is_doubtful(after) and not _is_doubtful(before)
        yield FormChange(_all(told), words.strip(BLANKS)[:_SHOWN], other.where, one.text, other.text, doubtful)


def _homes(old: str, new: str, size: int) -> list[tuple[int, ...]]:
    """For each character of a text the characters of the older one that it may look like."""
    homes: list[tuple[int, ...]] = []
    at = 0
    for a, b, c, d in changes(old, new):
        homes += [(at + step,) for step in range(c - len(homes))]
        near = tuple(dict.fromkeys(min(max(place, 0), size - 1) for place in (a - 1, *range(a, b), b)))
        homes += [near] * (d - c)
        at = b
    return homes + [(min(at + step, size - 1),) for step in range(len(new) - len(homes))]


def _is_doubtful(look: RunLook) -> bool:
    """Characters that stand in the text and are not meant to be read as the others are: struck, hidden, raised, lowered."""
    return look.strike or look.hidden or bool(look.vertical) or _RAISED in look.effects


def _seen(look: RunLook) -> tuple[object, ...]:
    """The values of a look that show on the page."""
    return (
        look.chinese, look.latin, look.size, look.bold, look.italic, look.underline, look.strike, look.hidden, look.colour,
        look.highlight, look.shading, look.spacing, look.scale, look.vertical, look.effects,
    )  # fmt: skip


def _look_words(one: RunLook, other: RunLook, latin: bool = True) -> Iterator[Message]:
    """What differs between two looks, in the words of Word's own buttons."""
    switches: tuple[tuple[Message, object, object], ...] = (
        (say("加粗"), one.bold, other.bold), (say("倾斜"), one.italic, other.italic), (say("下划线"), one.underline, other.underline),
        (say("删除线"), one.strike, other.strike), (say("隐藏"), one.hidden, other.hidden),
        (say("上标"), one.vertical == "superscript", other.vertical == "superscript"),
        (say("下标"), one.vertical == "subscript", other.vertical == "subscript"),
        (say("突出显示"), one.highlight, other.highlight), (say("底纹"), one.shading, other.shading),
        (say("提升或降低"), _RAISED in one.effects, _RAISED in other.effects),
        (say("文字效果（着重号、边框、阴影等）"), _shaped(one), _shaped(other)),
    )  # fmt: skip
    for name, before, after in switches:
        if before != after:
            yield say("改了{format}", format=name) if before and after else name if after else say("取消{format}", format=name)
    values = (
        (say("字体"), one.chinese, other.chinese), (say("西文字体"), one.latin if latin else "", other.latin if latin else ""),
        (say("字号"), _points(one.size), _points(other.size)), (say("颜色"), one.colour or say("黑"), other.colour or say("黑")),
        (say("字符间距"), _twips(one.spacing), _twips(other.spacing)), (say("字符缩放"), f"{one.scale}%", f"{other.scale}%"),
    )  # fmt: skip
    for name, was, now in values:
        if was != now:
            yield say("{format}由“{before}”改为“{after}”", format=name, before=was or say("默认"), after=now or say("默认"))


def _all(words: Sequence[Message]) -> Message:
    return say("{words}", words=tuple(words))


def _shaped(look: RunLook) -> tuple[str, ...]:
    return tuple(each for each in look.effects if each != _RAISED)


def _points(half: int) -> Message:
    return say("{points}磅", points=Decimal(half) / 2)


def _twips(twentieths: int) -> Message:
    return say("{points}磅", points=Decimal(twentieths) / 20)


def _is_like(one: EffectiveLayout, other: EffectiveLayout, size: int) -> bool:
    return not any(_layout_differs(one, other, size, size))


def _layout_words(one: DocParagraph, other: DocParagraph) -> Iterator[Message]:
    names = (say("对齐方式"), say("缩进"), say("段前段后间距"), say("行距"), say("段前分页"), say("段落边框"), say("图文框或首字下沉"), say("段落底纹"))
    for name, differs in zip(names, _layout_differs(one.layout, other.layout, one.size, other.size), strict=True):
        if differs:
            yield say("改了{format}", format=name)


def _layout_differs(one: EffectiveLayout, other: EffectiveLayout, size: int, other_size: int) -> tuple[bool, ...]:
    """Alignment, indents, space around, lines, page break, borders, frame, shading: which of them differ."""
    sides = ("left", "right", "first")
    indents = (abs(one.characters(side, size or 32) - other.characters(side, other_size or 32)) for side in sides)
    exact = one.rule != "auto"
    return (
        _edge(one.align) != _edge(other.align),
        any(gap > _CHARACTER for gap in indents),
        abs(one.before - other.before) > _POINT or abs(one.after - other.after) > _POINT,
        one.rule != other.rule or abs(one.line - other.line) > (_POINT if exact else 12),
        one.new_page != other.new_page,
        bool(one.border_top) != bool(other.border_top) or bool(one.border_bottom) != bool(other.border_bottom),
        one.framed != other.framed,
        one.shading != other.shading,
    )


def _edge(align: str) -> str:
    return {"start": "left", "end": "right"}.get(align, align)


def _unmatched_tables(old: _Side, new: _Side) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of the tables that are new, and of those that are gone."""
    pairs = list(paragraph_pairs(_table_texts(old), _table_texts(new)))
    added = frozenset(j for i, j in pairs if i is None and j is not None)
    return added, frozenset(i for i, j in pairs if j is None and i is not None)


def _reshaped_tables(old: _Side, new: _Side) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of the tables that have other rows or cells, before and now."""
    pairs = [(i, j) for i, j in paragraph_pairs(_table_texts(old), _table_texts(new)) if i is not None and j is not None]
    other = [(i, j) for i, j in pairs if _cells(old.document.tables[i]) != _cells(new.document.tables[j])]
    return frozenset(i for i, _ in other), frozenset(j for _, j in other)


def _cells(table: DocTable) -> list[int]:
    return [len(row.cells) for row in table.rows]


def _table_texts(side: _Side) -> list[str]:
    return [_table_text(table) for table in side.document.tables]


def _table_text(table: DocTable) -> str:
    return "｜".join(text for paragraph in table.paragraphs if (text := paragraph.text.strip(BLANKS)))


def _tables(old: _Side, new: _Side) -> Iterator[FormChange]:
    come, gone = _unmatched_tables(old, new)
    for verb, side, numbers in ((say("多了"), new, come), (say("少了"), old, gone)):
        for number in sorted(numbers):
            table = side.document.tables[number]
            shape = say("{verb}表格（{rows} 行 {columns} 列）", verb=verb, rows=len(table.rows), columns=_columns(table))
            yield FormChange(shape, _table_text(table)[:_SHOWN], _behind_table(side, number))
    for i, j in paragraph_pairs(_table_texts(old), _table_texts(new)):
        if i is not None and j is not None and (words := tuple(_table_words(old.document.tables[i], new.document.tables[j]))):
            yield FormChange(_all(words), _table_text(new.document.tables[j])[:_SHOWN], _behind_table(new, j))


def _behind_table(side: _Side, number: int) -> Message:
    first = next((line for line in side.lines if line.table == number), None)
    return say("“{start}”之后", start=first.behind[:_START]) if first and first.behind else say("开头")


def _columns(table: DocTable) -> int:
    return max((len(row.cells) for row in table.rows), default=0)


def _table_words(one: DocTable, other: DocTable) -> Iterator[Message]:
    before, after = _cells(one), _cells(other)
    if before != after:
        yield say(
            "表格由 {before_rows} 行 {before_columns} 列改成 {rows} 行 {columns} 列（或合并、拆分了单元格）",
            before_rows=len(before), before_columns=_columns(one), rows=len(after), columns=_columns(other),
        )  # fmt: skip
    if one.ruled != other.ruled:
        yield say("改了表格的框线")
    if one.width and other.width and abs(one.width - other.width) > max(_TWIPS, one.width // 20):
        yield say("改了表格的宽度")
    if (one.align or "left") != (other.align or "left") or one.floating != other.floating:
        yield say("改了表格的位置")


def _marginal(old: _Side, new: _Side) -> Iterator[FormChange]:
    """Objects and looks in headers and footers; their texts are read elsewhere."""
    for (story, mine), (_, theirs) in zip_longest(old.margins, new.margins, fillvalue=(NOTHING, ())):
        texts = [[line.text for line in lines] for lines in (mine, theirs)]
        for i, j in paragraph_pairs(*texts):
            if i is not None and j is not None:
                yield from _changed(mine[i], theirs[j])
            elif j is not None:
                yield from (_told(say("多了"), thing, theirs[j].where, "", "") for thing in theirs[j].things)
            elif i is not None and mine[i].things:
                yield from (_told(say("少了"), thing, story, "", "") for thing in mine[i].things)


def _pages(old: WordDocument, new: WordDocument) -> Iterator[FormChange]:
    if len(old.sections) != len(new.sections):
        yield FormChange(say("由 {before} 节改成了 {after} 节", before=len(old.sections), after=len(new.sections)), "", say("页面设置"))
    for number, (one, other) in enumerate(zip(old.sections, new.sections, strict=False), 1):
        words = tuple(_page_words(one, other))
        if words:
            yield FormChange(_all(words), "", say("页面设置，第{number}节", number=number))
    if old.settings.odd_even != new.settings.odd_even:
        yield FormChange(say("改了“奇偶页不同”"), "", say("页面设置"))
    if old.settings.restricted != new.settings.restricted:
        yield FormChange(say("限制了编辑") if new.settings.restricted else say("取消了限制编辑"), "", say("整份文件"))


def _page_words(one: Section, other: Section) -> Iterator[Message]:
    if one.landscape != other.landscape:
        yield say("改了纸张方向")
    elif abs(one.width - other.width) > _TWIPS or abs(one.height - other.height) > _TWIPS:
        yield say("改了纸张大小")
    sides = ("top", "bottom", "left", "right")
    if one.landscape == other.landscape and any(abs(getattr(one, side) - getattr(other, side)) > _TWIPS for side in sides):
        yield say("改了页边距")
    if abs(one.footer - other.footer) > _TWIPS:
        yield say("改了页脚的位置")
    if one.first_differs != other.first_differs:
        yield say("改了“首页不同”")
    for name, tag, attribute, usual in (
        (say("改了分栏"), "cols", "num", "1"), (say("改了页面边框"), "pgBorders", "", ""), (say("改了行号"), "lnNumType", "countBy", ""),
        (say("改了垂直对齐"), "vAlign", "val", "top"), (say("改了文字方向"), "textDirection", "val", "lrTb"),
    ):  # fmt: skip
        if _page_value(one, tag, attribute, usual) != _page_value(other, tag, attribute, usual):
            yield name
    if (one.number_start or "") != (other.number_start or ""):
        yield say("改了起始页码")


def _page_value(section: Section, tag: str, attribute: str, usual: str) -> str:
    found = section.element.find(W + tag) if section.element is not None else None
    if found is None:
        return usual
    return (found.get(W + attribute) or usual) if attribute else str(len(found) > 0)


def _backgrounds(old: WordDocument, new: WordDocument) -> Iterator[FormChange]:
    grounds = [side.root.find(W + "background") for side in (old, new)]
    colours = ["" if each is None else each.get(W + "color") or "" for each in grounds]
    if colours[0] != colours[1]:
        yield FormChange(say("改了页面颜色"), "", say("页面设置"))


def listed(found: Iterable[FormChange]) -> list[tuple[Message, Sequence[FormChange]]]:
    """The differences with equal words together, in the order in which the first of each stands."""
    groups: dict[Message, list[FormChange]] = {}
    for each in found:
        groups.setdefault(each.what, []).append(each)
    return list(groups.items())
