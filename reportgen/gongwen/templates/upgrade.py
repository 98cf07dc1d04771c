"""An office's template from before → the present one with the office's styles and page; and the office's own words that it lacks.

Knows no report.  A style is the same where its name is: its look is the office's, its place in the new file that of the new
template.  Styles that only the office has are carried over, as are the document's defaults, a theme that styles refer to, and the
margins of the page.  The layout of the tags is the new template's: who wrote into the old one is told which words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from reportgen.gongwen.signature import CLOSING_NAMES
from reportgen.gongwen.standard import margin_set
from reportgen.gongwen.templates.annual import annual_report, signed_report
from reportgen.ooxml.additions import Additions
from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package
from reportgen.ooxml.xml_tree import parse_xml, serialise_xml
from reportgen.regex import regex

_TAG = regex(r"\{[{%#].*?[}%#]\}", re.S)
_REFERENCES = ("basedOn", "next", "link")
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The new template; the names of the styles that are the office's; the office's words that it does not have."""

    package: bytes
    styles: tuple[str, ...]
    words: tuple[str, ...]


def upgraded(old: Package) -> Upgraded:
    """The present template of the old one's kind, in the old one's looks."""
    body = parse_xml(old.read(old.main), old.main)
    looks = _part(old, "styles")
    new = Package.open(_built(body, looks))
    fresh = parse_xml(new.read(new.main), new.main)
    words = tuple(dict.fromkeys(_words(body)))
    lacking = tuple(each for each in words if each not in set(_words(fresh)))
    _keep_page(body, fresh)
    replaced = {new.main: serialise_xml(fresh)}
    names: tuple[str, ...] = ()
    if looks is not None:
        ours = _part(new, "styles")
        assert ours is not None
        names = _keep_styles(looks, ours)
        replaced[_name(new, "styles")] = serialise_xml(ours)
    additions = Additions(new)
    if (theme := _name(old, "theme")) and names:
        additions.relate(new.main, "theme", additions.add("word/theme/theme1.xml", old.read(theme), _THEME))
    return Upgraded(new.write(*additions.closed(replaced)), names, lacking)


def _built(body: etree._Element, looks: etree._Element | None) -> bytes:
    """The new template of the kind that the old one is: signed at its end or not, by its margins and fonts."""
    named = {style.get(W + "styleId"): _style_name(style) for style in looks.iter(W + "style")} if looks is not None else {}
    used = {named.get(style.get(W + "val"), "") for style in body.iter(W + "pStyle")}
    size = body.find(f".//{W}pgMar")
    found = margin_set(*(int(size.get(W + side, "0")) for side in ("top", "bottom"))) if size is not None else None
    fonts = {str(each.get(W + "eastAsia", "")) for each in looks.iter(W + "rFonts")} if looks is not None else set()
    build = signed_report if used & set(CLOSING_NAMES.values()) else annual_report
    return build(found.name if found else "A", "GBK" if any(name.endswith("_GBK") for name in fonts) else "GB2312")


def _keep_page(old: etree._Element, new: etree._Element) -> None:
    """The size and margins of upright pages."""
    source = next((each for each in reversed(list(old.iter(W + "sectPr"))) if not _lies(each)), None)
    for section in new.iter(W + "sectPr"):
        for name in ("pgSz", "pgMar", "docGrid"):
            theirs, ours = (source.find(W + name) if source is not None else None), section.find(W + name)
            if theirs is not None and ours is not None and not _lies(section):
                section.replace(ours, deepcopy(theirs))


def _lies(section: etree._Element) -> bool:
    size = section.find(W + "pgSz")
    return size is not None and size.get(W + "orient") == "landscape"


def _keep_styles(old: etree._Element, new: etree._Element) -> tuple[str, ...]:
    """The office's look for every style of the same name, and its own styles beside; the names of the former."""
    ours = {_style_name(style): style for style in new.iter(W + "style")}
    theirs = {_style_name(style): style for style in old.iter(W + "style")}
    ids = _ids(old, ours)
    for name, style in theirs.items():
        made = _moved(style, ids)
        if name in ours:
            new.replace(ours[name], made)
        else:
            new.append(made)
    defaults, own = old.find(W + "docDefaults"), new.find(W + "docDefaults")
    if defaults is not None and own is not None:
        new.replace(own, deepcopy(defaults))
    return tuple(name for name in theirs if name in ours)


def _ids(old: etree._Element, ours: Mapping[str, etree._Element]) -> dict[str, str]:
    """The office's style ids → those in the new file; one that means another style there gets a name of its own."""
    taken = {style.get(W + "styleId", "") for style in ours.values()}
    found: dict[str, str] = {}
    for style in old.iter(W + "style"):
        id, name = style.get(W + "styleId", ""), _style_name(style)
        found[id] = ours[name].get(W + "styleId", "") if name in ours else f"{id}own" if id in taken else id
    return found


def _moved(style: etree._Element, ids: Mapping[str, str]) -> etree._Element:
    """A style with the ids of the new file, and without a list's number, since a template writes its numbers itself."""
    made = deepcopy(style)
    made.set(W + "styleId", ids[style.get(W + "styleId", "")])
    for name in _REFERENCES:
        for reference in made.iterfind(W + name):
            reference.set(W + "val", ids.get(reference.get(W + "val", ""), reference.get(W + "val", "")))
    layout = made.find(W + "pPr")
    if layout is not None and (number := layout.find(W + "numPr")) is not None:
        layout.remove(number)
    return made


def _style_name(style: etree._Element) -> str:
    name = style.find(W + "name")
    return str(name.get(W + "val", "")) if name is not None else ""


def _words(body: etree._Element) -> Iterator[str]:
    """What is written in the template beside its tags."""
    for paragraph in body.iter(W + "p"):
        text = "".join(str(node.text or "") for node in paragraph.iter(W + "t"))
        yield from (piece for each in _TAG.split(text) if len(piece := each.strip(" 、（）。：—")) > 1)


def _name(package: Package, kind: str) -> str:
    lines = package.relationships(package.main)
    return next((line.target for line in lines if line.kind == kind and line.target in package), "")


def _part(package: Package, kind: str) -> etree._Element | None:
    name = _name(package, kind)
    return parse_xml(package.read(name), name) if name else None
