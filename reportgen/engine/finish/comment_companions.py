"""What there is of each comment that was printed in a loop → the parts beside the comments that speak of it, a line for each.

Knows nothing of tags.  Word keeps beside ``comments.xml`` whether a comment is done and which one it answers (commentsExtended),
and a number that survives merging (commentsIds, commentsExtensible); [MS-DOCX] §2.5.  They name a comment by the ``w14:paraId``
of its last paragraph, which no two paragraphs may share: a line that leads to nothing loses the answer or the tick of a comment
without a word.  What is said of a comment is said of each of its copies; an answer belongs to the copy of its own step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from reportgen.engine.finish.loop_steps import Steps
from reportgen.ooxml.names import W14, W15, W
from reportgen.ooxml.package import Package
from reportgen.ooxml.xml_tree import drop, parse_xml, serialise_xml

PARAGRAPH = W14 + "paraId"
_PARENT = W15 + "paraIdParent"
_NUMBER, _LASTING = "paraId", "durableId"


@dataclass(frozen=True, slots=True)
class CommentCopy:
    """A comment as it was printed once: the steps around its sign, the number of its last paragraph in the template, and now."""

    steps: Steps
    old: str
    new: str


def key_of(comment: etree._Element) -> str:
    """What the other parts know a comment by; nothing where it has no such number."""
    last = [paragraph.get(PARAGRAPH, "") for paragraph in comment.iter(W + "p")][-1:]
    return "".join(last)


def threads(package: Package) -> Mapping[str, str]:
    """The number of each comment that answers another → that of the one that it answers."""
    name = _named(package).get("commentsExtended", "")
    if name not in package:
        return {}
    lines = parse_xml(package.read(name), name).iter(W15 + "commentEx")
    return {_get(line, _NUMBER): line.get(_PARENT, "") for line in lines if line.get(_PARENT)}


def fresh(old: str, at: int, taken: Collection[str]) -> str:
    """A number that no paragraph has, the same in every run; below 0x80000000 ([MS-DOCX] §2.2.4)."""
    while True:
        made = f"{int(hashlib.sha256(f'{old} {at}'.encode()).hexdigest()[:8], 16) % 0x7FFFFFFF + 1:08X}"
        if made not in taken:
            return made
        at += 1


def follow_copies(package: Package, copies: Sequence[CommentCopy], gone: Collection[str]) -> dict[str, bytes]:
    """The parts beside the comments that change: a line for each copy, none for what is ``gone``, by its number in the template."""
    named = _named(package)
    lasting: dict[str, list[str]] = {}
    changed: dict[str, bytes] = {}
    for kind in ("commentsExtended", "commentsIds", "commentsExtensible"):
        name = named.get(kind, "")
        if name in package:
            root = parse_xml(package.read(name), name)
            if kind == "commentsExtensible":
                _repeat_lasting(root, lasting)
            else:
                lasting |= _repeat(root, copies, gone)
            changed[name] = serialise_xml(root)
    return changed


def _named(package: Package) -> dict[str, str]:
    return {line.kind: line.target for line in package.relationships(package.main) if not line.external}


def _repeat(root: etree._Element, copies: Sequence[CommentCopy], gone: Collection[str]) -> dict[str, list[str]]:
    """Makes the lines of one part follow the copies; the lasting numbers of the copies, by the one in the template."""
    lasting: dict[str, list[str]] = {}
    held = list(root.iter(W15 + "commentEx", "{*}commentId"))
    taken = {_get(line, _LASTING) for line in held}
    made_of: dict[str, list[CommentCopy]] = {}
    for copy in copies:
        made_of.setdefault(copy.old, []).append(copy)
    placed = {(copy.old, copy.steps): copy.new for copy in reversed(copies)}
    for line in held:
        of_line = made_of.get(_get(line, _NUMBER), [])
        old = _get(line, _LASTING)
        numbers = _lasting_numbers(old, len(of_line), taken)
        parent = line.get(_PARENT, "")
        for copied, copy, number in zip(_repeated(line, len(of_line)), of_line, numbers, strict=False):
            _set(copied, _NUMBER, copy.new)
            _set(copied, _LASTING, number)
            if parent:
                copied.set(_PARENT, _parent_of(copy, parent, placed))
        if _get(line, _NUMBER) in gone:
            drop(line)
            numbers = []
        elif parent in gone:
            del line.attrib[_PARENT]
        if old:
            lasting[old] = numbers
    return lasting


def _lasting_numbers(old: str, count: int, taken: set[str]) -> list[str]:
    """A number for each copy, the first as it was; none where the part has no such numbers."""
    if not old:
        return [""] * count
    numbers = [old]
    while len(numbers) < count:
        numbers.append(fresh(old, len(numbers), taken))
        taken.add(numbers[-1])
    return numbers


def _repeat_lasting(root: etree._Element, lasting: Mapping[str, Sequence[str]]) -> None:
    """The part that knows comments by their lasting numbers alone."""
    for line in [line for line in root if _get(line, _LASTING) in lasting]:
        numbers = lasting[_get(line, _LASTING)]
        for copied, number in zip(_repeated(line, len(numbers)), numbers, strict=False):
            _set(copied, _LASTING, number)
        if not numbers:
            drop(line)


def _repeated(line: etree._Element, count: int) -> list[etree._Element]:
    """A line and its copies behind it, so many in all."""
    made = [line]
    while len(made) < count:
        copied = deepcopy(line)
        copied.tail = None
        made[-1].addnext(copied)
        made.append(copied)
    return made


def _parent_of(copy: CommentCopy, parent: str, placed: Mapping[tuple[str, Steps], str]) -> str:
    """The copy of the comment that is answered, in the same step, or in one around it; the first where there is none."""
    around = (placed.get((parent, copy.steps[:depth])) for depth in range(len(copy.steps), -1, -1))
    return next((new for new in around if new), parent)


def _named_here(line: etree._Element, local: str) -> str:
    """The whole name of an attribute; each of these parts has it in a vocabulary of its own."""
    return next((str(name) for name in line.attrib if str(name).endswith("}" + local)), "")


def _get(line: etree._Element, local: str) -> str:
    name = _named_here(line, local)
    return line.get(name, "") if name else ""


def _set(line: etree._Element, local: str, text: str) -> None:
    if name := _named_here(line, local):
        line.set(name, text)
