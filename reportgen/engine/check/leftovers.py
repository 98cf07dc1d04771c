"""The tree of a finished part → tags that were left in it.

Knows how tags are written and nothing else.  A tag that is still there was not seen by the engine, but readers will see
it; tracked deletions are left as they are, as the page does not show them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from lxml import etree

from reportgen.engine.check.faults import fault
from reportgen.message import say
from reportgen.ooxml.names import RELS, A, W
from reportgen.problem import Code

if TYPE_CHECKING:
    from reportgen.engine.check.package_fault import PackageFault

P49 = Code("P49", "成品里还有没有处理的标签", "成品里还有“{{ 标题”", '改好模板里的标签；要印出“{{”，写成 {{ "{{" }}')



DELIMITERS = ("{{", "}}", "{%", "%}", "{#", "#}")
_HOSTS = (W + "p", A + "p")
_HINT = say("请检查模板里这个标签的写法；如果确实要印出这些符号，请写成 {{{{ \"{{{{\" }}}}")
_RELATIONSHIP = RELS + "Relationship"
_SKIPPED = (W + "delText", W + "delInstrText")
_MOVED_AWAY = W + "moveFrom"
_ESCAPED = str.maketrans({"{": "%7B", "}": "%7D"})


def check_leftovers(root: etree._Element, part: str, literals: Collection[str] = ()) -> Iterator[PackageFault]:
    """Delimiters in text, in link targets and in picture descriptions, and markers of the engine itself.

    A text that holds one of ``literals`` is meant so.
    """
    for marker in root.iter(etree.ProcessingInstruction):
        message = say("成品里还有程序自己的标记（{marker}）。", marker=marker.text or "")
        yield fault(P49, part, "marker", message, hint=say("请把模板和数据一并反馈给维护人员"), element=marker)
    for element, text in _texts(root):
        sign = next((sign for sign in DELIMITERS if sign in text), "")
        if sign and not any(literal in text for literal in literals):
            start = max(0, text.index(sign) - 10)
            message = say("成品里还有没有处理的标签：“{tag}”。", tag=text[start:start + 40])
            yield fault(P49, part, sign, message, hint=_HINT, element=element)


def _texts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Each paragraph with the text of its own runs (not of text boxes in it), then whatever else may hold a tag."""
    if root.tag != RELS + "Relationships":
        paragraphs: dict[etree._Element, list[str]] = {}
        for leaf in root.iter(etree.Element):
            if leaf.text and len(leaf) == 0 and leaf.tag not in _SKIPPED and _may_hold(leaf.text) and not _gone(leaf):
                host = next(leaf.iterancestors(*_HOSTS), leaf)
                paragraphs.setdefault(host, [])
        for host in paragraphs:
            yield host, _own_text(host)
    for element in root.iter(_RELATIONSHIP):
        target = element.get("Target", "")
        for sign in ("{", "}"):
            target = target.replace(sign.translate(_ESCAPED), sign)
        yield element, target


def _gone(leaf: etree._Element) -> bool:
    """Whether a tracked move has taken the text elsewhere."""
    return next(leaf.iterancestors(_MOVED_AWAY, *_HOSTS), leaf).tag == _MOVED_AWAY


def _may_hold(text: str) -> bool:
    return "{" in text or "}" in text


def _own_text(host: etree._Element) -> str:
    if host.tag not in _HOSTS:
        return host.text or ""
    pieces = []
    for leaf in host.iter(etree.Element):
        mine = leaf.text and len(leaf) == 0 and leaf.tag not in _SKIPPED and not _gone(leaf)
        if mine and next(leaf.iterancestors(*_HOSTS), None) is host:
            pieces.append(leaf.text or "")
    return "".join(pieces)
