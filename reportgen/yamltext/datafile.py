"""A YAML or JSON file of any shape → plain data for the bare engine: dict, list, text, exact numbers, yes and no,
nothing.

Knows no field and no template.  YAML goes through ``read``, so the traps of typing are told as for a year's input;
a plain number becomes exact and keeps its decimals (``45.20``), one with a leading zero stays text (``010``), and so
does a date.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.message import say
from reportgen.problem import Problem, ReportError, TextPlace, errors
from reportgen.regex import regex
from reportgen.yamltext.file import data_bytes
from reportgen.yamltext.json_data import Y18, is_json, json_data, looks_like_json
from reportgen.yamltext.nodes import MappingNode, Node, Scalar
from reportgen.yamltext.read import parse, read

_NUMBER = regex(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?")
_WORDS = {"true": True, "false": False, "": None, "null": None, "~": None}


def read_data(path: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Reads a file by its ending, ``.json`` or YAML; raises ``ReportError`` when it cannot be used."""
    if is_json(path):
        return json_data(data_bytes(path).decode("utf-8-sig", errors="replace"), path.name), ()
    document, problems = read(path)
    return _mapping(document.root, path.name, problems), problems


def read_text(text: str, name: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The same of a text that came without a file: JSON if it begins like JSON, else YAML."""
    if looks_like_json(text):
        return json_data(text, name), ()
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
