"""The tree of a rendered part with marks where values were printed → the same tree with the values in it.

Knows the levels at which a value can stand, not what it looks like (``value_xml``).  Text, links and pictures go into the run
of their tag, which is cut in two there.  Paragraphs and tables take the place of the tag's paragraph, so the tag must have
that paragraph for itself: beside other text it cannot be told whether that text belongs before, after or into the first
paragraph, and that is a problem, not a guess.  When a paragraph that held nothing but a tag is taken away, range marks
(bookmarks, comment anchors) are set beside it, a section break keeps its paragraph, and a cell, header or text box that would
be left without a paragraph gets an empty one.

A page break that has its paragraph for itself makes the next paragraph begin a page, so that it leaves no blank line on either;
at the end of the text it does nothing, so a loop leaves no blank page behind.  A section break ends the section with the
paragraph before it; the new section looks like the one it was taken from, and goes on counting its pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from reportgen.engine.compile.lexer import MARKER
from reportgen.engine.compile.run_splits import cut, lift
from reportgen.engine.finish.containers import fill
from reportgen.engine.render.marks import marks_with
from reportgen.engine.render.printer import R03, VALUE, Rendering
from reportgen.engine.render.run_xml import ForbiddenCharacter, plain_xml
from reportgen.engine.values.available_space import section_of
from reportgen.engine.values.base import R07, Break, Unusable
from reportgen.engine.values.charts import R10, Chart, request_chart
from reportgen.engine.values.kinds import Blocks, Picture, Rich, Run, SubDocument, Table
from reportgen.engine.values.list_restarts import RESTART, restart_lists
from reportgen.engine.values.native_body import Body
from reportgen.engine.values.picture_placeholders import fill_frame, find_frames
from reportgen.engine.values.printed_value import PrintedValue
from reportgen.engine.values.render_context import RenderContext
from reportgen.engine.values.subdocument.read import carried
from reportgen.engine.values.value_xml import (
    PAGE,
    ValueSpot,
    blocks_xml,
    in_paragraphs,
    paragraph_properties,
    parsed,
    rich_xml,
)
from reportgen.message import say
from reportgen.ooxml.names import CONTAINERS, RANGE_MARKS, M, W
from reportgen.ooxml.properties import insert_property, properties_of
from reportgen.ooxml.xml_tree import parent_of

_BLOCK_PARENTS = frozenset(W + name for name in "p ins smartTag moveTo".split())
_CHANGES = (W + "ins", W + "moveTo")


@dataclass(slots=True, eq=False)
class _Yard:
    """What has been put where, so that it can be tidied up at the end; paragraphs with the number of a tag in them."""

    part: str
    state: Rendering
    context: RenderContext
    homes: Mapping[str, str]
    emptied: dict[etree._Element, int] = field(default_factory=dict)
    pages: dict[etree._Element, int] = field(default_factory=dict)
    sections: dict[etree._Element, int] = field(default_factory=dict)
    tables: list[etree._Element] = field(default_factory=list)
    pictured: dict[etree._Element, None] = field(default_factory=dict)

    def home(self, element: etree._Element) -> str:
        """The part in which an element will stand."""
        note = next(element.iterancestors(*self.homes), None) if self.homes else None
        return self.part if note is None else self.homes[str(note.tag)]

    def attempt(self, number: int, action: Callable[[], None]) -> None:
        """Does something for a tag; what cannot be done is noted as a problem there."""
        try:
            action()
        except ForbiddenCharacter as fault:
            self.state.note(number, fault.message, R03, fault.hint)
        except Unusable as fault:
            self.state.note(number, fault.message, fault.code, fault.hint)
        except ValueError:  # lxml's word for a character that XML forbids, in an address, a picture's text or a font's name
            message = say("图片说明、链接或字体名里有 Word 文件不能存放的字符")
            self.state.note(number, message, R03, say("在数据里删去这个字符"))


def place_values(
    part: str, root: etree._Element, state: Rendering, context: RenderContext, homes: Mapping[str, str] | None = None
) -> None:
    """Puts everything printed in its place; what cannot be printed is noted as a problem at its tag.

    ``homes`` names for kinds of notes that stand in the part (``w:comment``) the part to which they will go.
    """
    yard = _Yard(part, state, context, homes or {})
    marks = marks_with(root, VALUE)
    printed = [state.values[int((mark.text or "")[len(VALUE) :])] for mark in marks]
    for frame in find_frames(root, state.values):
        value = frame.printed.value
        if isinstance(value, Picture):
            yard.attempt(frame.printed.number, partial(fill_frame, frame, value, yard.home(frame.element), context))
        elif isinstance(value, Chart):
            yard.attempt(frame.printed.number, partial(request_chart, frame, value, yard.home(frame.element), context, state))
    spots = [_spot(mark, one, yard) for mark, one in zip(marks, printed, strict=True)]
    for mark, one in zip(
        reversed(marks), reversed(printed), strict=True
    ):  # from the end, so that little has to be moved
        if isinstance(one.value, (Rich, Picture)) or one.value == Break("page"):
            _hoist(mark)
    for mark, one, spot in zip(marks, printed, spots, strict=True):
        yard.attempt(one.number, partial(_put, mark, one, spot, yard))
        lift(mark)
    _tidy_up(yard)
    restart_lists(root, context)


def _spot(mark: etree._Element, printed: PrintedValue, yard: _Yard) -> ValueSpot:
    run = next(mark.iterancestors(W + "r"))
    properties = run.find(W + "rPr")
    shown = plain_xml(properties, "w:") if properties is not None else ""
    paragraph = next(run.iterancestors(W + "p"))
    linked = next(run.iterancestors(W + "hyperlink", W + "p")).tag == W + "hyperlink"
    return ValueSpot(yard.home(mark), printed.number, printed.origins, paragraph, shown, yard.state, yard.context, linked=linked)


def _hoist(mark: etree._Element) -> None:
    """Cuts the text and the run around a mark in two, so that it stands between runs."""
    for _ in range(2):
        parent = mark.getparent()
        assert parent is not None
        cut(mark, parent)


def _put(mark: etree._Element, printed: PrintedValue, spot: ValueSpot, yard: _Yard) -> None:
    value = printed.value
    if isinstance(value, Picture):
        value = Rich((value,))
    if isinstance(value, Rich):
        _put_rich(mark, value, spot, yard)
    elif isinstance(value, Break):
        _put_break(mark, value, spot, yard)
    elif isinstance(value, (Blocks, Table)):
        blocks = value if isinstance(value, Blocks) else Blocks((value,))
        _put_blocks(mark, lambda: parsed(blocks_xml(blocks, spot)), spot, yard)
    elif isinstance(value, SubDocument):
        home = spot.paragraph.getroottree().getroot()
        _put_blocks(mark, lambda: carried(value, yard.context, spot.part, home, spot.state.literals), spot, yard)
    elif isinstance(value, Body):
        _put_blocks(mark, lambda: value.drawn(spot.part, yard.context.additions, spot.state.literals), spot, yard)
    else:
        raise Unusable(say("图表不能放在文字里"), R10, say("在模板里插入一个图表，右键→编辑替代文字，把标签写在那里"))


def _put_rich(mark: etree._Element, value: Rich, spot: ValueSpot, yard: _Yard) -> None:
    if spot.linked and any(isinstance(item, Run) and item.link for item in value.items):
        raise Unusable(say("链接里面不能再放链接"), R07, say("把标签移到模板的链接外面"))
    for sign, piece in in_paragraphs(value, whole=parent_of(mark).tag == W + "p"):
        if sign:
            _divide(spot.paragraph, mark, page=sign == "\f")
        for element in parsed(rich_xml(piece, spot)):
            mark.addprevious(element)
            if element.tag == W + "hyperlink":
                _change_inside(element)
    if value.has_picture:
        yard.pictured[spot.paragraph] = None


def _divide(paragraph: etree._Element, mark: etree._Element, *, page: bool) -> None:
    """What stands before the mark becomes a paragraph of its own, of the same look; a page break may follow it (as in docxtpl)."""
    before = etree.Element(W + "p")
    properties = paragraph_properties(paragraph)
    if len(properties):
        before.append(properties)
    own = paragraph.find(W + "pPr")
    for element in [node for node in mark.itersiblings(preceding=True) if node is not own][::-1]:
        before.append(element)
    paragraph.addprevious(before)
    if page:
        paragraph.addprevious(parsed(PAGE)[0])


def _change_inside(link: etree._Element) -> None:
    """A tracked change holds runs and no link (§17.13.5.18): as Word does, the link goes around and the change into it."""
    change = parent_of(link)
    if change.tag in _CHANGES:
        cut(link, change)
        inner = etree.Element(change.tag)
        inner.attrib.update(dict(change.attrib))
        inner.extend(list(link))
        link.append(inner)


def _put_break(mark: etree._Element, value: Break, spot: ValueSpot, yard: _Yard) -> None:
    paragraph = spot.paragraph
    if value.kind == "restart":
        yard.emptied.setdefault(paragraph, 0)
        paragraph.addprevious(etree.ProcessingInstruction(MARKER, RESTART))
        return
    check_place(paragraph, value.kind)
    if value.kind == "page":
        put_page_break(mark)
        yard.pages[paragraph] = spot.number
    else:
        _check_block(mark)
        yard.sections[paragraph] = spot.number


def _put_blocks(mark: etree._Element, made: Callable[[], list[etree._Element]], spot: ValueSpot, yard: _Yard) -> None:
    _check_block(mark)
    for element in _planted(made(), spot.paragraph):
        if element.tag == W + "tbl":
            yard.tables.append(element)
        for drawing in element.iter(W + "drawing"):
            yard.pictured[next(drawing.iterancestors(W + "p"))] = None
    yard.emptied[spot.paragraph] = spot.number


def _planted(elements: list[etree._Element], paragraph: etree._Element) -> Iterator[etree._Element]:
    """The elements, each put before the paragraph; a table row by row, since lxml moves a large one in quadratic time."""
    for element in elements:
        if element.tag == W + "tbl":
            rows, element = list(element), etree.Element(element.tag)
            paragraph.addprevious(element)
            element.extend(rows)
        else:
            paragraph.addprevious(element)
        yield element


def _check_block(mark: etree._Element) -> None:
    """A paragraph can only be given up where the tag's run is directly in it."""
    run = next(mark.iterancestors(W + "r"))
    around = run.getparent()
    if around is None or around.tag not in _BLOCK_PARENTS:
        raise Unusable(say("链接、内容控件里只能放一句话，不能放表格或几段文字"), R07, say("把这个标签放在单独的一段里"))


def _tidy_up(yard: _Yard) -> None:
    """Takes away what has been emptied, keeps tables apart, and gives pictures the height they need."""
    for paragraph, number in yard.emptied.items():
        if not has_content(paragraph):
            take_away(paragraph)
        elif number:
            message = say("这里要放表格或几段文字，可是同一段里还有别的文字或图片")
            yard.state.note(number, message, R07, say("把这个标签放在单独的一段里"))
    for paragraph in yard.pages:
        settle_page_break(paragraph)
    for paragraph, number in yard.sections.items():
        if has_content(paragraph):
            message = say("分节的标签和别的内容同在一段")
            yard.state.note(number, message, R07, say("把这个标签放在单独的一段里"))
        else:
            settle_section_break(paragraph)
    for table in yard.tables:
        _keep_apart(table)
    for paragraph in yard.pictured:
        _loosen(paragraph, yard.context)


def _keep_apart(table: etree._Element) -> None:
    """Word joins two tables with nothing between them into one."""
    for neighbour, add in ((preceding_block(table), table.addprevious), (following_block(table), table.addnext)):
        if neighbour is not None and neighbour.tag == W + "tbl":
            add(etree.Element(W + "p"))


def _loosen(paragraph: etree._Element, context: RenderContext) -> None:
    """A line of a fixed height, which most official styles have, would show a strip of the picture only (§17.18.48)."""
    ruling = context.spacing(paragraph)
    if ruling is None or ruling.get(W + "lineRule") != "exact":
        return
    properties = properties_of(paragraph)
    own = properties.find(W + "spacing")
    if own is None:
        own = etree.Element(W + "spacing")
        insert_property(properties, own)
    own.set(W + "line", "240")
    own.set(W + "lineRule", "auto")


_CLOSED = tuple(W + name for name in "tc hdr ftr txbxContent footnote endnote comment".split())


def check_place(paragraph: etree._Element, kind: str) -> None:
    """Raises ``Unusable`` (R07) where pages and sections cannot break."""
    if next(paragraph.iterancestors(*_CLOSED), None) is not None:
        raise Unusable(say("表格、页眉页脚、脚注和文本框里不能分页、分节"), R07, say("把这个标签移到正文的段落里"))
    parent = paragraph.getparent()
    if kind == "section" and (parent is None or parent.tag != W + "body"):
        raise Unusable(say("内容控件里不能分节"), R07, say("把这个标签移到内容控件外面"))


def put_page_break(mark: etree._Element) -> None:
    """A break within the text; ``mark`` stands between runs."""
    run = etree.Element(W + "r")
    etree.SubElement(run, W + "br", {W + "type": "page"})
    mark.addprevious(run)


def settle_page_break(paragraph: etree._Element) -> None:
    """A paragraph with nothing but page breaks gives way: the next one begins a page."""
    if has_content(paragraph, but_breaks=True):
        return
    block = following_block(paragraph)
    first = block if block is None or block.tag == W + "p" else next(block.iter(W + "p"), None)
    take_away(paragraph)
    if first is not None:
        insert_property(properties_of(first), etree.Element(W + "pageBreakBefore"))


def settle_section_break(paragraph: etree._Element) -> None:
    """Ends a section where an emptied paragraph stands."""
    ruling = section_of(paragraph)
    made = deepcopy(ruling) if ruling is not None else etree.Element(W + "sectPr")
    made.tail = None
    if ruling is not None:
        for numbers in ruling.findall(W + "pgNumType"):
            numbers.attrib.pop(W + "start", "")
    before = preceding_block(paragraph)
    if before is None or before.tag != W + "p" or before.find(f"{W}pPr/{W}sectPr") is not None:
        before = paragraph
    insert_property(properties_of(before), made)
    if before is not paragraph:
        take_away(paragraph)


_OBJECTS = frozenset(
    W + name
    for name in (
        "drawing pict object footnoteReference endnoteReference commentReference fldChar fldSimple sym ptab pgNum sdt ruby"
    ).split()
)
_BLOCKS = (W + "p", W + "tbl", W + "sdt")


def has_content(paragraph: etree._Element, *, but_breaks: bool = False) -> bool:
    """Whether anything would be lost with a paragraph, its section break and range marks left aside.

    ``but_breaks`` leaves page breaks aside too.
    """
    for element in paragraph.iter(etree.Element):
        if element.tag in _OBJECTS or (element.tag == W + "t" and "".join(_texts(element)).strip()):
            return True
        if element.tag == W + "br" and element.get(W + "type") and not but_breaks:
            return True
    return any(str(child.tag).startswith(M) for child in paragraph)


def _texts(text: etree._Element) -> list[str]:
    return [text.text or "", *(mark.tail or "" for mark in text)]


def take_away(paragraph: etree._Element) -> None:
    """Removes a paragraph without content; one that ends a section is only emptied."""
    parent = paragraph.getparent()
    if parent is None:
        return
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        for child in [child for child in paragraph if child.tag == W + "r"]:
            paragraph.remove(child)
        return
    for mark in [
        node for node in paragraph.iter(etree.Element) if node.tag in RANGE_MARKS and node.tag != W + "proofErr"
    ]:
        mark.tail = None
        paragraph.addprevious(mark)
    parent.remove(paragraph)
    if parent.tag in CONTAINERS:
        fill(parent)


def following_block(element: etree._Element) -> etree._Element | None:
    """The next paragraph, table or content control beside an element."""
    return next(element.itersiblings(*_BLOCKS), None)


def preceding_block(element: etree._Element) -> etree._Element | None:
    """The paragraph, table or content control before an element."""
    return next(element.itersiblings(*_BLOCKS, preceding=True), None)
