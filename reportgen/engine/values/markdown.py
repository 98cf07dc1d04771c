"""A little Markdown, as it can be typed into YAML → rich text, or paragraphs, lists, headings and tables.

Knows no document.  It is written here and not taken from a CommonMark library because CommonMark decides by blanks and
punctuation around the stars, and Chinese is written without blanks: ``**“合力”**公司`` would keep its stars in print.  Each
line is a paragraph: nobody wraps Chinese lines by hand.  Signs that do not pair are text and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportgen.engine.values.kinds import PLAIN, Blocks, Look, Paragraph, Rich, Run, Table, plain
from reportgen.regex import regex

_INLINE = regex(
    r"\\(?P<literal>[\\*~^\[\]()#|.+-])"
    r"|\*\*(?P<bold>(?=\S)(?:(?!\*\*).)+?(?<=\S))\*\*(?!\*)"
    r"|~~(?P<strike>(?=\S)(?:(?!~~).)+?(?<=\S))~~"
    r"|\^(?P<raised>[^\s^]{1,20})\^"
    r"|(?<![\w*])\*(?P<italic>(?=[^\s*])[^*]+(?<=\S))\*(?![\w*])"
    r"|\[(?P<label>[^\[\]]+)\]\((?P<address>[^\s()]+)\)"
)
_HEADING = regex(r"(#{1,6})[ \t]+(.+)")
_ITEM = regex(r"([ \t]*)(?:([-*+])|(\d{1,3})[.)])[ \t]+(.+)")
_RULE = regex(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")


def rich_text(text: str) -> Rich | Blocks:
    """One line → rich text that may stand within a sentence; anything longer or with a structure → paragraphs."""
    blocks = tuple(_blocks(text))
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and not blocks[0].kind:
        return blocks[0].content
    return Blocks(blocks) if blocks else Rich(())


def inline(text: str, look: Look = PLAIN) -> Rich:
    """The signs within one line → runs."""
    runs: list[Run] = []
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            runs.append(Run(text[at : found.start()], look))
        runs += _marked(found, look)
        at = found.end()
    if at < len(text):
        runs.append(Run(text[at:], look))
    return Rich(_merged(runs))


def _marked(found: re.Match[str], look: Look) -> tuple[Run, ...]:
    kind = found.lastgroup
    inside = found[kind] if kind else ""
    if kind == "literal":
        return (Run(inside, look),)
    if kind == "raised":
        return (Run(inside, replace(look, vertical="superscript")),)
    if kind == "address":
        runs = inline(found["label"], look).items
        return tuple(replace(run, link=inside) for run in runs if isinstance(run, Run))
    changed = {
        "bold": replace(look, bold=True), "strike": replace(look, strike=True), "italic": replace(look, italic=True),
    }  # fmt: skip
    return tuple(run for run in inline(inside, changed[str(kind)]).items if isinstance(run, Run))


def _merged(runs: list[Run]) -> tuple[Run, ...]:
    made: list[Run] = []
    for run in runs:
        if made and (made[-1].look, made[-1].link) == (run.look, run.link):
            made[-1] = replace(run, content=made[-1].content + run.content)
        else:
            made.append(run)
    return tuple(made)


def _blocks(text: str) -> Iterator[Paragraph | Table]:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    numbered: set[int] = set()
    at = 0
    while at < len(lines):
        line = lines[at]
        table_end = _table_end(lines, at)
        item = _ITEM.fullmatch(line)
        if not line.strip():
            numbered.clear()
        elif table_end:
            yield _table(lines[at:table_end])
            at = table_end - 1
        elif heading := _HEADING.fullmatch(line):
            yield Paragraph(inline(heading[2]), kind="heading", level=len(heading[1]))
        elif item:
            yield _item(item, numbered)
        else:
            numbered.clear()
            yield Paragraph(inline(line.strip()))
        at += 1


def _item(found: re.Match[str], numbered: set[int]) -> Paragraph:
    """``numbered`` are the levels at which a numbered list is going on."""
    level = min(len(found[1].expandtabs(2)) // 2, 8)
    numbered -= {deeper for deeper in numbered if deeper > level}
    if found[2]:
        return Paragraph(inline(found[4]), kind="bullet", level=level)
    first = level not in numbered
    numbered.add(level)
    return Paragraph(inline(found[4]), kind="number", level=level, first=first)


def _table_end(lines: list[str], at: int) -> int:
    """Where a table that begins at a line ends, 0 where none begins: a line with ``|`` and below it ``|---|---|``."""
    if "|" not in lines[at] or at + 1 >= len(lines) or "|" not in lines[at + 1]:
        return 0
    if not _RULE.fullmatch(lines[at + 1].strip()):
        return 0
    end = at + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _table(lines: list[str]) -> Table:
    rows = [_cells(line) for line in (lines[0], *lines[2:])]
    width = max(map(len, rows))
    return Table(tuple((*row, *[plain("")] * (width - len(row))) for row in rows))


def _cells(line: str) -> tuple[Rich, ...]:
    inside = line.strip().removeprefix("|")
    if inside.endswith("|") and not inside.endswith("\\|"):
        inside = inside[:-1]
    return tuple(inline(cell.strip()) for cell in re.split(r"(?<!\\)\|", inside))
