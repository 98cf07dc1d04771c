"""A YAML or JSON file of any shape → plain data for the bare engine: dict, list, text, exact numbers, yes and no,
nothing.

Knows no field and no template.  YAML goes through ``read``, so the traps of typing are told as for a year's input;
a plain number becomes exact and keeps its decimals (``45.20``), one with a leading zero stays text (``010``), and so
does a date.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from reportgen.message import said_by, say
from reportgen.problem import Code, Problem, ReportError, TextPlace, errors
from reportgen.regex import regex
from reportgen.storage import read_regular
from reportgen.yamltext import MAX_BYTES, MappingNode, Node, Scalar, parse, read
from reportgen.yamltext.read import Y01, Y02

Y17 = Code("Y17", "JSON 文件读不懂", '{"标题": "通知",}', '{"标题": "通知"}')
Y18 = Code("Y18", "数据文件的最外层不是一组“名称: 值”", "[1, 2]", "各项: [1, 2]")


_NUMBER = regex(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?")
_WORDS = {"true": True, "false": False, "": None, "null": None, "~": None}


def read_data(path: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Reads a file by its ending, ``.json`` or YAML; raises ``ReportError`` when it cannot be used."""
    if path.suffix.lower() == ".json":
        try:
            data = read_regular(path, MAX_BYTES)
        except OSError:
            raise ReportError([Problem(Y01, say("打不开这个文件：{name}", name=path.name), hint=say("请核对文件名和位置"))]) from None
        if len(data) > MAX_BYTES:
            raise ReportError(
                [
                    Problem(Y02, say("{file} 太大（上限 12 MB）", file=path.name), place=TextPlace(path.name, 1, 1))
                ]
            )
        return _json(data.decode("utf-8-sig", errors="replace"), path.name), ()
    document, problems = read(path)
    return _mapping(document.root, path.name, problems), problems


def read_text(text: str, name: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The same of a text that came without a file: JSON if it begins like JSON, else YAML."""
    if text.lstrip().startswith("{"):
        return _json(text, name), ()
    document, problems = parse(text, name)
    return _mapping(document.root, name, problems), problems


def plain(node: Node) -> Any:
    """A located tree as plain data."""
    if isinstance(node, Scalar):
        return node.text if node.style else _typed(node.text)
    if isinstance(node, MappingNode):
        return {entry.key.text: plain(entry.value) for entry in node}
    return [plain(item) for item in node]


def _typed(text: str) -> Any:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if not _NUMBER.fullmatch(text):
        return text
    return Decimal(text) if "." in text else int(text)


def _mapping(root: Node | None, name: str, problems: tuple[Problem, ...]) -> dict[str, Any]:
    if errors(problems):
        raise ReportError(problems)
    if not isinstance(root, MappingNode):
        hint = say("写成一行一项“名称: 值”")
        raise ReportError(
            [
                *problems,
                Problem(Y18, say("{file} 里没有一项项的数据", file=name), place=TextPlace(name, 1, 1), hint=hint),
            ]
        )
    made: dict[str, Any] = plain(root)
    return made


def _json(text: str, name: str) -> dict[str, Any]:
    try:
        data = json.loads(text, parse_float=_exact, object_pairs_hook=_pairs, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1] if text else ""
        place = TextPlace(name, error.lineno, error.colno, line)
        hint = say("检查逗号、引号和括号是否成对")
        raise ReportError([Problem(Y17, say("{file} 不是完好的 JSON", file=name), place=place, hint=hint)]) from None
    except (ValueError, RecursionError) as error:
        deep = isinstance(error, RecursionError)
        reason = say("层次套得太深") if deep else said_by(error) or say("有一个数的位数太多")
        message = say("{file}：{reason}", file=name, reason=reason)
        raise ReportError([Problem(Y17, message, place=TextPlace(name, 1, 1))]) from None
    if not isinstance(data, dict):
        raise ReportError(
            [
                Problem(
                    Y18,
                    say("{file} 的最外层要是一个对象", file=name),
                    place=TextPlace(name, 1, 1),
                    hint=say('写成 {{"名称": 值}}'),
                )
            ]
        )
    return data


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Equal keys are refused: the last would win without a word."""
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise ValueError(say("“{name}”写了两次，请删去一处", name=name))
        made[name] = value
    return made


def _exact(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise ValueError(say("“{number}”超出了数的范围", number=digits[:40])) from None


def _no_constant(word: str) -> Any:
    raise ValueError(say("“{word}”不是数", word=word))
