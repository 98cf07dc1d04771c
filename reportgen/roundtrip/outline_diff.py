"""Edited paragraphs in fragments → edits of the outline: sentences changed, added, deleted, moved, topics likewise.

Knows no YAML text and no figure.  Each edited paragraph is first given its *home*, the printed paragraph that most of it
comes from; what has no home is a new paragraph, and so a new topic, because it is the template that makes a paragraph of
each topic.  Within a paragraph the sentences that kept their order stay, and all others are put in after one that stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.message import NOTHING, Message, joined, say
from reportgen.report.model.address import NOWHERE, Address
from reportgen.report.model.grammar import GRAMMAR, GRID, HEADING, LEAD_IN, TOPIC, Content
from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip import whole_parts
from reportgen.roundtrip.attribution import Item, Rebuilt, items
from reportgen.roundtrip.edits import (
    AddSection,
    Edit,
    Insert,
    InsertParagraph,
    MoveSection,
    Remove,
    RemoveSection,
    SetText,
    Step,
    TypedSection,
)
from reportgen.roundtrip.fragments import in_place, led_by, longest_rise
from reportgen.roundtrip.levels import Levels, TypedHeading, typed_section
from reportgen.roundtrip.outline import Outline
from reportgen.roundtrip.printed import PrintedParagraph
from reportgen.roundtrip.table_cells import EMPTY, EditedCells
from reportgen.roundtrip.whole_parts import (
    EditedParagraph,
    Standing,
    as_topic,
    heading_of,
    moved_parts,
    new_part,
    part_of_paragraphs,
    typed_topic,
)

_FIRST = 10_000
_RUNNING = frozenset(key.name for _, key in GRAMMAR.every_key() if key.kind is Content.SENTENCES)
"""The keys behind which sentences stand in a list, so that a paragraph of its own may stand among them."""
"""Weight of beginning with the same sentence when a paragraph looks for its home."""


def structure(
    old: Sequence[PrintedParagraph], rebuilt: Rebuilt, outline: Outline, cells: EditedCells = EMPTY
) -> tuple[list[tuple[int, Edit]], list[str]]:
    """All edits of the outline, each with the number of its edited paragraph (-1: none), and the new paragraphs of
    tables, which are left out."""
    return _Structure(old, rebuilt, outline, cells).run()


class _Structure:
    def __init__(
        self, old: Sequence[PrintedParagraph], rebuilt: Rebuilt, outline: Outline, cells: EditedCells
    ) -> None:
        self.old = old
        self.rebuilt = rebuilt
        self.outline = outline
        self.tables, self.cells, self.standing = cells.tables, cells.homes, cells.blocks
        self.paragraphs = [EditedParagraph(number, list(each)) for number, each in enumerate(rebuilt.paragraphs) if each]
        self.held = [paragraph.sentences for paragraph in old]
        self.home_of = {path: number for number, each in reversed(list(enumerate(self.held))) for path in each}
        self.behind: dict[int, Address] = {}
        self.main: dict[Address, tuple[int, int]] = {}
        self.typed: dict[Address, tuple[list[Item], list[Item]]] = {}
        self.found: list[tuple[int, Edit]] = []
        self.told: set[Address] = set()
        self.count = 0
        self.row: list[Standing] = []
        self.parts: dict[int, Address] = {}
        self.grouped: set[int] = set()
        self.levels = Levels.of(
            (paragraph.text, self.outline.section_of(held[0]).depth)
            for paragraph, held in zip(old, self.held, strict=True)
            if held and held[0].key == HEADING and self.outline.section_of(held[0])
        )
        self.open: tuple[Address, ...] = ()
        self.last = -1
        self.unled = {path for change in rebuilt.template if (path := led_by(old, change)).key == TOPIC}

    def run(self) -> tuple[list[tuple[int, Edit]], list[str]]:
        self._claim()
        self.behind = dict(self._what_follows())
        for paragraph in self.paragraphs:
            paragraph.items = items(in_place(paragraph.fragments, paragraph.home, self.old))
        self._choose_main()
        for paragraph in self.paragraphs:
            paragraph.staying = self._staying(paragraph)
        self.row = [self._standing(paragraph) for paragraph in self.paragraphs]
        self.parts = moved_parts(self.row)
        moved = self._moved_paragraphs()
        ignored = self._inserts(moved)
        self._changes()
        self._deletions()
        return sorted(self.found, key=lambda pair: pair[0]), ignored

    def _next(self) -> int:
        """Numbers what is put in, in the order of the edited text."""
        self.count += 1
        return self.count

    def _add(self, number: int, edit: Edit) -> None:
        self.found.append((number, edit))

    def _claim(self) -> None:
        """Gives each edited paragraph its home; a printed paragraph is the home of one, and a cell's is the cell in its place."""
        scores: list[tuple[int, int, int]] = []
        for paragraph in self.paragraphs:
            weights: Counter[int] = Counter()
            for fragment in paragraph.fragments:
                if fragment.old >= 0:
                    weights[fragment.old] += fragment.kept
            first = next((each for each in paragraph.fragments if each.owner and each.kept), None)
            for number, weight in weights.items():
                led = first is not None and self.held[number][:1] == (first.owner,)
                scores.append((weight + (_FIRST if led else 0), -paragraph.number, number))
        by_number = {paragraph.number: paragraph for paragraph in self.paragraphs}
        taken: set[int] = set(self.cells.values())
        for number, home in self.cells.items():
            by_number[number].home = home
        for score, place, number in sorted(scores, reverse=True):
            paragraph = by_number[-place]
            if score and paragraph.home < 0 and number not in taken:
                paragraph.home = number
                taken.add(number)

    def _what_follows(self) -> Iterator[tuple[int, Address]]:
        """For each paragraph by its number what the next one that has a home begins with."""
        after = NOWHERE
        for paragraph in reversed(self.paragraphs):
            yield paragraph.number, after
            if paragraph.home >= 0 and self.held[paragraph.home]:
                after = self.held[paragraph.home][0]

    def _choose_main(self) -> None:
        """Of several stretches of one sentence the one in its own paragraph, else the longest, stays that sentence."""
        best: dict[Address, tuple[bool, int]] = {}
        for paragraph in self.paragraphs:
            for number, item in enumerate(paragraph.items):
                score = (paragraph.home == self.home_of.get(item.path, -2), item.kept)
                if item.path and (item.path not in best or score > best[item.path]):
                    best[item.path] = score
                    self.main[item.path] = (paragraph.number, number)

    def _is_main(self, paragraph: EditedParagraph, number: int) -> bool:
        return self.main.get(paragraph.items[number].path) == (paragraph.number, number)

    def _staying(self, paragraph: EditedParagraph) -> set[int]:
        """The items that kept their order within their home."""
        if paragraph.home < 0:
            return set()
        order = {path: place for place, path in enumerate(self.held[paragraph.home])}
        held = [
            (number, order[item.path])
            for number, item in enumerate(paragraph.items)
            if item.path in order and self._is_main(paragraph, number) and not self._is_demoted(paragraph, number)
        ]
        kept = longest_rise([place for _, place in held], [paragraph.items[number].kept + 1 for number, _ in held])
        return {held[each][0] for each in kept}

    def _is_demoted(self, paragraph: EditedParagraph, number: int) -> bool:
        """Whether a 话题 no longer stands at the head of its paragraph with its own full stop."""
        item = paragraph.items[number]
        if item.path.key != TOPIC:
            return False
        led = self.held[paragraph.home][0] == item.path
        return item.path in self.unled or (led and number > 0)

    def _moved_paragraphs(self) -> set[int]:
        """Edited paragraphs whose home stood elsewhere in the order; headings weigh most, so that topics move.  A table stands
        where its first cell does."""
        going = {each.section for each in self.row if each.number in self.parts}
        first = {self.held[home][0].block: number for number, home in sorted(self.cells.items(), reverse=True) if self.held[home]}
        homes = [
            self.paragraphs[place]
            for place, each in enumerate(self.row)
            if each.home >= 0 and not any(each.section.within(section) for section in going)
            and (each.number not in self.cells or each.number in first.values())
        ]  # fmt: skip
        weights = [self._weight(paragraph.home) for paragraph in homes]
        kept = longest_rise([paragraph.home for paragraph in homes], weights)
        return {paragraph.number for number, paragraph in enumerate(homes) if number not in kept}

    def _weight(self, home: int) -> int:
        """A heading stays before all else, a topic before a 总起."""
        if self._is_heading(home):
            return 1000
        return 2 if self._topic(home) else 1

    def _standing(self, paragraph: EditedParagraph) -> Standing:
        home = paragraph.home
        paths = self.held[home] if home >= 0 else ()
        text = "".join(fragment.shown for fragment in paragraph.fragments)
        section = self.outline.section_of(paths[-1]) if paths else NOWHERE
        return Standing(paragraph.number, section, home, home >= 0 and self._is_heading(home), text)

    def _move_part(self, paragraph: EditedParagraph) -> None:
        path = self.outline.section_of(self.held[paragraph.home][-1])
        anchor = self.parts[paragraph.number]
        where = say("{place}之后", place=self.outline.where(anchor.to(HEADING))) if anchor else say("最前面")
        step = MoveSection(path, self.outline.parent_of(path), anchor, self._next())
        old, place = self.old[paragraph.home].text, self.outline.place_of(path.to(HEADING))
        kind = kinds.PART_MOVED if path.depth == 1 else kinds.TOPIC_MOVED
        self._add(paragraph.number, Edit(kind, old, say("移到{place}", place=where), NOTHING, place, steps=(step,)))

    def _is_heading(self, home: int) -> bool:
        return self.held[home][-1:] != () and self.held[home][-1].key == HEADING

    def _topic(self, home: int) -> Address:
        """The topic that a printed paragraph is, if it is one."""
        topics = {self.outline.topic_of(path) for path in self.held[home]}
        return topics.pop() if len(topics) == 1 else NOWHERE

    def _inserts(self, moved: set[int]) -> list[str]:
        """Goes through the edited paragraphs, knowing after which section of which other they stand."""
        ignored: list[str] = []
        parent = anchor = NOWHERE
        for paragraph in self.paragraphs:
            if paragraph.number in self.grouped:
                continue
            if paragraph.home < 0:
                if paragraph.number in self.tables and all(not item.path for item in paragraph.items):
                    ignored.append("".join(item.shown for item in paragraph.items))
                else:
                    self._new_paragraph(paragraph, parent, anchor)
                continue
            self._into(paragraph)
            if paragraph.number in self.parts:
                self._move_part(paragraph)
            if paragraph.number in moved and paragraph.number in self.cells:
                self._move_table(paragraph)
            elif paragraph.number in moved:
                self._move(paragraph, self._topic(paragraph.home), parent, anchor)
            elif self.held[paragraph.home] and not self._relevelled(paragraph):
                parent, anchor = self._behind(paragraph.home)
                self.last, self.open = paragraph.home, self.outline.around(self.held[paragraph.home][-1])
        return ignored

    def _relevelled(self, paragraph: EditedParagraph) -> bool:
        """A heading whose number is now that of another depth: its section stands in another, after what was there before it."""
        first = self.held[paragraph.home][0]
        section, shown = self.outline.section_of(first), "".join(fragment.shown for fragment in paragraph.fragments)
        depth = self.levels.depth(shown)
        if first.key != HEADING or depth < 2 or section.depth < 2 or self.levels.depth(self.old[paragraph.home].text) in (0, depth):
            return False
        around = [each for each in self.open if not each.within(section)]
        if len(around) < depth - 1:
            return False
        parent, anchor = around[depth - 2], around[depth - 1] if len(around) >= depth else NOWHERE
        where = self.outline.beside(parent, anchor)
        step = MoveSection(section, parent, anchor, self._next())
        new = say("{paragraph}（移到{place}）", paragraph=shown, place=where)
        old, place = self.old[paragraph.home].text, self.outline.place_of(first)
        edit = Edit(kinds.TOPIC_MOVED, old, new, self.outline.where(first), place, steps=(step,))
        self._add(paragraph.number, edit)
        self.last, self.open = paragraph.home, (*around[: depth - 1], section)
        return True

    def _behind(self, home: int) -> tuple[Address, Address]:
        """In which section, and after which of those in it, a new one stands that follows a printed paragraph."""
        topic = self._topic(home)
        if not topic:
            return self.outline.part_of(self.held[home][-1]), NOWHERE
        return (topic, NOWHERE) if self._is_heading(home) else (self.outline.parent_of(topic), topic)

    def _move(self, paragraph: EditedParagraph, topic: Address, parent: Address, anchor: Address) -> None:
        shown = "".join(fragment.shown for fragment in paragraph.fragments)
        where = self.outline.beside(parent, anchor)
        if self._move_paragraph(paragraph, topic):
            return
        if not topic and parent and self._is_opening(paragraph):
            self._move_opening(paragraph, parent, anchor)
            return
        if not topic or not parent:
            reason = say("这一段的位置由模板和部分的顺序决定，要移动请改输入文件里“部分”的顺序")
            self._add(paragraph.number, Edit(kinds.LAYOUT, shown, say("移到{place}", place=where), reason=reason, note=say("移动")))
            return
        place = self.outline.first_place(topic)
        depth = self.levels.depth(shown) if self.held[paragraph.home][0].key == HEADING else 0
        depth = depth if depth > 1 else topic.depth
        if 1 < depth <= len(self.open) + 1:
            parent, anchor = self.open[depth - 2], self.open[depth - 1] if len(self.open) >= depth else NOWHERE
            where = self.outline.beside(parent, anchor)
        step = MoveSection(topic, parent, anchor, self._next())
        where_from = self.outline.where(topic.to(TOPIC))
        self._add(paragraph.number, Edit(kinds.TOPIC_MOVED, shown, say("移到{place}", place=where), where_from, place, steps=(step,)))

    def _move_table(self, paragraph: EditedParagraph) -> None:
        path = self.held[paragraph.home][0]
        reason = say("这张表挪了地方；请在输入文件里把“- {key}:”那一项挪过去", key=GRID)
        where, place = self.outline.where(path.block.to(GRID)), self.outline.place_of(path)
        self._add(paragraph.number, Edit(kinds.GRID, "", self.old[paragraph.home].text, where, place, reason=reason))

    def _move_paragraph(self, paragraph: EditedParagraph, topic: Address) -> bool:
        """A paragraph that is not all of a section, and stands where a paragraph of its own may stand."""
        paths = [path for path in self.held[paragraph.home] if path in self.outline.spots]
        whole = set(self.outline.within(topic)) <= set(paths) if topic else False
        place = self._beside(paragraph)
        if not paths or whole or place is None or not all(self._may_hold(path) for path in paths):
            return False
        shown = "".join(fragment.shown for fragment in paragraph.fragments)
        gone = tuple(Remove(path, self.outline.spots[path].scalar.text) for path in paths)
        raws = tuple(item.raw for item in paragraph.items)
        step = InsertParagraph(place[0], raws, place[1], self._next())
        words, where = say("移到{place}", place=self.outline.where(place[0])), self.outline.where(paths[0])
        edit = Edit(kinds.TOPIC_MOVED, shown, words, where, self.outline.place_of(paths[0]), steps=(step, *gone))
        self._add(paragraph.number, kinds.checked(edit, "".join(raws)))
        return True

    def _beside(self, paragraph: EditedParagraph) -> tuple[Address, bool] | None:
        """The sentence that a paragraph stands behind (or before: True), where one of its own may stand."""
        path = self.held[self.last][-1] if self.last >= 0 else NOWHERE
        if self._may_hold(path):
            return (path, False) if self._has_own(path) else None
        after = self.behind.get(paragraph.number, NOWHERE)
        same = path and after.section == path.section
        return (after, True) if same and self._may_hold(after) and self._has_own(after) else None

    def _may_hold(self, path: Address) -> bool:
        return path in self.outline.spots and (bool(path.block) or path.key in _RUNNING)

    def _has_own(self, path: Address) -> bool:
        """Whether a paragraph beside a sentence is one of the list that it stands in, and no topic: topics stand for paragraphs."""
        section = self.outline.section_of(path)
        if section.to(TOPIC) in self.outline.spots:
            home = self.home_of.get(path, -1)
            return home >= 0 and len({self.outline.section_of(each) for each in self.held[home]}) > 1
        led = (each for each in self.outline.sections if each.within(section) and each.to(TOPIC) in self.outline.spots)
        return path.key != LEAD_IN or not any(led)

    def _is_opening(self, paragraph: EditedParagraph) -> bool:
        """Whether it is all of a 总起, with nothing put into it from elsewhere."""
        inside = all(path.key == LEAD_IN for path in self.held[paragraph.home])
        return inside and len(paragraph.staying) == len(paragraph.items) > 0

    def _move_opening(self, paragraph: EditedParagraph, part: Address, anchor: Address) -> None:
        paths = self.held[paragraph.home]
        sentences = tuple(item.raw for item in paragraph.items)
        gone = tuple(Remove(path, self.outline.spots[path].scalar.text) for path in paths if path in self.outline.spots)
        words, where = say("移到{place}", place=self.outline.beside(part, anchor)), self.outline.where(paths[0])
        steps: tuple[Step, ...] = (AddSection(part, anchor, typed_topic("", sentences), self._next()), *gone)
        old, place = self.old[paragraph.home].text, self.outline.place_of(paths[0])
        edit = Edit(kinds.TOPIC_MOVED, old, words, where, place, steps=steps, note=whole_parts.OPENING_MOVED)
        self._add(paragraph.number, kinds.checked(edit, "".join(sentences)))

    def _into(self, paragraph: EditedParagraph) -> None:
        """Sentences that were put into a paragraph: typed ones, and ones from elsewhere."""
        for number, item in enumerate(paragraph.items):
            if number in paragraph.staying or self._is_repeated(paragraph, item):
                continue
            before = next((place for place in range(number - 1, -1, -1) if place in paragraph.staying), None)
            after = next(
                (place for place in range(number + 1, len(paragraph.items)) if place in paragraph.staying), None
            )
            place = before if before is not None else after
            if place is None:
                self._homeless(paragraph, item)
                continue
            anchor = paragraph.items[place].path
            ahead = before is None
            if self._takes_lines(anchor):
                self._insert(
                    paragraph.number,
                    item,
                    (Insert(anchor, item.raw, ahead, self._next()),),
                    anchor,
                    self._is_main(paragraph, number),
                )
            else:
                sides = self.typed.setdefault(anchor, ([], []))
                sides[0 if ahead else 1].append(item)

    def _is_repeated(self, paragraph: EditedParagraph, item: Item) -> bool:
        """Whether it is a sentence that is printed in several places, here as it was or as in the place that it is known by."""
        number, place = self.main.get(item.path, (paragraph.number, 0))
        if not item.path or number == paragraph.number or item.path not in self.held[paragraph.home]:
            return False
        pieces = [piece for piece in self.old[paragraph.home].pieces if piece.path == item.path]
        printed = "".join(self.old[paragraph.home].text[piece.start : piece.end] for piece in pieces)
        there = next((each for each in self.paragraphs if each.number == number), None)
        return item.shown == printed or (there is not None and item.raw == there.items[place].raw)

    def _homeless(self, paragraph: EditedParagraph, item: Item) -> None:
        """A paragraph all of whose sentences went elsewhere or were typed anew: put where its first sentence was."""
        anchor = self.held[paragraph.home][0] if self.held[paragraph.home] else NOWHERE
        if anchor and self._takes_lines(anchor):
            self._insert(paragraph.number, item, (Insert(anchor, item.raw, order=self._next()),), anchor, False)
        else:
            strange = [each for each in paragraph.items if not self._is_repeated(paragraph, each)]
            if item is not strange[0]:
                return  # told with the first: what the paragraph reads now, as a whole
            reason = say("这一段的文字由模板决定，不在输入文件里")
            now = "".join(each.shown for each in paragraph.fragments)
            self._add(paragraph.number, Edit(kinds.TEMPLATE, self.old[paragraph.home].text, now, reason=reason))

    def _takes_lines(self, anchor: Address) -> bool:
        spot = self.outline.spots.get(anchor)
        return spot is not None and (spot.is_listed or anchor.key == TOPIC)

    def _insert(self, number: int, item: Item, steps: tuple[Step, ...], anchor: Address, main: bool) -> None:
        where = self.outline.where(anchor)
        spot = self.outline.spots[anchor]
        if main and item.path in self.outline.spots:
            own = self.outline.spots[item.path]
            removal: tuple[Step, ...] = (Remove(item.path, own.scalar.text),)
            same = item.raw == own.scalar.text and item.shown == self._shown(item.path)
            note = NOTHING if same else say("同时改为：{sentence}", sentence=item.shown)
            edit = Edit(kinds.LEAD, self._shown(item.path), item.shown, self.outline.where(item.path), own.place,
                        steps=(*removal, *steps), also=(spot.place,), note=note)  # fmt: skip
            if item.path not in self.unled:
                edit = replace(edit, kind=kinds.MOVED, new=say("移到{place}", place=where), goal=where)
        else:
            edit = Edit(kinds.ADDED, "", item.shown, where, spot.place, steps=steps)
        self._add(number, kinds.checked(edit, item.raw))

    def _shown(self, path: Address) -> str:
        home = self.home_of.get(path)
        if home is None:
            return self.outline.spots[path].scalar.text if path in self.outline.spots else ""
        paragraph = self.old[home]
        return "".join(paragraph.text[piece.start : piece.end] for piece in paragraph.pieces if piece.path == path)

    def _new_paragraph(self, paragraph: EditedParagraph, part: Address, anchor: Address) -> None:
        shown = "".join(fragment.shown for fragment in paragraph.fragments)
        where = self.outline.beside(part, anchor)
        reason = NOTHING
        if heading_of(shown):
            self._new_part(paragraph, part)
            return
        if self._new_section(paragraph):
            return
        beside = self._beside(paragraph)
        if beside is not None and not self._takes_sections(paragraph):
            self._new_own(paragraph, beside)
            return
        if not part:
            reason = whole_parts.ONE_OPENING
        lead, sentences = as_topic(paragraph.items)
        steps: tuple[Step, ...] = (AddSection(part, anchor, typed_topic(lead, sentences), self._next()),)
        for number, item in enumerate(paragraph.items):
            if item.path in self.outline.spots and self._is_main(paragraph, number):
                steps = (*steps, Remove(item.path, self.outline.spots[item.path].scalar.text))
        place = self.outline.first_place(anchor) if anchor else self.outline.place_of(part.to(HEADING))
        note = self._from_elsewhere([paragraph])
        edit = Edit(kinds.TOPIC_ADDED, "", shown, where, place, reason=reason, steps=() if reason else steps, note=note)
        self._add(paragraph.number, kinds.checked(edit, lead + "".join(sentences)))

    def _takes_sections(self, paragraph: EditedParagraph) -> bool:
        """Whether a new paragraph has a heading or a 话题, or sentences of several sections: no sentences of one section."""
        paths = [item.path for item in paragraph.items if item.path in self.outline.spots]
        return any(path.key in (TOPIC, HEADING) for path in paths) or len({self.outline.section_of(path) for path in paths}) > 1

    def _new_own(self, paragraph: EditedParagraph, beside: tuple[Address, bool]) -> None:
        """A new paragraph among the sentences of a list."""
        raws = tuple(item.raw for item in paragraph.items)
        step = InsertParagraph(beside[0], raws, beside[1], self._next())
        where, place = self.outline.where(beside[0]), self.outline.place_of(beside[0])
        shown = "".join(item.shown for item in paragraph.items)
        note = self._from_elsewhere([paragraph])
        edit = Edit(kinds.TOPIC_ADDED, "", shown, where, place, steps=(step, *self._taken([paragraph])), note=note)
        self._add(paragraph.number, kinds.checked(edit, "".join(raws)))

    def _taken(self, group: Sequence[EditedParagraph]) -> tuple[Step, ...]:
        """The sentences that new paragraphs took from elsewhere go there."""
        taken = [item.path for each in group for number, item in enumerate(each.items) if self._is_main(each, number)]
        return tuple(Remove(path, self.outline.spots[path].scalar.text) for path in taken if path in self.outline.spots)

    def _from_elsewhere(self, group: Sequence[EditedParagraph]) -> Message:
        """That new paragraphs hold sentences that stood elsewhere, and how those read there, where they read otherwise."""
        if not any(item.path for each in group for item in each.items):
            return NOTHING
        moved = [item for each in group for number, item in enumerate(each.items) if self._is_main(each, number)]
        before = [was for item in moved if (was := self._shown(item.path)) not in ("", item.shown)]
        other = tuple(say("“{sentence}”", sentence=was) for was in before)
        if other:
            return say("其中有从别处移来或分出来的文字，原文是{sentences}", sentences=other)
        return say("其中有从别处移来或分出来的文字")

    def _new_section(self, paragraph: EditedParagraph) -> bool:
        """A new heading with a number of some depth, and the new paragraphs that follow it."""
        heading = self.levels.heading([item.raw for item in paragraph.items])
        if heading is None or not 1 < heading.depth <= len(self.open) + 1:
            return False
        group = [paragraph]
        for each in self.paragraphs[self.paragraphs.index(paragraph) + 1 :]:
            inner = self.levels.depth("".join(item.shown for item in each.items))
            if each.home >= 0 or each.number in self.tables or each.number in self.grouped or 0 < inner <= heading.depth:
                break
            group.append(each)
        self.grouped |= {each.number for each in group}
        section = self._typed(heading, group[1:])
        parent = self.open[heading.depth - 2]
        anchor = self.open[heading.depth - 1] if len(self.open) >= heading.depth else NOWHERE
        shown = "\n".join("".join(item.shown for item in each.items) for each in group)
        place = self.outline.first_place(anchor or parent)
        steps = (AddSection(parent, anchor, section, self._next()), *self._taken(group))
        where, note = self.outline.beside(parent, anchor), self._from_elsewhere(group)
        edit = Edit(kinds.TOPIC_ADDED, "", shown, where, place, steps=steps, note=note)
        self._add(paragraph.number, kinds.checked(edit, "".join(item.raw for each in group for item in each.items)))
        return True

    def _typed(self, heading: TypedHeading, below: Sequence[EditedParagraph]) -> TypedSection:
        """A typed section of its heading and the paragraphs below it, of which some are headings of sections in it."""
        raws = [tuple(item.raw for item in each.items) for each in below]
        headings = [self.levels.heading(each) for each in raws]
        starts = [place for place, each in enumerate(headings) if each is not None and each.depth == heading.depth + 1]
        inner = [
            self._typed(found, below[start + 1 : end])
            for start, end in zip(starts, [*starts[1:], len(below)], strict=False)
            if (found := headings[start]) is not None
        ]
        return typed_section(heading, raws[: starts[0]] if starts else raws, inner)

    def _new_part(self, paragraph: EditedParagraph, part: Address) -> None:
        """A new heading with the new paragraphs that follow it."""
        held = {each.number: each for each in self.paragraphs}
        numbers = new_part(self.row, paragraph.number)
        shown = "".join(item.shown for item in paragraph.items)
        where = say("{place}之后", place=self.outline.where(part.to(HEADING))) if part else say("最前面")
        if numbers == (-1,):
            reason = whole_parts.UNCLEAR
            self._add(paragraph.number, Edit(kinds.PART_ADDED, "", shown, where, reason=reason))
            return
        self.grouped |= set(numbers)
        group = [paragraph, *(held[number] for number in numbers)]
        made = part_of_paragraphs([each.items for each in group], part, self._next())
        words = "\n".join("".join(item.shown for item in each.items) for each in group)
        steps = (made, *self._taken(group))
        place, note = self.outline.place_of(part.to(HEADING)), self._from_elsewhere(group)
        edit = Edit(kinds.PART_ADDED, "", words, where, place, steps=steps, note=note)
        self._add(paragraph.number, kinds.checked(edit, "".join(item.raw for each in group for item in each.items)))

    def _changes(self) -> None:
        """Sentences that stayed and read otherwise."""
        by_number = {paragraph.number: paragraph for paragraph in self.paragraphs}
        for path, (number, place) in self.main.items():
            paragraph = by_number[number]
            if place not in paragraph.staying or path not in self.outline.spots:
                continue
            ahead, behind = self.typed.get(path, ([], []))
            raw = "".join(item.raw for item in (*ahead, paragraph.items[place], *behind))
            shown = "".join(item.shown for item in (*ahead, paragraph.items[place], *behind))
            spot = self.outline.spots[path]
            if raw != spot.scalar.text:
                step = SetText(path, spot.scalar.text, raw)
                gone = [self._removal(item) for item in (*ahead, *behind) if item.path]
                steps: tuple[Step, ...] = (step, *(each for each in gone if each))
                edit = Edit(kinds.kind_of(path), self._shown(path), shown, self.outline.where(path), spot.place, steps=steps)
                self._add(number, kinds.checked(edit, raw))

    def _removal(self, item: Item) -> Step | None:
        spot = self.outline.spots.get(item.path)
        return Remove(item.path, spot.scalar.text) if spot and self.main.get(item.path) else None

    def _deletions(self) -> None:
        """Sentences that are nowhere any more; a section all of whose sentences are gone goes as a whole."""
        claimed = {paragraph.home: paragraph.number for paragraph in self.paragraphs if paragraph.home >= 0}
        gone = self._gone(claimed)
        for home, printed in enumerate(self.old):
            lost = [path for path in self.held[home] if path not in self.main and path in self.outline.spots]
            if (not lost and home in claimed) or any(lost and lost[0].within(section) for section in gone):
                continue
            number = claimed[home] if home in claimed else self._near(claimed, home)
            topic = self._topic(home)
            within = set(self.outline.within(topic)) if topic and home not in claimed else set()
            if within and within <= set(self.held[home]):
                self._topic_gone(number, topic, within, printed.text)
                continue
            for path in lost:
                if not self._table_gone(number, path):
                    self._add(number, self._deleted(path))
        for home, path in self._gone_from_one(claimed):
            self._add(claimed[home], self._deleted_here(home, path))
        for section in gone:
            self._section_gone(section, claimed)

    def _table_gone(self, number: int, path: Address) -> bool:
        """A table of which no cell is left, once: the input goes on with it unless its title and its note went too."""
        inside = [each for each in self.outline.within(path.block) if path.block]
        cells = [each for each in inside if each.cell is not None]
        kept = any(each in self.main for each in inside)
        if not cells or path.block in self.standing or any(each in self.main for each in cells) or (kept and path.cell is None):
            return False
        if path.block not in self.told:
            self.told.add(path.block)
            words = "｜".join(self.outline.spots[each].scalar.text for each in cells)
            steps = () if kept else tuple(Remove(each, self.outline.spots[each].scalar.text) for each in inside)
            reason = say("这张表删去了，它的标题或注还在；不要这张表，请在输入文件里删去“- {key}:”那一项", key=GRID) if kept else NOTHING
            where, place = self.outline.where(path.block.to(GRID)), self.outline.place_of(cells[0])
            self._add(number, Edit(kinds.GRID, words, "", where, place, reason=reason, steps=steps))
        return True

    def _gone_from_one(self, claimed: Mapping[int, int]) -> Iterator[tuple[int, Address]]:
        """The sentences that were printed in several paragraphs and stand in fewer of them now, with a paragraph that they are gone
        from and that is still there."""
        printed = Counter(path for held in self.held for path in set(held))
        here = {each.number: {item.path for item in each.items} for each in self.paragraphs}
        now = Counter(path for paths in here.values() for path in paths)
        fewer = {path for path, count in printed.items() if 0 < now[path] < count}
        for home, number in claimed.items() if fewer else ():
            gone = (path for path in self.held[home] if path in fewer and path not in here[number])
            yield from ((home, path) for path in gone if path in self.main)

    def _deleted_here(self, home: int, path: Address) -> Edit:
        pieces = [piece for piece in self.old[home].pieces if piece.path == path]
        words = "".join(self.old[home].text[piece.start : piece.end] for piece in pieces)
        where, place = say("“{paragraph}”一段", paragraph=self.old[home].text[:20]), self.outline.place_of(path)
        return Edit(kinds.DELETED, words, "", where, place, reason=say("同样的字别处还印着，单独删不掉；不要它，请改“版式”或模板"))

    def _gone(self, claimed: Mapping[int, int]) -> list[Address]:
        """The sections with a heading of which nothing is left, the outermost of those in one another."""
        found: list[Address] = []
        for home, paths in enumerate(self.held):
            if home in claimed or not self._is_heading(home) or not (section := self.outline.section_of(paths[-1])):
                continue
            inside = self.outline.within(section)
            homes = [self.home_of[path] for path in inside if path in self.home_of]
            if not any(section.within(outer) for outer in found) and not any(path in self.main for path in inside):
                found += [section] if not any(each in claimed for each in homes) else []
        return found

    def _section_gone(self, section: Address, claimed: Mapping[int, int]) -> None:
        """A whole section, with its heading, in one edit."""
        inside = self.outline.within(section)
        homes = sorted({self.home_of[path] for path in inside if path in self.home_of})
        unseen = sum(1 for path in inside if path not in self.home_of)
        note = say("里面没有印出来的 {count} 句也一同删去", count=unseen) if unseen else NOTHING
        words = "\n".join(self.old[home].text for home in homes)
        kind = kinds.PART_DELETED if section.depth == 1 else kinds.TOPIC_DELETED
        where, place = self.outline.where(section.to(HEADING)), self.outline.place_of(section.to(HEADING))
        number = self._near(claimed, homes[0])
        self._add(number, Edit(kind, words, "", where, place, steps=(RemoveSection(section),), note=note))

    def _topic_gone(self, number: int, topic: Address, within: set[Address], text: str) -> None:
        """A topic whose paragraph is gone: deleted, or joined to others, and then its sentences go only together with
        it, so that taking the one edit and leaving the other can lose nothing."""
        takes = [pair for pair in self.found if any(isinstance(s, Remove) and s.path in within for s in pair[1].steps)]
        self.found = [pair for pair in self.found if pair not in takes]
        steps = (*(step for _, edit in takes for step in edit.steps), RemoveSection(topic))
        where, place = self.outline.where(topic.to(TOPIC)), self.outline.first_place(topic)
        if not takes:
            self._add(number, Edit(kinds.TOPIC_DELETED, text, "", where, place, steps=steps))
            return
        goals = [edit.goal or edit.where for _, edit in takes]
        goal = max(goals, key=goals.count)
        taken = {step.path for step in steps if isinstance(step, Remove)}
        joined_to = say("并到{place}", place=goal)
        if within - taken:
            joined_to = say("并到{place}，其余文字删去", place=goal)
        told = tuple(words for _, edit in takes if (words := _of_one(edit, goal)))
        note = say("{sentences}", sentences=joined(told, "；")) if told else NOTHING
        self._add(takes[0][0], Edit(kinds.TOPIC_JOINED, text, joined_to, where, place, steps=steps, note=note))

    def _near(self, claimed: Mapping[int, int], home: int) -> int:
        return max((number for place, number in claimed.items() if place < home), default=-1)

    def _deleted(self, path: Address) -> Edit:
        spot = self.outline.spots[path]
        last = path.key
        reason = say("“{key}”不能没有；要删去整个部分，请改输入文件", key=last) if last == HEADING and not path.block else NOTHING
        steps: tuple[Step, ...] = () if reason else (Remove(path, spot.scalar.text),)
        return Edit(
            kinds.DELETED, self._shown(path), "", self.outline.where(path), spot.place, reason=reason, steps=steps
        )


def _of_one(edit: Edit, goal: Message) -> Message:
    """What is to be said of one sentence of a topic that was joined to others: that it went elsewhere, that it reads otherwise."""
    place = edit.goal or edit.where
    if place != goal:
        words = say("“{sentence}”移到{place}", sentence=edit.old or edit.new, place=place)
        return say("{moved}，{note}", moved=words, note=edit.note) if edit.note else words
    if edit.kind in (kinds.MOVED, kinds.LEAD):
        return edit.note
    return say("“{sentence}”改为“{edited}”", sentence=edit.old, edited=edit.new) if edit.old else NOTHING
