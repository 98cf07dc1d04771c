"""The XML tree of a part → its tags, each taken out of the text and replaced by a numbered marker in the tree.

Knows neither blocks nor data: it finds where a tag begins and ends, whatever runs it is spread over.  Word splits
text into runs at will (spelling marks, bookmarks, an edit), so a tag is looked for in the text of a whole paragraph;
its characters are then taken from their runs and a processing instruction ``<?rg 12?>`` is left at the place of the
first.  What else stood inside the tag (a bookmark, a comment anchor, a drawing) stays in the tree behind the marker:
nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.engine.compile.tag_text import Spelling, straighten
from reportgen.message import joined, say
from reportgen.ooxml.locations import Locator
from reportgen.ooxml.names import XML_SPACE, A, M, W, is_hidden
from reportgen.ooxml.xml_tree import drop
from reportgen.problem import Code, Grade, Problem, WordPlace
from reportgen.regex import regex
from reportgen.value_object import ValueObject

T01 = Code("T01", "标签没有写完", "{{ 标题", "{{ 标题 }}，写在同一段里")
T02 = Code("T02", "标签里的全角符号已按半角读取", "｛｛ 标题 ｝｝", "{{ 标题 }}；不改也照样填")
T20 = Code("T20", "标签写得不合规范，已按唯一可能的意思读取（说明）", "{% else if 有 %}", "{% elif 有 %}；不改也照样填")
T21 = Code("T21", "结尾的括号前面没有开头的括号", "标题 }}", '{{ 标题 }}；要印出“}}”，写成 {{ "}}" }}')
T30 = Code("T30", "标签太多、太长或套得太深", "几百层的 {% if %}", "分成几个模板，或先在数据里整理好")

MARKER = "rg"
"""Target of the processing instructions that stand for tags."""

OPENERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_CLOSERS = {closer: opener for opener, closer in OPENERS.items()}
FULL_WIDTH = str.maketrans("｛｝％＃", "{}%#")
_BLANKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": ""}
"""Elements that are characters of the text; a page break (``w:br`` with a type) is none, it must not be lost."""
HYPHENS = tuple(tag for tag, sign in _BLANKS.items() if sign == "-")
_TRIMMED = " \t\n"
TEXTS = (W + "t", A + "t", M + "t", W + "instrText")
_SIGN = regex("[{}%#][{}%#]")
_QUOTE_OR_BRACE = regex("['\"{}]")
MAX_TAGS_IN_PARAGRAPH = 2_000
"""More are refused: taking them out takes time with the square of their number."""
_MOST_UNFINISHED = 20
"""After so many unfinished tags in one paragraph the rest is not looked at, for the same reason."""
LITERALS = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
"""docxtpl's way to write a delimiter that is text."""


@dataclass(slots=True, eq=False, repr=False)
class Tag:
    """One tag: ``kind`` is ``{{``, ``{%`` or ``{#``; ``source`` what stands inside, straightened; ``prefix``
    docxtpl's level.

    ``host`` is the paragraph (or other element) whose text holds it; ``blank_before`` and ``blank_after`` say whether
    nothing visible but other tags stands before or after it in its host, ``leads`` and ``trails`` that not even a tag
    does; ``alone`` that the host holds nothing visible but block tags.  ``door`` names a way to print of its own.
    """

    number: int
    kind: str
    source: str
    prefix: str
    host: etree._Element
    marker: etree._Element
    place: WordPlace
    in_run: bool
    blank_before: bool = False
    blank_after: bool = False
    alone: bool = False
    leads: bool = False
    trails: bool = False
    door: str = ""
    keyword: str = field(default="")

    @property
    def prints(self) -> bool:
        return self.kind == "{{"


@dataclass(slots=True, eq=False, repr=False)
class TextPiece:
    """One piece of a paragraph's text: its element, its characters, and where they begin in the paragraph."""

    element: etree._Element
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TagSpan(ValueObject):
    """A tag in a text: where it begins and ends, its opening sign, and what stands inside."""

    start: int
    end: int
    kind: str
    source: str


def find_tags(root: etree._Element, locator: Locator, first: int = 1) -> tuple[list[Tag], list[Problem]]:
    """All tags of a part in reading order, numbered from ``first``; the tree is changed to hold their markers."""
    tags: list[Tag] = []
    problems: list[Problem] = []
    raw = False
    for host in list(_hosts(root)):
        atoms = atoms_of(host)
        text = "".join(atom.text for atom in atoms)
        if not raw and not may_hold_tags(text):
            continue
        spans, raw = scan(text, raw, locator, host, problems)
        tags.extend(_take(host, atoms, text, spans, locator, first + len(tags), problems))
    return tags, problems


def may_hold_tags(text: str) -> bool:
    return "{" in text or "｛" in text or "}" in text or "｝" in text


def _hosts(root: etree._Element) -> Iterator[etree._Element]:
    """Every element whose own text is read as one: paragraphs, and leaves with text outside of paragraphs."""
    for element in root.iter(etree.Element):
        if element.tag in _PARAGRAPHS or (
            len(element) == 0 and element.text and may_hold_tags(element.text) and not _in_paragraph(element)
        ):
            yield element


def _in_paragraph(element: etree._Element) -> bool:
    return any(parent.tag in _PARAGRAPHS for parent in element.iterancestors())


def atoms_of(host: etree._Element) -> list[TextPiece]:
    """The text of a host in reading order, without that of paragraphs inside it (text boxes) or of tracked
    deletions."""
    if host.tag not in (W + "p", A + "p"):
        return [TextPiece(host, host.text or "", 0)]
    atoms: list[TextPiece] = []
    start = 0
    for element in _reading(host):
        text = _characters(element)
        if text is not None:
            atoms.append(TextPiece(element, text, start))
            start += len(text)
    return atoms


def _reading(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        tag = child.tag
        if not isinstance(tag, str) or is_hidden(tag):
            continue
        yield child
        if len(child) and tag not in _PARAGRAPHS:
            yield from _reading(child)


def _characters(element: etree._Element) -> str | None:
    tag = element.tag
    if tag in TEXTS:
        return element.text or ""
    if tag == _BREAK and element.get(W + "type", "textWrapping") != "textWrapping":
        return None
    return _BLANKS.get(str(tag))


_PARAGRAPHS = frozenset((W + "p", A + "p"))
_BREAK = W + "br"


def scan(
    text: str, raw: bool, locator: Locator, host: etree._Element, problems: list[Problem]
) -> tuple[list[TagSpan], bool]:
    """The tags of one host's text; ``raw`` says whether a ``{% raw %}`` is open, and is given back for the next
    host."""
    spans: list[TagSpan] = []
    plain = text.translate(FULL_WIDTH)
    at = 0
    told = len(problems)
    while at < len(text) and len(problems) - told < _MOST_UNFINISHED:
        if len(spans) == MAX_TAGS_IN_PARAGRAPH:
            problems.append(_too_many(text, at, locator, host))
            break
        kind = plain[at : at + 2]
        if kind not in OPENERS:
            if kind in _CLOSERS and not raw:
                problems.append(_unopened(text, at, kind, locator, host))
                at += 1
            found = _SIGN.search(plain, at + 1)
            at = found.start() if found else len(text)
            continue
        end = _end_of(plain, at, OPENERS[kind])
        if end < 0:
            if not raw:
                problems.append(_unclosed(text, at, kind, locator, host))
            at += 2
            continue
        inner = text[at + 2 : end - 2]
        if kind == "{{" and inner[:1] in ("%", "％") and inner[-1:] in ("%", "％") and len(inner) > 2:
            kind, inner = "{%", inner[1:-1]  # ``{{% … %}}``, two habits at once
        word = inner.strip(" \t\n\u00a0\u3000-")
        if not raw or (kind == "{%" and word == "endraw"):
            spans.append(TagSpan(at, end, kind, inner))
            raw = kind == "{%" and word == "raw"
            at = end
        else:
            at += 2
    return spans, raw


def _too_many(text: str, at: int, locator: Locator, host: etree._Element) -> Problem:
    message = say("这一段里的标签超过了上限 {limit} 个", limit=format(MAX_TAGS_IN_PARAGRAPH, ","))
    return Problem(T30, message, place=locator.place(host, text, at, at + 2), hint=say("分成几段，或用 {{% for %}} 写"))


def _end_of(text: str, start: int, closer: str) -> int:
    """Where a tag that begins at ``start`` ends (after its closer), or -1; closers within quotes and inner braces do
    not count."""
    found = text.find(closer, start + 2)  # behind the opener: the sign of ``{%`` is no half of a closer
    if found < 0 or closer == "#}" or not _QUOTE_OR_BRACE.search(text, start + 2, found):
        return found + 2 if found >= 0 else -1
    quote = ""
    depth = 0
    at = start + 2
    while at < len(text):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif text.startswith(closer, at) and not depth:
            return at + 2
        elif char in "{}":
            depth = max(0, depth + (1 if char == "{" else -1))
        at += 1
    return found + 2 if quote else -1


def _unclosed(text: str, at: int, kind: str, locator: Locator, host: etree._Element) -> Problem:
    closer = OPENERS[kind]
    return Problem(
        T01,
        say("标签“{tag}”没有写完，缺少“{closer}”", tag=text[at : at + 20], closer=closer),
        place=locator.place(host, text, at, len(text)),
        hint=say("在标签末尾补上“{closer}”；一个标签必须写在同一段里", closer=closer),
    )


def _unopened(text: str, at: int, kind: str, locator: Locator, host: etree._Element) -> Problem:
    opener, literal = _CLOSERS[kind], kind[0] + "_" + kind[1]
    hint = say("在前面补上“{opener}”", opener=opener)
    if literal in LITERALS:
        hint = say(
            "在前面补上“{opener}”；要印出“{closer}”这两个符号，写成“{literal}”", opener=opener, closer=kind, literal=literal
        )
    place = locator.place(host, text, at, at + 2)
    return Problem(T21, say("“{closer}”前面没有“{opener}”，不成标签", closer=kind, opener=opener), place=place, hint=hint)


def _take(
    host: etree._Element, atoms: list[TextPiece], text: str, spans: list[TagSpan],
    locator: Locator, first: int, problems: list[Problem],
) -> list[Tag]:  # fmt: skip
    """Takes the spans out of the atoms, last first so that earlier offsets stay true, and leaves markers."""
    tags: list[Tag] = []
    told: list[Problem] = []
    for number, span in reversed(list(enumerate(spans, first))):
        spelling = straighten(span.source, span.kind)
        place = locator.place(host, text, span.start, span.end)
        written = text[span.start : span.end]
        marker = etree.ProcessingInstruction(MARKER, f"{number} p" if span.kind == "{{" else str(number))
        low, high = _trimmed(span, spelling, text)
        in_run = cut(atoms, span.start, high, marker)
        cut(atoms, low, span.start)
        tags.append(Tag(number, span.kind, spelling.source, spelling.prefix, host, marker, place, in_run))
        tags[-1].keyword = spelling.keyword
        told[:0] = _respelt(spelling, written, place)
    tags.reverse()
    problems.extend(told)
    _note_neighbours(tags, spans, text, host)
    for atom in atoms:
        _restore_literals(atom.element)
        _drop_if_empty(atom.element, host)
    return tags


def _respelt(spelling: Spelling, written: str, place: WordPlace) -> Iterator[Problem]:
    """What was read otherwise than it was typed, delimiters included."""
    delimiters = (char for char in written[:2] + written[-2:] if char in "｛｝％＃")
    changed = (*dict.fromkeys(delimiters), *spelling.changed)
    if changed:
        message = say("标签里的全角符号已按半角读取：{signs}", signs=joined(changed, " "))
        yield Problem(T02, message, Grade.NOTE, place, say("可以在模板里改成半角，免得误会"))
    doubled = written.startswith("{{%")
    if spelling.form or doubled:
        form = spelling.form or f"{{%{spelling.prefix} {spelling.source} %}}"
        message = say("标签“{written}”已按“{form}”读取", written=written, form=form)
        yield Problem(T20, message, Grade.NOTE, place, say("可以在模板里改过来，免得误会"))


def _trimmed(span: TagSpan, spelling: Spelling, text: str) -> tuple[int, int]:
    """Where a tag begins and ends with the blanks that ``-`` takes away within its paragraph; no-break spaces stay."""
    start, end = span.start, span.end
    while "<" in spelling.joins and start and text[start - 1] in _TRIMMED:
        start -= 1
    while ">" in spelling.joins and end < len(text) and text[end] in _TRIMMED:
        end += 1
    return start, end


def cut(atoms: list[TextPiece], start: int, end: int, marker: etree._Element | None = None) -> bool:
    """Takes the characters of a stretch out of its atoms; the marker goes where the first was.  True if that is a
    run's text."""
    in_run = False
    for atom in reversed([atom for atom in atoms if atom.start < end and atom.end > start]):
        element = atom.element
        if element.tag in _BLANKS:
            drop(element)
            continue
        local = atom.text
        low, high = max(start - atom.start, 0), min(end - atom.start, len(local))
        after = (element.text or "")[high:]
        element.text = local[:low]
        if marker is not None and start >= atom.start:
            marker.tail = after or None
            element.insert(0, marker)
            in_run = element.tag == W + "t"
            atom.text = local[:low]
        else:
            element.text = (local[:low] + after) or None
        if element.tag == W + "t":
            element.set(XML_SPACE, "preserve")
    return in_run


def _restore_literals(element: etree._Element) -> None:
    """docxtpl's ``{_{`` and ``}_}`` print as ``{{`` and ``}}``; they are no tags, so this comes last."""
    for node in (element, *element):
        texts = (node.text if node is element else None, node.tail if node is not element else None)
        for value, attribute in zip(texts, ("text", "tail"), strict=True):
            if value and "_" in value and any(code in value for code in LITERALS):
                for code, literal in LITERALS.items():
                    value = value.replace(code, literal)
                setattr(node, attribute, value)


def _drop_if_empty(element: etree._Element, host: etree._Element) -> None:
    """Removes a text element that held nothing but tag characters, and its run if nothing else is left in it."""
    run = element.getparent()
    if element.tag != W + "t" or element.text or len(element) or run is None:
        return
    run.remove(element)
    if run.tag == W + "r" and all(child.tag == W + "rPr" for child in run) and run is not host:
        drop(run)


def _note_neighbours(tags: list[Tag], spans: list[TagSpan], text: str, host: etree._Element) -> None:
    """Fills in whether anything visible stands before and after each tag; printing tags count as visible, block tags
    do not."""
    solid = has_objects(host)
    if len(spans) == 1 and spans[0].start == 0 and spans[0].end == len(text):  # a tag alone, as most block tags stand
        tag = tags[0]
        tag.blank_before = tag.blank_after = tag.leads = tag.trails = True
        tag.alone = not tag.prints and not solid
        return
    shown = list(text)
    for tag, span in zip(tags, spans, strict=True):
        shown[span.start : span.end] = ("\x01" if tag.prints else "\x00") * (span.end - span.start)
    bare = "".join(shown)
    for tag, span in zip(tags, spans, strict=True):
        tag.blank_before = not _visible(bare[: span.start])
        tag.blank_after = not _visible(bare[span.end :])
        tag.leads, tag.trails = not bare[: span.start].strip(), not bare[span.end :].strip()
        tag.alone = not _visible(bare) and not solid


def _visible(text: str) -> bool:
    return bool(text.replace("\x00", "").strip())


_OBJECTS = tuple(
    W + name
    for name in "drawing pict object footnoteReference endnoteReference fldChar sym ptab pgNum fldSimple sectPr br".split()
)


def has_objects(host: etree._Element) -> bool:
    """Whether a paragraph holds something visible that is not text, or a section break, which must never be lost."""
    return any(child.tag != _BREAK or _characters(child) is None for child in host.iter(*_OBJECTS))
