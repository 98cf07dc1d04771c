"""A value that a tag prints → the XML that stands in its place.

Knows the run around the tag and nothing else of the document.  This is the one place where text becomes XML: whatever
is printed is escaped here, and characters that XML 1.0 (§2.2) forbids are refused here.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from reportgen.engine.compile.lexer import Tag
from reportgen.message import say
from reportgen.ooxml.names import W
from reportgen.regex import regex

_MARKUP = frozenset('&<>{}"\\')
_SPECIAL = regex(r'[&<>{}"\\\x00-\x1f\ud800-\udfff\ufffe\uffff]')
"""Characters that may not stand in XML text as they are, and braces, which the check for leftover tags must be told
of."""
_FORBIDDEN = regex(r"[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Compiled when a text has something special at all."""
_BEFORE_HIGHLIGHT = frozenset(
    W + name
    for name in (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
        "color spacing w kern position sz szCs"
    ).split()
)


class ForbiddenCharacter(ValueError):
    """The text holds a character that no XML file may hold."""

    def __init__(self, char: str, before: str) -> None:
        code_point = format(ord(char), "04X")
        self.message = say(
            "文字里有 Word 文件不能存放的字符 U+{code_point}（在“{before}”之后）", code_point=code_point, before=before
        )
        self.hint = say("在数据里删去这个字符（常是从别处粘贴带来的）")
        super().__init__(self.message)


class Unfilterable(ValueError):
    """A filter is to change printed text that is more than words."""

    def __init__(self) -> None:
        super().__init__(say("过滤器只能改文字，这一段里还有换行、字样、图片、分页或标黄的待补，也可能跨了几处不同的格式"))


@dataclass(slots=True, eq=False, repr=False)
class Site:
    """What surrounds a printing tag: ``w`` is the part's prefix for WordprocessingML (``w:``), empty outside of runs;
    ``attribute`` says that it stands in one, ``framed`` that this one describes a picture or shape, ``instruction`` that
    it stands in a field code.

    ``properties`` is the run's ``w:rPr`` as XML text; ``element`` the same as a tree, empty for none; ``paragraph`` the
    ``w:pPr`` as XML text where the paragraph may end and begin again at the tag, ``None`` where it may not.
    """

    w: str = ""
    properties: str = ""
    attribute: bool = False
    framed: bool = False
    element: etree._Element | None = None
    instruction: bool = False
    paragraph: str | None = None
    marked: dict[str, str] = field(default_factory=dict)

    def highlighted(self, colour: str) -> str:
        """The run's properties with a highlight (ECMA-376 Part 1 §17.3.2.15), in schema order."""
        if colour not in self.marked:
            element = (
                deepcopy(self.element) if self.element is not None else etree.Element(W + "rPr", nsmap={"w": W[1:-1]})
            )
            for old in element.findall(W + "highlight"):
                element.remove(old)
            place = sum(1 for child in element if child.tag in _BEFORE_HIGHLIGHT)
            element.insert(place, etree.Element(W + "highlight", {W + "val": colour}))
            self.marked[colour] = plain_xml(element, self.w)
        return self.marked[colour]


def site_of(tag: Tag) -> Site:
    """The surroundings of a printing tag."""
    text = tag.marker.getparent()
    if text is not None and text.tag == W + "instrText":
        return Site(instruction=True)
    run = text.getparent() if text is not None and text.tag == W + "t" else None
    if run is None or run.tag != W + "r":
        return Site()
    prefix = next((name for name, uri in run.nsmap.items() if uri == W[1:-1] and name), "w")
    properties = run.find(W + "rPr")
    shown = plain_xml(properties, f"{prefix}:") if properties is not None else ""
    return Site(f"{prefix}:", shown, element=properties, paragraph=_reopened(run, f"{prefix}:"))


def _reopened(run: etree._Element, w: str) -> str | None:
    """The properties of the run's paragraph, if a second paragraph like it may follow: the run stands in it directly and
    it ends no section."""
    paragraph = run.getparent()
    if paragraph is None or paragraph.tag != W + "p":
        return None
    properties = paragraph.find(W + "pPr")
    if properties is None:
        return ""
    return plain_xml(properties, w) if properties.find(W + "sectPr") is None else None


def attribute_site(tag: Tag) -> Site:
    """The surroundings of a printing tag in an attribute."""
    name = etree.QName(tag.host).localname
    framed = name in ("docPr", "cNvPr", "shape", "rect", "imagedata")
    return Site(attribute=True, framed=framed, instruction=tag.host.tag == W + "fldSimple")


def plain_xml(element: etree._Element, w: str) -> str:
    """An element as XML text without the namespace declarations that its new place has anyway."""
    copy = deepcopy(element)
    copy.tail = None
    etree.cleanup_namespaces(copy)
    text = etree.tostring(copy, encoding="unicode")
    return text.replace(f' xmlns:{w[:-1]}="{W[1:-1]}"', "", 1)


def is_plain(text: str) -> bool:
    """Whether a text may stand in XML as it is.  Of what can be printed only the signs of XML and braces may not; the pattern,
    which takes a third of a millisecond to compile, is asked only of a text with something else in it, such as a wide blank."""
    return (text.isprintable() and _MARKUP.isdisjoint(text)) or not _SPECIAL.search(text)


def permitted(text: str) -> str:
    """The same text; raises ``ForbiddenCharacter`` where it holds one."""
    bad = _FORBIDDEN.search(text)
    if bad:
        raise ForbiddenCharacter(bad.group(), text[max(0, bad.start() - 10) : bad.start()])
    return text


def text_xml(text: str, site: Site) -> str:
    """Escaped text; within a run, line ends and tabs become breaks and tabs (§17.3.3.1, §17.3.3.32).

    As in docxtpl, ``\\a`` begins another paragraph with the same properties, ``\\f`` the same on a new page; where no
    paragraph can begin they are a line and a page break.  Raises ``ForbiddenCharacter``.
    """
    if is_plain(text):
        return text
    escaped = permitted(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if site.instruction:  # ECMA-376 Part 1 §17.16.1: a quotation mark or backslash in an argument takes a backslash
        plain = " ".join(escaped.replace("\\", "\\\\").replace('"', '\\"').split())
        return plain.replace('"', "&quot;")
    if not site.w:
        escaped = escaped.replace("\r", "&#13;").replace("\a", "\n").replace("\f", "\n")
        return escaped.replace('"', "&quot;").replace("\n", "&#10;") if site.attribute else escaped
    return _with_breaks(escaped, site)


def _with_breaks(escaped: str, site: Site) -> str:
    w = site.w
    text = escaped.replace("\r\n", "\n").replace("\r", "\n")
    if not any(char in text for char in "\n\t\f\a"):
        return text
    if site.paragraph is not None:
        reopened = f'<{w}p>{site.paragraph}<{w}r>{site.properties}<{w}t xml:space="preserve">'
        page = f'<{w}p><{w}r><{w}br {w}type="page"/></{w}r></{w}p>'
        text = text.replace("\a", f"</{w}t></{w}r></{w}p>{reopened}")
        text = text.replace("\f", f"</{w}t></{w}r></{w}p>{page}{reopened}")
    text = text.replace("\a", "\n")
    again = f'<{w}t xml:space="preserve">'
    for char, element in (("\n", "br/"), ("\t", "tab/"), ("\f", f'br {w}type="page"/')):
        text = text.replace(char, f"</{w}t><{w}{element}>{again}")
    return text


def marked_xml(text: str, site: Site, colour: str) -> str:
    """Text in a run of its own with a highlight; the run around it is closed and opened again."""
    inner = text_xml(text, site)
    if not site.w:
        return inner
    w = site.w
    start = f'</{w}t></{w}r><{w}r>{site.highlighted(colour)}<{w}t xml:space="preserve">'
    return f'{start}{inner}</{w}t></{w}r><{w}r>{site.properties}<{w}t xml:space="preserve">'


Marks = Mapping[str, str]
"""Marks of traced text (``待补``) → highlight colours (ST_HighlightColor, §17.18.40)."""
