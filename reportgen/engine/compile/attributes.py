"""The attributes of a part's tree → the tags in them, each replaced by a token that the program knows.

Knows nothing of blocks: only printing tags may stand in an attribute (a link's address, a picture's description),
because an attribute holds no structure that could be repeated.  Word writes the braces of an address as ``%7B``; they
are read as braces again.
"""

from __future__ import annotations

from urllib.parse import unquote

from lxml import etree

from reportgen.engine.compile.lexer import Tag, scan
from reportgen.engine.compile.tag_text import straighten
from reportgen.message import say
from reportgen.ooxml.locations import Locator
from reportgen.ooxml.names import A, W
from reportgen.problem import Code, Problem

T15 = Code("T15", "链接地址、图片说明里写了 {% %}", "图片的替代文字里写 {% if 有 %}", "在数据里备好，只写 {{ 名称 }}")

OPEN, CLOSE = "\uf8f0", "\uf8f1"
"""Private characters around a tag's number in an attribute; a part that holds them itself is told."""


def find_attribute_tags(root: etree._Element, locator: Locator, first: int) -> tuple[list[Tag], list[Problem]]:
    """The printing tags in attributes, numbered from ``first``; the attributes are changed to hold tokens."""
    tags: list[Tag] = []
    problems: list[Problem] = []
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            text = unquote(str(value)) if "%7B" in str(value) or "%7b" in str(value) else str(value)
            if "{{" in text or "{%" in text or "{#" in text or "｛" in text:
                found = _take(element, str(name), text, locator, first + len(tags), problems)
                tags += found
    return tags, problems


def _take(
    element: etree._Element, name: str, text: str, locator: Locator, first: int, problems: list[Problem]
) -> list[Tag]:
    host = next(element.iterancestors(W + "p", A + "p"), element)
    spans, _ = scan(text, False, locator, host, problems)
    tags: list[Tag] = []
    for span in spans:
        place = locator.place(host, text, span.start, span.end)
        if span.kind != "{{":
            hint = say("这里只能写 {{{{ 名称 }}}}；要分情况，就在数据里备好")
            problems.append(Problem(T15, say("链接地址、图片说明这类地方不能写 {{% %}}"), place=place, hint=hint))
            continue
        number = first + len(tags)
        marker = etree.ProcessingInstruction("rg", f"{number} p")
        spelling = straighten(span.source, span.kind)
        tags.append(Tag(number, "{{", spelling.source, "", element, marker, place, False))
    for tag, span in zip(reversed(tags), reversed([span for span in spans if span.kind == "{{"]), strict=True):
        text = f"{text[: span.start]}{OPEN}{tag.number} p{CLOSE}{text[span.end :]}"
    if tags:
        element.set(name, text)
    return tags
