"""The texts of a year's input, and parts that come or move → the texts with them at their places, all else as it was.

Knows no sentence.  Parts come last, when all that lies in them has been written: so a part that moves takes along what
was changed in it.  What stands between two parts (blank lines, comments) stays where it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.back.edits import AddPart, MovePart
from reportgen.back.outline import Held, Outline, lines_of, node_end, read_outline
from reportgen.source import Edit, is_plain, parse, quoted, splice


class CannotApply(ValueError):
    """A step that this file's way of writing does not allow; the message says why, for a clerk."""


def arrange(texts: list[str], before: Outline, steps: Sequence[AddPart | MovePart]) -> list[str]:
    """The texts with whole parts put in and moved; ``before`` are the documents that the texts were made from.

    Raises ``CannotApply`` where the parts are not written one under the other.
    """
    if not steps:
        return texts
    outline = read_outline(
        [parse(text, document.file)[0] for text, document in zip(texts, before.documents, strict=True)]
    )
    if outline.parts.keys() != before.parts.keys():
        raise CannotApply("写进别的改动以后，“部分”就认不出了；请先写入别的，再回收一次")
    edits: list[list[Edit]] = [[] for _ in texts]
    for step in sorted(steps, key=lambda step: step.order):
        document, at, indent = _place(outline, step.anchor)
        if isinstance(step, AddPart):
            newline = "\r\n" if "\r\n" in texts[document] else "\n"
            edits[document].append(Edit(at, at, _ended(texts[document], at) + _written(step, indent, newline)))
            continue
        held = _held(outline, step.path)
        start, end = _lines(held)
        if held.document != document or held.node.source.text[start : held.node.start].split("-")[0] != indent:
            raise CannotApply("要移到另一个输入文件里，请手工移动")
        text = texts[document]
        moved = text[start:end]
        edits[document] += [Edit(start, end, ""), Edit(at, at, _ended(text, at) + moved + ("" if moved.endswith("\n") else "\n"))]
    return [splice(text, each) for text, each in zip(texts, edits, strict=True)]


def _ended(text: str, at: int) -> str:
    """A line end where the text before has none."""
    return "" if at == 0 or text[at - 1] == "\n" else "\n"


def _held(outline: Outline, part: str) -> Held:
    found = outline.parts.get(part)
    if found is None:
        raise CannotApply("这一部分在输入文件里已经没有了")
    return found


def _lines(held: Held) -> tuple[int, int]:
    text = held.node.source.text
    start, end = lines_of(text, held.node.start, node_end(held.node))
    if text[start : held.node.start].strip() != "-":
        raise CannotApply("“部分”的写法特别，请在输入文件里改")
    return start, end


def _place(outline: Outline, anchor: str) -> tuple[int, int, str]:
    """Where a part comes to stand: document, offset, and the blanks before its dash."""
    held = _held(outline, anchor or "部分[0]")
    start, end = _lines(held)
    return held.document, end if anchor else start, held.node.source.text[start : held.node.start].split("-")[0]


def _written(step: AddPart, indent: str, newline: str) -> str:
    lines = [f"- 标题: {_scalar(step.heading)}"]
    lines += ["  总起:", *(f"    - {_scalar(sentence)}" for sentence in step.opening)] if step.opening else []
    lines += ["  小节:"] if step.topics else []
    for lead, sentences in step.topics:
        own = [f"话题: {_scalar(lead)}"] if lead else []
        own += ["正文:", *(f"  - {_scalar(sentence)}" for sentence in sentences)] if sentences else []
        lines += [f"    {'  ' if number else '- '}{line}" for number, line in enumerate(own)]
    return "".join(f"{indent}{line}{newline}" for line in lines)


def _scalar(text: str) -> str:
    return text if is_plain(text) else quoted(text)
