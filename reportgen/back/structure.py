"""Edited paragraphs in fragments → edits of the outline: sentences changed, added, deleted, moved, topics likewise.

Knows no YAML text and no figure.  Each edited paragraph is first given its *home*, the printed paragraph that most of it
comes from; what has no home is a new paragraph, and so a new topic, because it is the template that makes a paragraph of
each topic.  Within a paragraph the sentences that kept their order stay, and all others are put in after one that stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from reportgen.back import edits as kinds
from reportgen.back.edits import AddTopic, Edit, Insert, MoveTopic, Remove, RemoveTopic, SetText, Step
from reportgen.back.outline import Outline
from reportgen.back.placing import in_place, led_by, longest_rise
from reportgen.back.printed import PrintedParagraph
from reportgen.back.rebuilding import Fragment, Item, Rebuilt, items
from reportgen.problem import TextPlace
from reportgen.records import field, mutable, replace

_FIRST = 10_000
"""Weight of beginning with the same sentence when a paragraph looks for its home."""
_NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")
_LEAD = re.compile(r"^[^。，；：、！？]{4,20}。")


@mutable
class _Paragraph:
    """An edited paragraph on its way: its home (-1: none) and its sentences."""

    number: int
    fragments: list[Fragment]
    home: int = -1
    items: list[Item] = field(default_factory=list)
    staying: set[int] = field(default_factory=set)


def structure(
    old: Sequence[PrintedParagraph], rebuilt: Rebuilt, outline: Outline, tables: frozenset[int] = frozenset()
) -> tuple[list[tuple[int, Edit]], list[str]]:
    """All edits of the outline, each with the number of its edited paragraph (-1: none), and the new paragraphs of
    tables, which are left out."""
    return _Structure(old, rebuilt, outline, tables).run()


class _Structure:
    def __init__(
        self, old: Sequence[PrintedParagraph], rebuilt: Rebuilt, outline: Outline, tables: frozenset[int]
    ) -> None:
        self.old = old
        self.rebuilt = rebuilt
        self.outline = outline
        self.tables = tables
        self.paragraphs = [_Paragraph(number, list(each)) for number, each in enumerate(rebuilt.paragraphs) if each]
        self.held = [paragraph.sentences for paragraph in old]
        self.within: dict[str, list[str]] = {}
        for path in outline.spots:
            self.within.setdefault(outline.topic_of(path), []).append(path)
        self.home_of = {path: number for number, each in reversed(list(enumerate(self.held))) for path in each}
        self.main: dict[str, tuple[int, int]] = {}
        self.typed: dict[str, tuple[list[Item], list[Item]]] = {}
        self.found: list[tuple[int, Edit]] = []
        self.count = 0
        self.unled = {path for change in rebuilt.template if (path := led_by(old, change)).endswith(".话题")}

    def run(self) -> tuple[list[tuple[int, Edit]], list[str]]:
        self._claim()
        for paragraph in self.paragraphs:
            paragraph.items = items(in_place(paragraph.fragments, paragraph.home, self.old))
        self._choose_main()
        for paragraph in self.paragraphs:
            paragraph.staying = self._staying(paragraph)
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
        """Gives each edited paragraph its home; a printed paragraph is the home of one."""
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
        taken: set[int] = set()
        for score, place, number in sorted(scores, reverse=True):
            paragraph = by_number[-place]
            if score and paragraph.home < 0 and number not in taken:
                paragraph.home = number
                taken.add(number)

    def _choose_main(self) -> None:
        """Of several stretches of one sentence the one in its own paragraph, else the longest, stays that sentence."""
        best: dict[str, tuple[bool, int]] = {}
        for paragraph in self.paragraphs:
            for number, item in enumerate(paragraph.items):
                score = (paragraph.home == self.home_of.get(item.path, -2), item.kept)
                if item.path and (item.path not in best or score > best[item.path]):
                    best[item.path] = score
                    self.main[item.path] = (paragraph.number, number)

    def _is_main(self, paragraph: _Paragraph, number: int) -> bool:
        return self.main.get(paragraph.items[number].path) == (paragraph.number, number)

    def _staying(self, paragraph: _Paragraph) -> set[int]:
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

    def _is_demoted(self, paragraph: _Paragraph, number: int) -> bool:
        """Whether a 话题 no longer stands at the head of its paragraph with its own full stop."""
        item = paragraph.items[number]
        if not item.path.endswith(".话题"):
            return False
        led = self.held[paragraph.home][0] == item.path
        return item.path in self.unled or (led and number > 0)

    def _moved_paragraphs(self) -> set[int]:
        """Edited paragraphs whose home stood elsewhere in the order; headings weigh most, so that topics move."""
        homes = [paragraph for paragraph in self.paragraphs if paragraph.home >= 0]
        weights = [1000 if self._is_heading(paragraph.home) else 1 for paragraph in homes]
        kept = longest_rise([paragraph.home for paragraph in homes], weights)
        return {paragraph.number for number, paragraph in enumerate(homes) if number not in kept}

    def _is_heading(self, home: int) -> bool:
        return self.held[home][-1:] != () and self.held[home][-1].endswith("标题")

    def _topic(self, home: int) -> str:
        """The topic that a printed paragraph is, if it is one."""
        topics = {self.outline.topic_of(path) for path in self.held[home]}
        return topics.pop() if len(topics) == 1 else ""

    def _inserts(self, moved: set[int]) -> list[str]:
        """Goes through the edited paragraphs, knowing after which topic of which part they stand."""
        ignored: list[str] = []
        part = anchor = ""
        for paragraph in self.paragraphs:
            topic = self._topic(paragraph.home) if paragraph.home >= 0 else ""
            if paragraph.home < 0:
                if paragraph.number in self.tables and all(not item.path for item in paragraph.items):
                    ignored.append("".join(item.shown for item in paragraph.items))
                else:
                    self._new_paragraph(paragraph, part, anchor)
                continue
            self._into(paragraph)
            if paragraph.number in moved:
                self._move(paragraph, topic, part, anchor)
            else:
                paths = self.held[paragraph.home]
                part = self.outline.part_of(paths[-1]) if paths else part
                anchor = topic
        return ignored

    def _move(self, paragraph: _Paragraph, topic: str, part: str, anchor: str) -> None:
        shown = "".join(fragment.shown for fragment in paragraph.fragments)
        where = self._where(part, anchor)
        if not topic or not part:
            reason = "这一段的位置由模板和部分的顺序决定，要移动请改输入文件里“部分”的顺序"
            self._add(paragraph.number, Edit(kinds.LAYOUT, shown, f"移到{where}", reason=reason, note="移动"))
            return
        place = self._first_place(topic)
        step = MoveTopic(topic, part, anchor, self._next())
        where_from = self.outline.where(f"{topic}.话题")
        self._add(paragraph.number, Edit(kinds.TOPIC_MOVED, shown, f"移到{where}", where_from, place, steps=(step,)))

    def _where(self, part: str, anchor: str) -> str:
        if not part:
            return "开头"
        return (
            f"{self.outline.where(f'{anchor}.话题')}之后" if anchor else f"{self.outline.where(f'{part}.标题')}的最前面"
        )

    def _first_place(self, topic: str) -> TextPlace | None:
        within = self.within.get(topic)
        return self.outline.spots[within[0]].place if within else None

    def _into(self, paragraph: _Paragraph) -> None:
        """Sentences that were put into a paragraph: typed ones, and ones from elsewhere."""
        for number, item in enumerate(paragraph.items):
            if number in paragraph.staying:
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

    def _homeless(self, paragraph: _Paragraph, item: Item) -> None:
        """A paragraph all of whose sentences went elsewhere or were typed anew: put where its first sentence was."""
        anchor = self.held[paragraph.home][0] if self.held[paragraph.home] else ""
        if anchor and self._takes_lines(anchor):
            self._insert(paragraph.number, item, (Insert(anchor, item.raw, order=self._next()),), anchor, False)
        else:
            reason = "这一段的文字由模板决定，不在输入文件里"
            self._add(paragraph.number, Edit(kinds.TEMPLATE, self.old[paragraph.home].text, item.shown, reason=reason))

    def _takes_lines(self, anchor: str) -> bool:
        spot = self.outline.spots.get(anchor)
        return spot is not None and (spot.is_listed or anchor.endswith(".话题"))

    def _insert(self, number: int, item: Item, steps: tuple[Step, ...], anchor: str, main: bool) -> None:
        where = self.outline.where(anchor)
        spot = self.outline.spots[anchor]
        if main and item.path in self.outline.spots:
            own = self.outline.spots[item.path]
            removal: tuple[Step, ...] = (Remove(item.path, own.scalar.text),)
            note = "" if item.raw == own.scalar.text else f"同时改为：{item.shown}"
            kind = kinds.LEAD if item.path in self.unled else kinds.MOVED
            words = item.shown if item.path in self.unled else f"移到{where}"
            edit = Edit(kind, self._shown(item.path), words, self.outline.where(item.path), own.place,
                        steps=(*removal, *steps), also=(spot.place,), note=note)  # fmt: skip
        else:
            edit = Edit(kinds.ADDED, "", item.shown, where, spot.place, steps=steps)
        self._add(number, _checked(edit, item.raw))

    def _shown(self, path: str) -> str:
        home = self.home_of.get(path)
        if home is None:
            return self.outline.spots[path].scalar.text if path in self.outline.spots else ""
        paragraph = self.old[home]
        return "".join(paragraph.text[piece.start : piece.end] for piece in paragraph.pieces if piece.path == path)

    def _new_paragraph(self, paragraph: _Paragraph, part: str, anchor: str) -> None:
        shown = "".join(fragment.shown for fragment in paragraph.fragments)
        where = self._where(part, anchor)
        reason = ""
        if not part:
            reason = "开头只能是一段，新的一段没有地方放；请写进“开头”里"
        elif _NUMBERED.match(shown):
            reason = "看起来是新的一部分；请在输入文件里加“- 标题: ……”"
        lead, sentences = self._as_topic(paragraph)
        steps: tuple[Step, ...] = (AddTopic(part, anchor, lead, sentences, self._next()),)
        for number, item in enumerate(paragraph.items):
            if item.path in self.outline.spots and self._is_main(paragraph, number):
                steps = (*steps, Remove(item.path, self.outline.spots[item.path].scalar.text))
        place = self._first_place(anchor) if anchor else self._place(f"{part}.标题")
        kept = any(item.path for item in paragraph.items)
        note = "其中有从别处移来或分出来的文字" if kept else ""
        edit = Edit(kinds.TOPIC_ADDED, "", shown, where, place, reason=reason, steps=() if reason else steps, note=note)
        self._add(paragraph.number, _checked(edit, lead + "".join(sentences)))

    def _place(self, path: str) -> TextPlace | None:
        return self.outline.spots[path].place if path in self.outline.spots else None

    def _as_topic(self, paragraph: _Paragraph) -> tuple[str, tuple[str, ...]]:
        """A new paragraph as a topic: its 话题 if it begins with one, and its sentences."""
        sentences = [item.raw for item in paragraph.items if item.raw]
        first = sentences[0] if sentences else ""
        lead = _LEAD.match(first)
        if lead is None or (len(sentences) == 1 and lead.end() == len(first)):
            return "", tuple(sentences)
        rest = [first[lead.end() :], *sentences[1:]]
        return lead[0].removesuffix("。"), tuple(text for text in rest if text)

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
                edit = Edit(_kind(path), self._shown(path), shown, self.outline.where(path), spot.place, steps=steps)
                self._add(number, _checked(edit, raw))

    def _removal(self, item: Item) -> Step | None:
        spot = self.outline.spots.get(item.path)
        return Remove(item.path, spot.scalar.text) if spot and self.main.get(item.path) else None

    def _deletions(self) -> None:
        """Sentences that are nowhere any more; a topic all of whose sentences are gone goes as a whole."""
        claimed = {paragraph.home: paragraph.number for paragraph in self.paragraphs if paragraph.home >= 0}
        for home, printed in enumerate(self.old):
            lost = [path for path in self.held[home] if path not in self.main and path in self.outline.spots]
            if not lost and home in claimed:
                continue
            number = claimed[home] if home in claimed else self._near(claimed, home)
            topic = self._topic(home)
            within = set(self.within.get(topic, ())) if topic else set()
            if home not in claimed and topic and within <= set(self.held[home]):
                self._topic_gone(number, topic, within, printed.text)
                continue
            for path in lost:
                self._add(number, self._deleted(path))

    def _topic_gone(self, number: int, topic: str, within: set[str], text: str) -> None:
        """A topic whose paragraph is gone: deleted, or joined to others, and then its sentences go only together with
        it, so that taking the one edit and leaving the other can lose nothing."""
        takes = [pair for pair in self.found if any(isinstance(s, Remove) and s.path in within for s in pair[1].steps)]
        self.found = [pair for pair in self.found if pair not in takes]
        steps = (*(step for _, edit in takes for step in edit.steps), RemoveTopic(topic))
        where, place = self.outline.where(f"{topic}.话题"), self._first_place(topic)
        if not takes:
            self._add(number, Edit(kinds.TOPIC_DELETED, text, "", where, place, steps=steps))
            return
        first, there = takes[0]
        goal = there.where if there.kind != kinds.MOVED else there.new.removeprefix("移到")
        rest = "，其余文字删去" if sum(1 for _ in within) > len(takes) else ""
        note = f"并到{goal}{rest}"
        self._add(first, Edit(kinds.TOPIC_JOINED, text, note, where, place, steps=steps))

    def _near(self, claimed: Mapping[int, int], home: int) -> int:
        return max((number for place, number in claimed.items() if place < home), default=-1)

    def _deleted(self, path: str) -> Edit:
        spot = self.outline.spots[path]
        last = path.rsplit(".", 1)[-1]
        reason = f"“{last}”不能没有；要删去整个部分，请改输入文件" if last == "标题" else ""
        steps: tuple[Step, ...] = () if reason else (Remove(path, spot.scalar.text),)
        return Edit(
            kinds.DELETED, self._shown(path), "", self.outline.where(path), spot.place, reason=reason, steps=steps
        )


def _kind(path: str) -> str:
    if path.endswith("标题"):
        return kinds.HEADING
    return kinds.LEAD if path.endswith(".话题") else kinds.SENTENCE


def _checked(edit: Edit, raw: str) -> Edit:
    """An edit whose text a line of YAML prose cannot hold waits for the clerk."""
    if edit.steps and any(char < " " for char in raw):
        return replace(edit, reason="里面有换行或制表符，输入文件的一句话里放不下；请改成一段一段的", steps=())
    return edit
