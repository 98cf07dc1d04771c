"""A few words about a Word file → the bytes of a minimal, valid .docx, for any test that needs one.

Knows nothing of reportgen: the packages are written part by part, so that a test can also ask for a broken one.
python-docx is not used because its default template would bring parts nobody asked for.

    document("第一段", ("分成", "两个片段"), [["甲", "乙"], ["丙", "丁"]])     a paragraph, one of two runs, a table
    body_xml("<w:p><w:r><w:t>x</w:t></w:r></w:p>", header="<w:p/>", footnotes={2: "<w:p/>"})
    parts_of(data), package_of(parts), replaced(data, name, old, new)      take apart, put together, change
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
DEFAULT_TYPES = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
SECTION = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" ' + (
    'w:header="720" w:footer="720" w:gutter="0"/>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="character" w:styleId="b"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/></w:style>'
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)

Cell = str | Sequence[str]
Table = Sequence[Sequence[Cell]]
Spec = str | tuple[str, ...] | Table
Parts = dict[str, bytes]


def document(*specs: Spec, **more: object) -> bytes:
    """A .docx of paragraphs and tables; ``more`` goes to ``body_xml``.

    A string is a paragraph of one run; a tuple of strings is a paragraph of several runs; a string that starts with
    ``# `` is a heading; a list of rows (lists of cells) is a table; a cell is a string or a list of paragraphs.
    """
    return body_xml("".join(table(spec) if isinstance(spec, list) else paragraph(spec) for spec in specs), **more)  # type: ignore[arg-type]


def body_xml(
    xml: str,
    *,
    header: str | None = None,
    footer: str | None = None,
    footnotes: Mapping[int, str] | None = None,
    comments: Mapping[int, str] | None = None,
    core: str | None = None,
    custom: str | None = None,
    styles: str = STYLES,
    numbering: str | None = None,
    links: Mapping[str, str] | None = None,
    media: Mapping[str, bytes] | None = None,
    section: str | None = SECTION,
    main_type: str = f"{WML}document.main+xml",
) -> bytes:
    """``xml`` (the inside of ``w:body`` without the last ``w:sectPr``) as a .docx.

    ``header`` and ``footer`` are the inside of their part, related as ``rIdHeader`` and ``rIdFooter``; ``footnotes``
    and ``comments`` map ids to inside XML; ``core`` and ``custom`` are the inside of the property parts; ``links`` maps
    relationship ids to external addresses; ``media`` maps file names to bytes, each related as ``rId_`` + the stem.
    ``section=None`` leaves ``w:sectPr`` out.
    """
    parts = package_parts(main_type)
    related = [("rIdStyles", "styles", "styles.xml")]
    add_part(parts, "styles", f"<w:styles {NAMESPACES}>{styles}</w:styles>")
    references = ""
    for name, inside, tag in (("header", header, "hdr"), ("footer", footer, "ftr")):
        if inside is not None:
            add_part(parts, f"{name}1", f"<w:{tag} {NAMESPACES}>{inside}</w:{tag}>", name)
            related.append((f"rId{name.capitalize()}", name, f"{name}1.xml"))
            references += f'<w:{name}Reference w:type="default" r:id="rId{name.capitalize()}"/>'
    for name, notes in (("footnotes", footnotes), ("comments", comments)):
        if notes is not None:
            add_part(parts, name, f"<w:{name} {NAMESPACES}>{notes_xml(name[:-1], notes)}</w:{name}>")
            related.append((f"rId{name.capitalize()}", name, f"{name}.xml"))
    if numbering is not None:
        add_part(parts, "numbering", f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>")
        related.append(("rIdNumbering", "numbering", "numbering.xml"))
    for name, data in (media or {}).items():
        parts[f"word/media/{name}"] = data
        related.append((f"rId_{name.rsplit('.', 1)[0]}", "image", f"media/{name}"))
    last = "" if section is None else f"<w:sectPr>{references}{section}</w:sectPr>"
    parts["word/document.xml"] = f"{HEAD}<w:document {NAMESPACES}><w:body>{xml}{last}</w:body></w:document>".encode()
    parts["word/_rels/document.xml.rels"] = relationships_xml(related, links or {})
    add_properties(parts, core, custom)
    return package_of(parts)


def paragraph(runs: str | tuple[str, ...] = "", properties: str = "") -> str:
    """One ``w:p``: a string is one run, a tuple is one run each; ``properties`` is the inside of ``w:pPr``."""
    if isinstance(runs, str) and runs.startswith("# "):
        runs, properties = runs[2:], '<w:pStyle w:val="1"/>' + properties
    texts = (runs,) if isinstance(runs, str) else runs
    inside = "".join(run(text) for text in texts if text)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def run(text: str, properties: str = "") -> str:
    """One ``w:r`` with one ``w:t``; ``properties`` is the inside of ``w:rPr``."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table(rows: Table) -> str:
    """One ``w:tbl``; each cell a string or a list of paragraphs."""
    grid = '<w:gridCol w:w="2000"/>' * max(len(row) for row in rows)
    inside = "".join(f"<w:tr>{''.join(cell(item) for item in row)}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>'


def cell(content: Cell) -> str:
    """One ``w:tc``."""
    paragraphs = (content,) if isinstance(content, str) else content
    inside = "".join(paragraph(text) for text in paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def picture(relationship: str, number: int = 1) -> str:
    """One run with an inline picture; ``number`` is its ``wp:docPr`` id."""
    size = 'cx="360000" cy="360000"'
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr id="{number}" name="p{number}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="p{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(inside: str, copy: str | None = None) -> str:
    """A text box as Word writes it, twice; ``copy`` is the second where it is another."""
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="9" name="框"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr/>'
        f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        '</mc:Choice><mc:Fallback><w:pict><v:shape id="s1" style="width:1pt"><v:textbox>'
        f"<w:txbxContent>{copy or inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def field(instruction: str, result: str = "1") -> str:
    """A complex field, split over runs the way Word writes it."""
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{escape(instruction)}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{escape(result)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{piece}</w:r>" for piece in pieces)


def notes_xml(tag: str, notes: Mapping[int, str]) -> str:
    """The inside of ``footnotes.xml`` or ``comments.xml``."""
    author = ' w:author="甲"' if tag == "comment" else ""
    return "".join(f'<w:{tag} w:id="{number}"{author}>{inside}</w:{tag}>' for number, inside in notes.items())


def package_parts(main_type: str) -> Parts:
    """The two parts every package begins with; the content types are completed by ``add_part``."""
    overrides = f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>'
    defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in DEFAULT_TYPES.items())
    images = '<Default Extension="png" ContentType="image/png"/>'
    related = [("rId1", "officeDocument", "word/document.xml")]
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{TYPES}">{defaults}{images}{overrides}</Types>'.encode(),
        "_rels/.rels": relationships_xml(related, {}),
        "word/document.xml": b"",
        "word/_rels/document.xml.rels": b"",
    }


def add_part(parts: Parts, stem: str, xml: str, kind: str = "") -> None:
    """One WordprocessingML part with its content type."""
    parts[f"word/{stem}.xml"] = (HEAD + xml).encode()
    add_type(parts, f"word/{stem}.xml", f"{WML}{kind or stem}+xml")


def add_type(parts: Parts, name: str, kind: str) -> None:
    """An ``Override`` in ``[Content_Types].xml``."""
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())


def add_properties(parts: Parts, core: str | None, custom: str | None) -> None:
    """``docProps/core.xml`` and ``docProps/custom.xml``, where asked for."""
    metadata = "http://schemas.openxmlformats.org/package/2006/"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/"
    more = []
    if core is not None:
        spaces = (
            f'xmlns:cp="{metadata}metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        )
        parts["docProps/core.xml"] = f"{HEAD}<cp:coreProperties {spaces}>{core}</cp:coreProperties>".encode()
        add_type(parts, "docProps/core.xml", CORE_TYPE)
        more.append(("rId2", f"{metadata}relationships/metadata/core-properties", "docProps/core.xml"))
    if custom is not None:
        spaces = f'xmlns="{office}custom-properties" xmlns:vt="{office}docPropsVTypes"'
        parts["docProps/custom.xml"] = f"{HEAD}<Properties {spaces}>{custom}</Properties>".encode()
        add_type(parts, "docProps/custom.xml", CUSTOM_TYPE)
        more.append(("rId3", "custom-properties", "docProps/custom.xml"))
    parts["_rels/.rels"] = relationships_xml([("rId1", "officeDocument", "word/document.xml"), *more], {})


def relationships_xml(inside: Iterable[tuple[str, str, str]], links: Mapping[str, str]) -> bytes:
    """A ``.rels`` part: (id, short type or full address, target) for parts, id → address for hyperlinks."""
    rows = [
        f'<Relationship Id="{name}" Type="{kind if ":" in kind else f"{R}/{kind}"}" Target="{target}"/>'
        for name, kind, target in inside
    ]
    rows += [
        f'<Relationship Id="{name}" Type="{R}/hyperlink" Target="{escape(address)}" TargetMode="External"/>'
        for name, address in links.items()
    ]
    return f'{HEAD}<Relationships xmlns="{RELS}">{"".join(rows)}</Relationships>'.encode()


def parts_of(data: bytes) -> Parts:
    """Every part of a package by name, in the order of the zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package_of(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts → zip, with fixed times."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, data)
    return buffer.getvalue()


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    """The package with ``old`` replaced by ``new`` in one part; ``old`` must be there."""
    parts = parts_of(data)
    text = parts[name].decode()
    assert old in text, f"{old!r} is not in {name}"
    parts[name] = text.replace(old, new).encode()
    return package_of(parts)


MAIN = "word/document.xml"
SAMPLE = body_xml(
    paragraph("{{ 标题 }}") + f"<w:p>{picture('rId_一')}</w:p>",
    header=paragraph("眉"),
    footer=paragraph("脚"),
    footnotes={2: paragraph("注")},
    comments={1: paragraph("批")},
    core="<dc:title>{{ 标题 }}</dc:title>",
    custom="",
    links={"rIdLink": "https://example.org/{{ 网址 }}"},
    media={"一.png": PNG},
)
"""One file with every kind of part a tag may stand in."""
