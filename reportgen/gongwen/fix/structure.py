"""The tree of a document whose roles are known → the same with indents of blanks and stray empty paragraphs gone, empty
paragraphs where the standard wants one, and run-in headings in runs of their own.

Knows no formatting.  It comes first, and the file is read anew after it, so that what follows sees paragraphs as they will be.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy

from lxml import etree

from reportgen.gongwen.document.model import BLANKS, LEVELS, TEXT, DocParagraph, DocRun, Role, WordDocument
from reportgen.gongwen.fix.targets import WANTED
from reportgen.message import Message, say
from reportgen.ooxml.names import XML_SPACE, W

_BLANK_BEFORE = (Role.RECIPIENT, Role.SALUTATION, Role.SIGNATURE, Role.ANNEX_NOTE, Role.ANNEX_TITLE)
_NOTHING = frozenset(W + name for name in "pPr r proofErr rPr t tab".split())


def restructure(document: WordDocument, done: Counter[Message]) -> bool:
    """Changes the tree in place and counts what was done; whether anything is other than it was read."""
    cut, before = False, sum(done.values())
    for paragraph in document.paragraphs:
        if paragraph.role in WANTED and not paragraph.boxed and not paragraph.layout.framed:
            if _strip(paragraph):
                done[say("段首的空格改成真正的缩进")] += 1
            if paragraph.role in LEVELS:
                cut = _cut(paragraph, paragraph.lead) or cut
    _empty_lines(document, done)
    return cut or sum(done.values()) != before


def _strip(paragraph: DocParagraph) -> bool:
    """Removes blanks before the first word, and after the last of what stands at the right."""
    closing = paragraph.role in (Role.SIGNATURE, Role.DATE)
    fronts = [_trimmed(run.element, last=False) for run in _edge(paragraph, last=False)]
    backs = [_trimmed(run.element, last=True) for run in _edge(paragraph, last=True)] if closing else []
    return any(fronts) or any(backs)


def _edge(paragraph: DocParagraph, *, last: bool) -> list[DocRun]:
    """The runs at an edge that hold blanks, up to and with the first that holds a word."""
    found: list[DocRun] = []
    for run in reversed(paragraph.runs) if last else paragraph.runs:
        if run.field:
            break
        found.append(run)
        if run.text.strip(BLANKS):
            break
    return found


def _trimmed(run: etree._Element | None, *, last: bool) -> bool:
    """Takes the blanks off one edge of a run; whether there were any."""
    changed = False
    if run is None:
        return False
    children = [child for child in run if child.tag in (W + "t", W + "tab")]
    for child in reversed(children) if last else children:
        text = child.text or "" if child.tag == W + "t" else "\t"
        kept = text.rstrip(BLANKS) if last else text.lstrip(BLANKS)
        changed = changed or kept != text
        if child.tag == W + "tab":
            run.remove(child)
        else:
            child.text = kept
        if kept:
            break
    return changed


def _cut(paragraph: DocParagraph, at: int) -> bool:
    """Sees to it that a run ends before the character ``at`` of the text as it was read; whether one was there to be cut."""
    found = False
    for run in paragraph.runs:
        if run.start < at < run.end and run.element is not None and run.element.getparent() is not None:
            removed = len(run.text) - len(_text(run.element)) if not run.start else 0
            _split(run.element, at - run.start - removed)
            found = True
    return found


def _split(run: etree._Element, at: int) -> None:
    """Cuts a run of plain text before its character ``at``; a run that holds anything else is left whole."""
    if any(child.tag not in (W + "rPr", W + "t") for child in run) or not 0 < at < len(_text(run)):
        return
    rest = deepcopy(run)
    rest.tail, run.tail = run.tail, None
    text = _text(run)
    for half, part in ((run, text[:at]), (rest, text[at:])):
        for child in half.findall(W + "t")[1:]:
            half.remove(child)
        held = half.find(W + "t")
        if held is not None:
            held.text = part
            held.set(XML_SPACE, "preserve")
    run.addnext(rest)


def _text(run: etree._Element) -> str:
    return "".join(child.text or "" for child in run.iterfind(W + "t"))


def _empty_lines(document: WordDocument, done: Counter[Message]) -> None:
    """Removes empty paragraphs between paragraphs of the text, adds one where the standard wants one."""
    before: DocParagraph | None = None
    gap: list[DocParagraph] = []
    for block in document.blocks:
        if not isinstance(block, DocParagraph):
            before, gap = None, []
            continue
        if block.role is Role.EMPTY:
            gap.append(block)
            continue
        if before is not None and before.role in TEXT and block.role in TEXT:
            done[say("删去正文中间的空行")] += sum(_removed(each) for each in gap)
        elif before is not None and not gap and _wants_blank(before, block):
            block.element.addprevious(etree.Element(W + "p"))
            done[say("补上应有的空行")] += 1
        before, gap = block, []


def _wants_blank(before: DocParagraph, paragraph: DocParagraph) -> bool:
    return paragraph.role in _BLANK_BEFORE and before.role is not paragraph.role and not paragraph.boxed


def _removed(paragraph: DocParagraph) -> bool:
    """Removes an empty paragraph that carries nothing: no break, no bookmark, no end of a section."""
    element = paragraph.element
    parent = element.getparent()
    plain = all(
        node.tag in _NOTHING or _within_properties(node, element) for node in element.iter() if node is not element
    )
    if not plain or parent is None or element.find(f"{W}pPr/{W}sectPr") is not None:
        return False
    parent.remove(element)
    return True


def _within_properties(node: etree._Element, paragraph: etree._Element) -> bool:
    """Whether a node belongs to the properties of the paragraph or of a run in it."""
    return next(node.iterancestors(W + "pPr", W + "rPr"), paragraph) is not paragraph
