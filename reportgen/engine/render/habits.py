"""A tag that Jinja cannot read → which habit of another language is in it, and what to write instead.

Knows no places and no data.  Jinja names the sign at which it gave up; who wrote ``&&`` wants to hear of ``and``.
"""

from __future__ import annotations

import re

from reportgen.message import Message, say
from reportgen.regex import regex

_QUOTED = regex(r"""'[^']*'|"[^"]*\"""")
_DIGITS_FIRST = regex(r"(?<![\w.])(\d+[^\W\d]\w*)")
_ONE_EQUALS = regex(r"(?<![=!<>])=(?!=)")
_CHOICE = regex(r"(.+?)\s*\?\s*(.+?)\s*:\s*(.+)")


def habit(source: str, keyword: str) -> tuple[Message, Message] | None:
    """The sentence and the hint, if the tag holds one of the habits; ``keyword`` is the first word of a statement."""
    plain = _QUOTED.sub(lambda found: '"' + " " * (len(found.group()) - 2) + '"', source)
    if source.startswith("{") and ":" not in source:
        return say("里的花括号多了一层"), say("写成 {{{{ {inside} }}}}", inside=source.strip("{} "))
    if found := _DIGITS_FIRST.search(plain):
        name = found[1]
        return (
            say("里的名称“{name}”以数字开头，模板读不懂", name=name),
            say("在数据和模板里都改成以文字开头的名称，例如“{other}”", other=_turned(name)),
        )
    for sign, word in (("&&", "and"), ("||", "or"), ("===", "=="), ("<>", "!=")):
        if sign in plain:
            return say("里的“{sign}”不能用", sign=sign), say("写成 {word}", word=word)
    if re.search(r"!(?!=)", plain):
        return say("里的“!”不能用"), say("写成 not，例如 {{% if not 有 %}}")
    if keyword in ("if", "elif") and _ONE_EQUALS.search(plain) and "(" not in plain:
        return say("里比较要写两个等号"), say("写成 ==")
    if not keyword and "?" in plain and (found := _CHOICE.fullmatch(source)):
        test, first, second = found.groups()
        return say("里的“? :”不能用"), say("写成 {first} if {test} else {second}", first=first, test=test, second=second)
    return None


def _turned(name: str) -> str:
    digits = re.match(r"\d+", name)
    assert digits is not None
    return name[digits.end() :] + digits.group()
