"""A Word file that came back, the template and what was printed → edits of its headers and footers, and how many runs were
given another font or size.

Knows no YAML: what stands there is the template's, so it is shown and never written.  Programs name these parts anew and
leave out those that no page shows, so texts are compared and not parts; a page number is no text.  A font or a size counts
where the template sets no run so: whoever only types keeps those of the text around.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from lxml import etree

from reportgen.message import say
from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package
from reportgen.ooxml.xml_tree import parse_xml
from reportgen.roundtrip.edits import TEMPLATE, Edit
from reportgen.roundtrip.printed import BLANK

_PLACES = {W + "hdr": say("页眉"), W + "ftr": say("页脚")}
_REASON = say("页眉页脚的字是模板里的，不在输入文件里；要改请改模板")


def margin_edits(package: Package, template: Package, trace: Mapping[str, Any]) -> tuple[Edit, ...]:
    """The texts of headers and footers that read otherwise than the template, filled, makes them."""
    was, now = _texts(template), _texts(package)
    filled: dict[str, list[str]] = {}
    for row in trace["段落"]:
        filled.setdefault(row["部件"], []).append(row["文字"].strip(BLANK))
    found: list[Edit] = []
    for place in _PLACES.values():
        printed = [text for part, (where, texts) in was.items() if where == place for text in filled.get(part, texts)]
        read = [text for where, texts in now.values() if where == place for text in texts]
        gone = [text for text in dict.fromkeys(printed) if text not in read]
        come = [text for text in dict.fromkeys(read) if text not in printed]
        if come or gone:
            found += [Edit(TEMPLATE, old, new, place, reason=_REASON) for old, new in zip_longest(gone, come, fillvalue="")]
    return tuple(found)


def _texts(package: Package) -> dict[str, tuple[str, list[str]]]:
    """Each header and footer: which it is, and its paragraphs without what fields show."""
    found: dict[str, tuple[str, list[str]]] = {}
    for name in package.names:
        if name.startswith("word/") and name.endswith(".xml") and ("header" in name or "footer" in name):
            root = parse_xml(package.read(name), name)
            if root.tag in _PLACES:
                texts = [text for each in root.iter(W + "p") if (text := "".join(_words(each)).strip(BLANK))]
                found[name] = (_PLACES[root.tag], texts)
    return found


def _words(paragraph: etree._Element) -> Iterator[str]:
    depth = 0
    for node in paragraph.iter(W + "t", W + "tab", W + "fldChar"):
        if node.tag == W + "fldChar":
            depth += {"begin": 1, "end": -1}.get(node.get(W + "fldCharType") or "", 0)
        elif not depth and not any(above.tag == W + "fldSimple" for above in node.iterancestors()):
            yield node.text or "" if node.tag == W + "t" else "\t"


def restyled(package: Package, template: Package) -> int:
    """How many runs of the text have a font or a size of their own that no run of the template has."""
    known = set(_dresses(template))
    return sum(1 for dress in _dresses(package) if dress not in known)


def _dresses(package: Package) -> Iterator[tuple[str, str]]:
    """Each font (of Chinese text) and each size (in half points) that a run with text sets, by the attribute."""
    for run in parse_xml(package.read(package.main), package.main).iter(W + "r"):
        if not any((node.text or "").strip() for node in run.iter(W + "t")):
            continue
        for path, name in (("rFonts", "eastAsia"), ("sz", "val")):
            node = run.find(f"{W}rPr/{W}{path}")
            if node is not None and node.get(W + name):
                yield path, node.get(W + name) or ""
