"""JSON text → plain data with exact numbers.

Knows no file and no YAML: who fills a template with JSON loads none of that.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from reportgen.message import said_by, say
from reportgen.problem import Code, Problem, ReportError, TextPlace

Y17 = Code("Y17", "JSON 文件读不懂", '{"标题": "通知",}', '{"标题": "通知"}')
Y18 = Code("Y18", "数据文件的最外层不是一组“名称: 值”", "[1, 2]", "各项: [1, 2]")


def is_json(path: Path) -> bool:
    """Whether a file is JSON, by its name."""
    return path.suffix.lower() == ".json"


def looks_like_json(text: str) -> bool:
    """The same of a text that came without a file."""
    return text.lstrip().startswith("{")


def json_data(text: str, name: str) -> dict[str, Any]:
    """The data of an object; raises ``ReportError`` (Y17, Y18)."""
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
