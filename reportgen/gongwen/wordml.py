"""A few words about a paragraph, a style or a page → WordprocessingML, children in the order that the schema wants.

Knows no rule of official documents.  The pieces are plain text: what is built here is small, fixed and written by us,
and reads better so.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from reportgen.ooxml.names import OFFICE, PACKAGE, R, W

NAMESPACES = f'xmlns:w="{W[1:-1]}" xmlns:r="{R[1:-1]}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@dataclass(frozen=True, slots=True)
class Font:
    """Character formatting: East Asian and Latin font, size in half-points, weight, spacing in twips, colour."""

    east_asia: str
    latin: str
    size: int
    bold: bool = False
    spacing: int = 0
    colour: str = ""

    def xml(self) -> str:
        """``w:rPr`` with all four fonts named and no theme attribute (ECMA-376 Part 1 §17.3.2.26, order of
        §17.3.2.28)."""
        bold = "<w:b/><w:bCs/>" if self.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
        colour = f'<w:color w:val="{self.colour}"/>' if self.colour else ""
        spacing = f'<w:spacing w:val="{self.spacing}"/>' if self.spacing else ""
        return (
            f"<w:rPr>{fonts_xml(self.east_asia, self.latin)}{bold}{colour}{spacing}"
            f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/></w:rPr>'
        )


def fonts_xml(east_asia: str, latin: str) -> str:
    """``w:rFonts``; the hint lets Word take quotes, dashes and dots from the East Asian font (MS-OI29500 §2.1.88)."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:eastAsia="{east_asia}" w:hAnsi="{latin}" w:cs="{latin}"/>'


@dataclass(frozen=True, slots=True)
class Indent:
    """Indents in hundredths of a character and in twips, because programs read the one or the other: first line, or
    hanging where negative; left; right."""

    first: int = 0
    first_twips: int = 0
    left: int = 0
    left_twips: int = 0
    right: int = 0
    right_twips: int = 0

    def xml(self) -> str:
        """``w:ind`` (§17.3.1.12); a first line is always said, so that a style's own is cancelled."""
        sides = "".join(
            f'w:{side}Chars="{chars}" w:{side}="{twips}" '
            for side, chars, twips in (("left", self.left, self.left_twips), ("right", self.right, self.right_twips))
            if chars or twips
        )
        first = "hanging" if self.first < 0 or self.first_twips < 0 else "firstLine"
        return f'<w:ind {sides}w:{first}Chars="{abs(self.first)}" w:{first}="{abs(self.first_twips)}"/>'


@dataclass(frozen=True, slots=True)
class LayoutSpec:
    """Paragraph formatting: line pitch in twips (or, not ``exact``, in 240ths of a line), indents, alignment, outline level.

    ``tabs`` are pairs of alignment and position in twips; ``before`` is space before in twips; ``border``, ``frame`` and
    ``page_break`` are for the few paragraphs that have a rule below, stand at a place of their own, or begin a page.
    """

    pitch: int
    align: str = "both"
    indent: Indent = Indent()
    outline: int | None = None
    keep_next: bool = False
    page_break: bool = False
    before: int = 0
    tabs: tuple[tuple[str, int], ...] = ()
    border: str = ""
    frame: str = ""
    exact: bool = True

    def xml(self) -> str:
        """The children of ``w:pPr`` in the order of ECMA-376 Part 1 §17.3.1.26."""
        keep = "<w:keepNext/><w:keepLines/>" if self.keep_next else ""
        page = "<w:pageBreakBefore/>" if self.page_break else ""
        border = f"<w:pBdr>{self.border}</w:pBdr>" if self.border else ""
        outline = f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else ""
        return (
            f'{keep}{page}{self.frame}<w:widowControl w:val="0"/>{border}{tabs_xml(self.tabs)}'
            f'<w:snapToGrid w:val="0"/>'
            f'<w:spacing w:before="{self.before}" w:after="0" w:line="{self.pitch}" '
            f'w:lineRule="{"exact" if self.exact else "auto"}"/>'
            f'{self.indent.xml()}<w:jc w:val="{self.align}"/>{outline}'
        )


@dataclass(frozen=True, slots=True)
class StyleSpec:
    """A style: its id, the name by which Word knows it, its kind, what it is based on and followed by, its
    formatting."""

    id: str
    name: str
    kind: str = "paragraph"
    based_on: str = ""
    following: str = ""
    layout: LayoutSpec | None = None
    font: Font | None = None
    default: bool = False
    priority: int = 1
    run_properties: str = ""

    def xml(self) -> str:
        """``w:style`` in the order of ECMA-376 Part 1 §17.7.4.17."""
        default = ' w:default="1"' if self.default else ""
        own = "" if self.name[0].isascii() else ' w:customStyle="1"'
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else ""
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        layout = f"<w:pPr>{self.layout.xml()}</w:pPr>" if self.layout else ""
        font = self.font.xml() if self.font else self.run_properties
        return (
            f'<w:style w:type="{self.kind}"{default}{own} w:styleId="{self.id}"><w:name w:val={quoteattr(self.name)}/>'
            f'{based}{following}<w:uiPriority w:val="{self.priority}"/><w:qFormat/>{layout}{font}</w:style>'
        )


def run(text: str, style: str = "", properties: str = "") -> str:
    """A run of Chinese text, in a character style if named."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    hint = properties or '<w:rFonts w:hint="eastAsia"/>'
    return f'<w:r><w:rPr>{named}{hint}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """A paragraph in a style, with properties of its own where needed."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'


def line_xml(side: str, kind: str, size: int, space: int, colour: str = "000000") -> str:
    """A border's one side: ``size`` in eighths of a point, ``space`` to the text in points (§17.3.4)."""
    return f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def tabs_xml(stops: Sequence[tuple[str, int]]) -> str:
    """``w:tabs``: alignment and position in twips of each stop; nothing for none."""
    made = "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in stops)
    return f"<w:tabs>{made}</w:tabs>" if made else ""


def tab() -> str:
    """A tab in a run of its own."""
    return "<w:r><w:tab/></w:r>"


def page_number(style: str, dash: str = "— ") -> str:
    """``— 1 —`` as a paragraph: a PAGE field in the long form, each character of it in a run of its own, which WPS
    needs."""
    parts = [run(dash)]
    for field in ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                  '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>'):  # fmt: skip
        parts.append(f"<w:r>{field}</w:r>")
    return paragraph(style, *parts, run(dash[::-1]))


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part of the package: name, content, content type, and, for parts that the document refers to, its
    relationship."""

    name: str
    content: str | bytes
    type: str
    relationship: str = ""
    id: str = ""


def word_part(name: str, content: str, kind: str, id: str = "") -> NewPart:
    """A part beside the document, such as ``footer1.xml``."""
    return NewPart(f"word/{name}", HEAD + content, f"{_WORD}{kind}+xml", OFFICE + kind, id)


def package(document: str, parts: Sequence[NewPart], core: str, app: str) -> bytes:
    """A .docx whose bytes depend on nothing but its content: fixed order, fixed times, fixed attributes."""
    main = NewPart("word/document.xml", HEAD + document, f"{_WORD}document.main+xml")
    numbered = tuple(replace(part, id=part.id or f"rId{number}") for number, part in enumerate(parts, 1))
    properties = (
        NewPart("docProps/core.xml", HEAD + core, "application/vnd.openxmlformats-package.core-properties+xml",
             PACKAGE + "relationships/metadata/core-properties", "rId2"),
        NewPart("docProps/app.xml", HEAD + app, "application/vnd.openxmlformats-officedocument.extended-properties+xml",
             OFFICE + "extended-properties", "rId3"),
    )  # fmt: skip
    every = (main, *numbered, *properties)
    root = (replace(main, relationship=OFFICE + "officeDocument", id="rId1"), *properties)
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(every),
        "_rels/.rels": _relationships(root, ""),
        "word/document.xml": main.content,
        "word/_rels/document.xml.rels": _relationships(numbered, "word/"),
        **{part.name: part.content for part in (*numbered, *properties)},
    }
    return _zipped(files)


def _types(parts: tuple[NewPart, ...]) -> str:
    typed = (part for part in parts if part.type)
    overrides = "".join(f'<Override PartName="/{part.name}" ContentType="{part.type}"/>' for part in typed)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(parts: tuple[NewPart, ...], folder: str) -> str:
    rows = "".join(
        f'<Relationship Id="{part.id}" Type="{part.relationship}" Target="{part.name.removeprefix(folder)}"/>'
        for part in parts
        if part.relationship
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}relationships">{rows}</Relationships>'


def _zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0x01800000
            info.create_system = 0
            archive.writestr(info, content if isinstance(content, bytes) else content.encode())
    return buffer.getvalue()
