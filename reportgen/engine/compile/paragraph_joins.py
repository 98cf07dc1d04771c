"""The tree of a part, before tags are taken out → the same tree, paragraphs joined where docxtpl's ``{%-`` and ``-%}``
ask for it.

Knows neither blocks nor data.  In docxtpl's templates a tag at the edge of its paragraph that bears a hyphen joins the text
before or after it: a sentence is written over several paragraphs for the eye and printed as one.  Done first, on whole
paragraphs, it leaves ordinary tags within one paragraph.  A tag that begins in one paragraph and ends in a later one joins them
in the same way.  The joined paragraph has the look of its first, the section break of its last; nothing else is lost.  A hyphen
elsewhere in a paragraph is Jinja's own and takes blanks away (``lexer``).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.engine.compile.lexer import (
    FULL_WIDTH,
    HYPHENS,
    OPENERS,
    TEXTS,
    TagSpan,
    atoms_of,
    cut,
    may_hold_tags,
    scan,
)
from reportgen.engine.compile.tag_text import straighten
from reportgen.message import Message, say
from reportgen.ooxml.locations import Locator
from reportgen.ooxml.names import RANGE_MARKS, W
from reportgen.ooxml.xml_tree import drop
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex

T19 = Code("T19", "一个标签写在了几段里，已合成一段（说明）", "{{ 标题 在一段，}} 在下一段", "写在同一段里；不改也照样填")
T14 = Code("T14", "标签里的“-”没有可以合并的段（提醒）", "{%- if 有 %}，而前面是表格", "{% if 有 %}")

_WHOLE = (W + "drawing", W + "pict", W + "object", W + "fldChar", W + "sectPr", W + "t", W + "br", W + "tab", W + "sym")
"""What makes a paragraph more than an empty line."""


_Edges = tuple[etree._Element, Problem | None, Problem | None]
"""A paragraph, and what is told of the tag that joins it before and behind where there is nothing to join; None where none does."""


def join_paragraphs(root: etree._Element, locator: Locator) -> list[Problem]:
    """Joins what is asked for; T14 (a warning) where there is no paragraph to join."""
    problems = list(_join_torn(root, locator))
    wanted = list(_wanted(root, locator)) if _holds_hyphens(root) else []
    survivors: dict[etree._Element, etree._Element] = {}
    for host, before, after in wanted:
        paragraph = survivors.get(host, host)
        if before is not None and host not in survivors:  # else the one above has joined it already
            above = _neighbour(paragraph, back=True)
            if above is None or _ends_section(above):
                problems.append(before)
            else:
                _merge(above, paragraph)
                survivors[host] = paragraph = above
        if after is not None:
            below = _neighbour(paragraph, back=False)
            if below is None or _ends_section(paragraph):
                problems.append(after)
            else:
                _merge(paragraph, below)
                survivors[below] = paragraph
    return problems


def _holds_hyphens(root: etree._Element) -> bool:
    """A quick look: without a hyphen anywhere in the part, no tag joins."""
    return next(root.iter(*HYPHENS), None) is not None or any("-" in (node.text or "") for node in root.iter(*TEXTS))


_WORDS = "in|and|or|not|is|if|else|for|set|with|recursive"
_ENDS = regex(rf"\b(?:{_WORDS})$")
_BEGINS = regex(rf"(?:{_WORDS})\b")
_MOST_TORN = 20
"""Paragraphs that one tag may be spread over."""


def _join_torn(root: etree._Element, locator: Locator) -> Iterator[Problem]:
    """Paragraphs that a tag begins and ends in are joined; where another tag begins before the end, the first was left
    unfinished."""
    raw = False
    for paragraph in list(root.iter(W + "p")):
        text = "".join(atom.text for atom in atoms_of(paragraph)) if paragraph.getparent() is not None else ""
        if "raw" in text:
            raw = scan(text, raw, locator, paragraph, [])[1]
        at = -1 if raw else _unfinished(text, locator, paragraph)
        while at >= 0 and (below := _end_of_torn(paragraph, text[at:])) is not None:
            message = say("标签“{beginning}”写在了几段里，已合成一段读取", beginning=text[at : at + 20])
            yield Problem(T19, message, Grade.NOTE, locator.place(paragraph, text, at, len(text)), say("一个标签最好写在同一段里"))
            while (beside := paragraph.getnext()) is not below and beside is not None:
                _join_torn_piece(paragraph, beside)
            _join_torn_piece(paragraph, below)
            text = "".join(atom.text for atom in atoms_of(paragraph))
            at = _unfinished(text, locator, paragraph)


def _join_torn_piece(paragraph: etree._Element, beside: etree._Element) -> None:
    """One more element behind the paragraph's content; a blank stands where a word of Jinja would grow together with another."""
    if beside.tag != W + "p":
        paragraph.append(beside)
        return
    before, after = ("".join(atom.text for atom in atoms_of(one)) for one in (paragraph, beside))
    if _ENDS.search(before) or _BEGINS.match(after):
        blank = etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t")
        blank.text = " "
    _merge(paragraph, beside)


def _unfinished(text: str, locator: Locator, paragraph: etree._Element) -> int:
    """Where the last tag of a text begins if that does not end in it, else -1."""
    plain = text.translate(FULL_WIDTH)
    at = max(plain.rfind(sign) for sign in OPENERS)
    if at < 0 or OPENERS[plain[at : at + 2]] in plain[at + 2 :]:
        return -1
    spans, _ = scan(text, False, locator, paragraph, [])
    after = plain[spans[-1].end if spans else 0 :]
    return at if sum(after.count(sign) for sign in OPENERS) == 1 else -1


def _end_of_torn(paragraph: etree._Element, begun: str) -> etree._Element | None:
    """The later paragraph in which a tag that has begun comes to its end."""
    kind = begun[:2].translate(FULL_WIDTH)
    for count, below in enumerate(paragraph.itersiblings()):
        if below.tag in RANGE_MARKS:
            continue
        if below.tag != W + "p" or count > _MOST_TORN or _ends_section(paragraph):
            return None
        text = "".join(atom.text for atom in atoms_of(below)).translate(FULL_WIDTH)
        end = text.find(OPENERS[kind])
        begins = [text.find(sign) for sign in OPENERS if sign in text]
        if end >= 0 or begins:
            return below if end >= 0 and all(end < begin for begin in begins) else None
        if _ends_section(below):
            return None
    return None


def _wanted(root: etree._Element, locator: Locator) -> Iterator[_Edges]:
    """Paragraphs whose first or last tag joins; the hyphens are taken out of their text."""
    raw = False
    for paragraph in list(root.iter(W + "p")):
        atoms = atoms_of(paragraph)
        text = "".join(atom.text for atom in atoms)
        if not raw and not (may_hold_tags(text) and ("-" in text or "raw" in text)):
            continue
        spans, raw = scan(text, raw, locator, paragraph, [])
        if not spans or "-" not in text:
            continue
        before = after = None
        last = spans[-1]
        if _joins(last, ">") and not text[last.end :].strip():
            after = _told(last, text, locator, paragraph, _NOTHING_AFTER)
            hyphen = last.start + text[last.start : last.end].rindex("-")
            cut(atoms, last.end, len(text))
            cut(atoms, hyphen, hyphen + 1)
        first = spans[0]
        if _joins(first, "<") and not text[: first.start].strip():
            before = _told(first, text, locator, paragraph, _NOTHING_BEFORE)
            cut(atoms, first.start + 2, first.start + 3)
            cut(atoms, 0, first.start)
        if before is not None or after is not None:
            yield paragraph, before, after


def _joins(span: TagSpan, side: str) -> bool:
    spelling = straighten(span.source, span.kind)
    return span.kind == "{%" and not spelling.prefix and side in spelling.joins


_NOTHING_AFTER = say("标签里的“-”要与后面的一段合并，但后面不是段落（是表格、分节处，或没有了），已当作没有写")
_NOTHING_BEFORE = say("标签里的“-”要与前面的一段合并，但前面不是段落（是表格、分节处，或没有了），已当作没有写")


def _told(span: TagSpan, text: str, locator: Locator, paragraph: etree._Element, message: Message) -> Problem:
    return Problem(
        T14,
        message,
        Grade.WARNING,
        locator.place(paragraph, text, span.start, span.end),
        say("去掉“-”；要合在一段里，就把几个标签写在同一段"),
    )


def _neighbour(paragraph: etree._Element, *, back: bool) -> etree._Element | None:
    """The paragraph beside, empty ones between taken away (docxtpl does not see them); ``None`` for anything else."""
    found = None
    for element in list(paragraph.itersiblings(preceding=back)):
        if element.tag == W + "p" and not any(True for _ in element.iter(*_WHOLE)):
            empty = element
            for mark in [node for node in empty if node.tag in RANGE_MARKS]:
                empty.addnext(mark)
            drop(empty)
            continue
        if element.tag not in RANGE_MARKS:
            found = element if element.tag == W + "p" else None
            break
    return found


def _ends_section(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}sectPr") is not None


def _merge(first: etree._Element, second: etree._Element) -> None:
    """The content of ``second``, and the marks between, behind that of ``first``."""
    while (between := first.getnext()) is not None and between is not second:
        first.append(between)
    properties = second.find(W + "pPr")
    for child in list(second):
        if child is not properties:
            first.append(child)
    section = properties.find(W + "sectPr") if properties is not None else None
    if section is not None:
        _receive_section(first, section)
    drop(second)


def _receive_section(paragraph: etree._Element, section: etree._Element) -> None:
    """The paragraph now ends a section: ``w:sectPr`` comes before ``w:pPrChange`` only (ECMA-376 Part 1 §17.3.1.26)."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    change = properties.find(W + "pPrChange")
    if change is None:
        properties.append(section)
    else:
        change.addprevious(section)
