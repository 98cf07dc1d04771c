"""Tags → a problem where there are more of them, longer or more deeply nested than any honest template has.

Knows no data.  These bounds are the language's own: Python compiles no more than twenty loops in one another and no
expression without end, and pairing tags takes time with the square of how many stand in one paragraph.  What a *rendering*
may use is another matter, which a caller can raise (``render.printer.Bounds``), and so is what a file may hold
(``ooxml.archive.Limits``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import nodes

from reportgen.engine.compile.jinja_nodes import children
from reportgen.engine.compile.lexer import T30, Tag
from reportgen.message import say
from reportgen.problem import Problem

MAX_TAGS = 20_000
"""Tags of one part; a report of a hundred pages has a few hundred."""
MAX_BLOCKS = 40
"""Blocks in one another: ``if``, ``for``, ``with``, ``macro``…"""
MAX_LOOPS = 16
"""Loops in one another."""
MAX_EXPRESSION = 60
"""How deeply an expression may be nested: brackets, filters one after the other, ``a.b.c``, ``1+2+3``."""


def excess(tags: Sequence[Tag]) -> list[Problem]:
    """What is too much about the tags of a part; then nothing further should be done with them."""
    if len(tags) > MAX_TAGS:
        message = say(
            "这一部分里有 {count} 个标签，超过了上限 {limit} 个", count=format(len(tags), ","), limit=format(MAX_TAGS, ",")
        )
        return [Problem(T30, message, place=tags[MAX_TAGS].place, hint=say("重复的内容用 {{% for %}} 写"))]
    blocks = loops = 0
    for tag in tags:
        opens = tag.kind == "{%" and tag.keyword in ("for", "if", "with", "macro", "call", "filter")
        closes = tag.keyword.startswith("end") and tag.keyword not in ("endset", "endraw")
        blocks += opens - closes
        loops += (tag.keyword == "for") - (tag.keyword == "endfor")
        if blocks > MAX_BLOCKS or loops > MAX_LOOPS:
            message = (
                say("循环套了 {depth} 层，最多 {limit} 层", depth=loops, limit=MAX_LOOPS)
                if loops > MAX_LOOPS
                else say("标签套了 {depth} 层，最多 {limit} 层", depth=blocks, limit=MAX_BLOCKS)
            )
            return [Problem(T30, message, place=tag.place, hint=say("把里面几层的数据先在数据文件里整理好"))]
    return []


def is_deep(tree: nodes.Node) -> bool:
    """Whether an expression is nested beyond ``MAX_EXPRESSION``."""
    return any(depth >= MAX_EXPRESSION for _, depth in with_depths(tree))


def with_depths(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Every node with its depth in the statement that it belongs to; walked by a list, so that depth costs no stack."""
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, 1 if isinstance(child, nodes.Stmt) else depth + 1) for child in children(node)]
