"""A Word file → what its pages show beside the running text, by kind of page, read from the package; and files with headers.

Knows nothing of reportgen: the package is read with its own few lines, so that mending is measured by something else than what
it was made with.  A kind of page is first, odd or even; which part it shows follows from w:titlePg, w:evenAndOddHeaders and the
inheritance from section to section (ECMA-376 Part 1 §17.10).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from docx_samples import HEAD, NAMESPACES, PNG, add_type, package_of, parts_of
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWN = tuple(W + name for name in ("drawing", "pict", "object"))
_NUMBER = re.compile(r"[\s\d\-－—–~·/|第共页]*")
_BLANKS = " \t\n\u00a0\u3000\u2002\u2003\u2009"


@dataclass(frozen=True)
class Shown:
    """``notes``: (section, header or footer, kind of page) → words and number of drawings; ``body``: each paragraph's words, text
    boxes and cells included; ``drawings`` in the body; ``numbered``: on which kinds of page of a section a page number stands."""

    notes: dict[tuple[int, str, str], tuple[str, int]]
    body: tuple[str, ...]
    drawings: int
    numbered: frozenset[tuple[int, str]]


def shown(data: bytes) -> Shown:
    """What the pages of a file show."""
    parts = parts_of(data)
    root = etree.fromstring(parts["word/document.xml"])
    settings = etree.fromstring(parts["word/settings.xml"]) if "word/settings.xml" in parts else None
    odd_even = _on(settings, "evenAndOddHeaders")
    targets = {
        each.get("Id"): f"word/{each.get('Target')}" for each in etree.fromstring(parts["word/_rels/document.xml.rels"])
    }
    notes: dict[tuple[int, str, str], tuple[str, int]] = {}
    numbered: set[tuple[int, str]] = set()
    held: dict[tuple[str, str], str] = {}
    for number, section in enumerate(root.iter(W + "sectPr")):
        for reference in section:
            tag = str(reference.tag).removeprefix(W)
            if tag in ("headerReference", "footerReference"):
                held[tag.removesuffix("Reference"), reference.get(W + "type", "default")] = targets[reference.get(R + "id")]
        kinds = {"odd": "default", "even": "even" if odd_even else "default", **({"first": "first"} if _on(section, "titlePg") else {})}
        for kind, named in kinds.items():
            for tag in ("header", "footer"):
                part = held.get((tag, named), "")
                made = etree.fromstring(parts[part]) if part in parts else None
                words = "".join(_words(made)) if made is not None else ""
                if tag == "footer" and made is not None and any("PAGE" in (each.text or "") for each in made.iter(W + "instrText")):
                    numbered.add((number, kind))
                bare = "" if tag == "footer" and _NUMBER.fullmatch(words) else words
                notes[number, tag, kind] = (bare, _drawings(made) if made is not None else 0)
    return Shown(notes, tuple(each for each in _words(root) if each), _drawings(root), frozenset(numbered))


def _on(root: etree._Element | None, name: str) -> bool:
    found = root.find(W + name) if root is not None else None
    return found is not None and found.get(W + "val") not in ("0", "false", "off")


def _words(root: etree._Element) -> list[str]:
    """What each paragraph says without blanks at its edges, the older copy of a drawing left out."""
    return ["".join(_texts(paragraph)).strip(_BLANKS) for paragraph in root.iter(W + "p") if not _old(paragraph)]


def _texts(paragraph: etree._Element) -> list[str]:
    own = (each for each in paragraph.iter(W + "t", W + "tab") if next(each.iterancestors(W + "p")) is paragraph)
    return [(each.text or "") if each.tag == W + "t" else "\t" for each in own if next(each.iterancestors(W + "tabs"), None) is None]


def _drawings(root: etree._Element) -> int:
    """Drawings that are no text box: pictures, lines, watermarks."""
    return sum(not _old(each) and next(each.iter(W + "txbxContent"), None) is None for each in root.iter(*_DRAWN))


def _old(element: etree._Element) -> bool:
    return next(element.iterancestors(_MC + "Fallback"), None) is not None


LOGO = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/><wp:docPr id="91" name="徽标"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="91" name="徽标"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdLogo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
WATERMARK = (
    '<w:p><w:r><w:pict><v:shape id="水印1" type="#_x0000_t136" style="position:absolute;width:300pt;height:90pt;rotation:315" fillcolor="silver">'
    '<v:textpath style="font-family:宋体" string="内部资料"/></v:shape></w:pict></w:r></w:p>'
)
LINE = '<w:p><w:r><w:pict><v:line id="线1" from="0,0" to="440pt,0" strokecolor="red" strokeweight="1pt"/></w:pict></w:r></w:p>'


def words(text: str) -> str:
    """A paragraph of a header or footer."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" if text else "<w:p/>"


NUMBER = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def with_notes(data: bytes, sections: list[dict[str, str]], *, odd_even: bool, first: bool) -> bytes:
    """The file with headers and footers: for each section ``header even`` and the like → XML, ``titlePg`` and odd and even pages as
    asked for; what it had before is gone."""
    parts = parts_of(data)
    body = re.sub(r'<w:(?:header|footer)Reference [^>]*/>|<w:titlePg/>', "", parts["word/document.xml"].decode())
    pieces = re.split(r"(?<=<w:sectPr>)", body)
    assert len(pieces) == len(sections) + 1, "one description for each section"
    related = ""
    for number, (held, (_, after)) in enumerate(zip(sections, pairwise(pieces), strict=True)):
        references = ""
        for key, xml in held.items():
            tag, kind = key.split()
            name, identifier = f"{tag}{number}{kind}.xml", f"rId{tag}{number}{kind}"
            root = "hdr" if tag == "header" else "ftr"
            parts[f"word/{name}"] = f"{HEAD}<w:{root} {NAMESPACES}>{xml}</w:{root}>".encode()
            add_type(parts, f"word/{name}", f"application/vnd.openxmlformats-officedocument.wordprocessingml.{tag}+xml")
            if "rIdLogo" in xml:
                parts[f"word/_rels/{name}.rels"] = _relationship("rIdLogo", "image", "media/logo.png", whole=True).encode()
                parts["word/media/logo.png"] = PNG
            references += f'<w:{tag}Reference w:type="{kind}" r:id="{identifier}"/>'
            related += _relationship(identifier, tag, name)
        pieces[number + 1] = references + (after.replace("<w:docGrid", "<w:titlePg/><w:docGrid", 1) if first else after)
    parts["word/document.xml"] = "".join(pieces).encode()
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", related.encode() + b"</Relationships>")
    if not odd_even:
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"<w:evenAndOddHeaders/>", b"")
    return package_of(parts)


def _relationship(identifier: str, kind: str, target: str, *, whole: bool = False) -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship Id="{identifier}" Type="{space}/{kind}" Target="{target}"/>'
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{one}</Relationships>' if whole else one
