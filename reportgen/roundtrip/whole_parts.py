"""Edited paragraphs with their homes → the parts that moved as a whole, and the groups of new paragraphs that are a new part.

Knows no YAML text.  A part is its heading and all up to the next one; it has moved only if all that it still has stands
together behind its heading, in its order.  What begins with 七、 and has no home is a new part only if nothing of another
part follows it before the next heading: else it would be a guess which topics it is to have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.message import say
from reportgen.regex import regex
from reportgen.report.model.address import NOWHERE, Address
from reportgen.report.model.grammar import BODY, HEADING, LEAD_IN, PARTS, TOPIC, TOPICS
from reportgen.roundtrip.attribution import Fragment, Item
from reportgen.roundtrip.edits import AddSection, TypedSection
from reportgen.roundtrip.fragments import longest_rise

_NUMBERED = regex(r"^[一二三四五六七八九十]+、(?P<heading>[^。；]{2,50})$")
ONE_OPENING = say("“开头”只印成一段；请在 Word 里把这一段并进开头那一段再回收，或在输入文件的“开头:”下面加一行")
OPENING_MOVED = say("“总起”只能在各小节前面；移到后面，就成了没有“话题”的小节")
UNCLEAR = say("看起来是新的一部分，但后面接着别的部分的段落，不知道哪些归它；请在输入文件里加“- 标题: ……”，把归它的小节移过去")
_LEAD = regex(r"^[^。，；：、！？]{4,20}。")


@dataclass(slots=True, eq=False)
class EditedParagraph:
    """An edited paragraph on its way: its home (-1: none) and its sentences."""

    number: int
    fragments: list[Fragment]
    home: int = -1
    items: list[Item] = field(default_factory=list)
    staying: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Standing:
    """An edited paragraph: its number, the section that its home belongs to (empty: none), its home (-1: none), whether it
    is a heading, its text."""

    number: int
    section: Address
    home: int
    heading: bool
    text: str


def heading_of(text: str) -> str:
    """The words of a numbered heading without the number, empty where the text is none."""
    found = _NUMBERED.match(text)
    return found["heading"] if found else ""


def moved_parts(row: Sequence[Standing]) -> dict[int, Address]:
    """The headings of sections that moved as a whole within what they are in, by number: with the section after which each now
    stands (empty: first)."""
    found: dict[int, Address] = {}
    held = Counter(each.section.steps[:depth] for each in row for depth in range(len(each.section.steps) + 1))
    lists = dict.fromkeys(each.section.steps[:-1] for each in row if each.heading and each.section)
    for steps in lists:
        headings = [each for each in row if each.heading and each.section and each.section.steps[:-1] == steps]
        sizes = [held[heading.section.steps] for heading in headings]
        kept = longest_rise([heading.home for heading in headings], sizes)
        found |= {
            heading.number: headings[place - 1].section if place else NOWHERE
            for place, heading in enumerate(headings)
            if place not in kept and _is_whole(row, heading)
        }
    return found


def _is_whole(row: Sequence[Standing], heading: Standing) -> bool:
    """Whether all that is left of a section stands behind its heading, before anything of another section, in order."""
    places = [place for place, each in enumerate(row) if each.section.within(heading.section)]
    homes = [row[place].home for place in places]
    between = [each for each in row[places[0] : places[-1] + 1] if each.home >= 0 and not each.section.within(heading.section)]
    return row[places[0]] is heading and not between and homes == sorted(homes)


def new_part(row: Sequence[Standing], number: int) -> tuple[int, ...]:
    """The numbers of the new paragraphs that follow the new heading ``number``; (-1,) where something of another part
    follows, so that it is not to be seen where the new part ends."""
    found: list[int] = []
    for each in row:
        if each.number <= number:
            continue
        if each.home < 0 and not heading_of(each.text):
            found.append(each.number)
        else:
            return tuple(found) if each.home < 0 or each.heading or not each.section else (-1,)
    return tuple(found)


def as_topic(items: Sequence[Item]) -> tuple[str, tuple[str, ...]]:
    """A new paragraph as a topic: its 话题 if it begins with one, and its sentences."""
    sentences = [item.raw for item in items if item.raw]
    first = sentences[0] if sentences else ""
    lead = _LEAD.match(first)
    if lead is None or (len(sentences) == 1 and lead.end() == len(first)):
        return "", tuple(sentences)
    rest = [first[lead.end() :], *sentences[1:]]
    return lead[0].removesuffix("。"), tuple(text for text in rest if text)


def typed_topic(lead: str, sentences: Sequence[str]) -> TypedSection:
    """A topic of its 话题 (empty: none) and its sentences."""
    return TypedSection(TOPICS, ((TOPIC, (lead,) if lead else ()), (BODY, tuple(sentences))))


def part_of_paragraphs(paragraphs: Sequence[Sequence[Item]], anchor: Address, order: int) -> AddSection:
    """A heading and the paragraphs after it as a part: the first without a 话题 is its 总起."""
    heading = heading_of("".join(item.raw for item in paragraphs[0]))
    topics = [as_topic(items) for items in paragraphs[1:]]
    opening = topics.pop(0)[1] if topics and not topics[0][0] else ()
    part = TypedSection(PARTS, ((HEADING, (heading,)), (LEAD_IN, opening)), tuple(typed_topic(*topic) for topic in topics))
    return AddSection(NOWHERE, anchor, part, order)
