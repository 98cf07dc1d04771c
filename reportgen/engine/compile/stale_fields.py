"""An arranged part → the fields whose shown result is the template's, though filling changes what it is worked out from.

Knows no data.  Word keeps the result of a field beside its code (ECMA-376 Part 1 §17.16.18) and works it out again only when
somebody asks: a total of =SUM(ABOVE) printed below rows of a loop is the one that the template was saved with.  A result that
holds a tag itself is filled, and told by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.message import say
from reportgen.ooxml.field_targets import aims_at
from reportgen.ooxml.locations import Locator
from reportgen.ooxml.names import W
from reportgen.problem import Code, Grade, Problem

_COUNTED = "SEQ"
_WORKED_OUT = frozenset(("IF", "COMPARE", "QUOTE"))
_SHOWN = 20
_MET = (*(W + name for name in "fldChar instrText fldSimple t bookmarkStart bookmarkEnd".split()), etree.ProcessingInstruction)


@dataclass(slots=True, eq=False)
class _ShownField:
    """A field: where it begins, how many blocks are around it, its code and result, and whether tags stand in them."""

    begin: etree._Element
    depth: int
    code: str = ""
    result: str = ""
    coded: bool = False
    code_filled: bool = False
    result_filled: bool = False

    @property
    def kind(self) -> str:
        words = self.code.split()
        return "=" if self.code.strip().startswith("=") else words[0].upper() if words else ""


def stale_fields(root: etree._Element, roles: Mapping[str, int], locator: Locator, code: Code) -> Iterator[Problem]:
    """Each field of which that is so, told by ``code``, once a paragraph."""
    fields, filled = _FieldWalk(root, roles).run()
    told: dict[etree._Element | None, None] = {}
    for each in fields:
        host = next(each.begin.iterancestors(W + "p"), None)
        if not each.result_filled and host is not None and host not in told and _is_stale(each, filled):
            told[host] = None
            shown = each.result.strip()[:_SHOWN]
            message = say(
                "域“{code}”的结果是模板里存着的“{result}”，填数以后不会自己重算", code=each.code.strip()[: 2 * _SHOWN], result=shown
            )
            hint = say("能用标签的改成标签，如 {example}；或者加 --更新域，在 Word 里打开时更新", example="{{ 各行|sum(attribute='数') }}")
            yield Problem(code, message, Grade.WARNING, locator.place(host), hint)


def _is_stale(each: _ShownField, filled: frozenset[str]) -> bool:
    if each.kind == "=":
        table = next(each.begin.iterancestors(W + "tbl"), None)
        return each.code_filled or table is None or next(table.iter(etree.ProcessingInstruction), None) is not None
    if each.kind == _COUNTED:
        return each.depth > 0
    if each.kind in _WORKED_OUT:
        return each.code_filled
    return aims_at(each.code).lower() in filled


class _FieldWalk:
    """One walk through a part: its fields, and the bookmarks that hold tags."""

    def __init__(self, root: etree._Element, roles: Mapping[str, int]) -> None:
        self.root, self.roles = root, roles
        self.depth = 0
        self.open: list[_ShownField] = []
        self.fields: list[_ShownField] = []
        self.marks: dict[str | None, str] = {}
        self.filled: set[str] = set()

    def run(self) -> tuple[list[_ShownField], frozenset[str]]:
        for node in self.root.iter(*_MET):
            if isinstance(node, etree._ProcessingInstruction):
                self._tag(node)
            elif node.tag == W + "bookmarkStart":
                self.marks[node.get(W + "id")] = (node.get(W + "name") or "").lower()
            elif node.tag == W + "bookmarkEnd":
                self.marks.pop(node.get(W + "id"), None)
            elif node.tag == W + "fldSimple":
                self.fields.append(self._simple(node))
            elif node.tag == W + "fldChar":
                self._sign(node)
            elif self.open:
                self._text(node)
        return self.fields, frozenset(self.filled)

    def _tag(self, node: etree._Element) -> None:
        self.depth += self.roles.get(node.text or "", 0)
        self.filled |= set(self.marks.values())
        for each in self.open:
            each.result_filled = each.result_filled or each.coded
            each.code_filled = each.code_filled or not each.coded

    def _simple(self, node: etree._Element) -> _ShownField:
        made = _ShownField(node, self.depth, node.get(W + "instr") or "", coded=True)
        made.result = "".join(text.text or "" for text in node.iter(W + "t"))
        made.result_filled = next(node.iter(etree.ProcessingInstruction), None) is not None
        return made

    def _sign(self, node: etree._Element) -> None:
        kind = node.get(W + "fldCharType")
        if kind == "begin":
            self.open.append(_ShownField(node, self.depth))
            self.fields.append(self.open[-1])
        elif self.open and kind == "separate":
            self.open[-1].coded = True
        elif self.open and kind == "end":
            self.open.pop()

    def _text(self, node: etree._Element) -> None:
        last = self.open[-1]
        if last.coded and node.tag == W + "t":
            last.result += node.text or ""
        elif not last.coded and node.tag == W + "instrText":
            last.code += node.text or ""
