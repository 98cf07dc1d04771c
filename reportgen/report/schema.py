"""The dictionary → a description of the input file that editors understand (JSON Schema, draft 7), as plain data.

Knows no input.  With it an editor completes names, shows each figure's label, unit and department, and underlines what the
program would not know.  It says no more than the reader itself: what is only asked about (limits, decimals, unknown
figures) is left to the checks, which can say why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.report.dictionary import Dictionary, Field, Path
from reportgen.report.model.grammar import (
    GRAMMAR,
    NAMES,
    SENTENCE,
    VALUE,
    Content,
    Grammar,
    Key,
    KeyRole,
    NoteKey,
    SectionKind,
)
from reportgen.text.numbers import written

_WORD: Mapping[str, Any] = {"type": ["string", "number", "boolean", "null"]}
_ONE, _ROW, _SEVERAL, _FIGURE, _LIST = SENTENCE, "一句一句", "几句", "数", "名单"
"""What a sentence, sentences, sentences with blocks among them, a figure and a list are called in the description."""


def schema(dictionary: Dictionary, grammar: Grammar = GRAMMAR) -> dict[str, Any]:
    """The description of an input file of this dictionary."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "由指标字典生成，不要手改；字典改了，再运行一次 reportgen schema",
        "title": "年度汇报材料的输入",
        **_section(grammar.top, dictionary, grammar),
        "definitions": _definitions(dictionary, grammar),
    }


def _section(kind: SectionKind, dictionary: Dictionary, grammar: Grammar) -> dict[str, Any]:
    """What may stand in a file, or in a section; that a file needs a year is left to the reader, since several are one."""
    said = {key.name: {"description": key.meaning, **_content(key, dictionary, grammar)} for key in kind.keys}
    required = [key.name for key in kind.keys if key.required] if kind is not grammar.top else []
    return {**_closed(said), **({"required": required} if required else {})}


def _content(key: Key, dictionary: Dictionary, grammar: Grammar) -> dict[str, Any]:
    """What may stand behind a key."""
    if key.role is KeyRole.YEAR:
        return {"type": ["integer", "string"], "pattern": r"^\s*\d{4}\s*$"}
    if key.kind is Content.WORD:
        return {"type": ["string", "null"]}
    if key.kind is Content.SETTINGS:
        return _closed({setting.name: {"enum": list(setting.choices)} for setting in grammar.settings})
    if key.kind is Content.DATA:
        lead: Path = (NAMES,) if key.role is KeyRole.NAMES else ()
        held = {path: made for path, made in dictionary.fields.items() if (path[0] == NAMES) is bool(lead)}
        return _group(held, lead)
    if key.kind is Content.SECTIONS:
        return {"type": "array" if key.required else ["array", "null"], "items": _ref(key.section)}
    if key.kind is Content.OPTION:
        return _option(key)
    if key.kind is Content.CELLS:
        return {"type": "array", "items": {"type": "array", "items": _ref(_ONE)}}
    if key.kind is Content.LINES:
        return _ref(_ROW)
    return {Content.SENTENCE: _ref(_ONE), Content.SENTENCES: _ref(_SEVERAL)}.get(key.kind, dict(_WORD))


def _option(key: Key) -> dict[str, Any]:
    """A word of some, or a number, or whatever a reader of the block makes of it."""
    if not key.choices:
        return {"type": ["string", "number", "array"]}
    words: dict[str, Any] = {"enum": list(key.choices)}
    return {"anyOf": [words, {"type": ["integer", "string"], "pattern": r"^\d{1,2}$"}]} if key.counts else words


def _block(kind: SectionKind, dictionary: Dictionary, grammar: Grammar) -> dict[str, Any]:
    """An item that is a block: its name, and behind it sentences, or what the block has."""
    own = kind.key(kind.name)
    if own is not None:
        held: dict[str, Any] = {"description": own.meaning, **_ref(_ROW)}
    else:
        held = {"anyOf": [_section(kind, dictionary, grammar), {"type": "string"}]}
    return {**_closed({kind.name: held}), "required": [kind.name]}


def _definitions(dictionary: Dictionary, grammar: Grammar) -> dict[str, Any]:
    notes = {note.name: _described(note) for note in grammar.sentence_notes}
    sentence = {"description": "一句话，要用数的地方写【名称】", **_WORD}
    return {
        _ONE: {"anyOf": [sentence, {**_closed({SENTENCE: sentence, **notes}), "required": [SENTENCE]}]},
        _ROW: {"anyOf": [_ref(_ONE), {"type": "array", "items": _ref(_ONE)}]},
        **{f"{name}一项": _block(kind, dictionary, grammar) for name, kind in grammar.blocks.items()},
        _SEVERAL: _several(grammar),
        **{name: _section(grammar.sections[name], dictionary, grammar) for name in reversed(tuple(grammar.sections))},
        _FIGURE: _valued(_WORD, grammar),
        _LIST: _valued({"anyOf": [_WORD, {"type": "array", "items": {"type": ["string", "number"]}}]}, grammar),
    }


def _several(grammar: Grammar) -> dict[str, Any]:
    """A sentence; or sentences and blocks in a list."""
    items = {"anyOf": [_ref(_ONE), *(_ref(f"{name}一项") for name in grammar.blocks)]} if grammar.blocks else _ref(_ONE)
    return {"anyOf": [items, {"type": "array", "items": items}]}


def _described(note: NoteKey) -> dict[str, Any]:
    return {
        **({"description": note.meaning} if note.meaning else {}),
        **({"enum": list(note.choices)} if note.choices else _WORD),
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{name}"}


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def _group(fields: Mapping[Path, Field], path: Path) -> dict[str, Any]:
    """The fields below a path, group by group; figures that the dictionary lacks are allowed, as in the reader."""
    properties: dict[str, Any] = {}
    for each, made in fields.items():
        step = each[len(path)]
        if step in properties:
            continue
        below = {other: field for other, field in fields.items() if other[: len(path) + 1] == (*path, step)}
        properties[step] = _field(made) if len(each) == len(path) + 1 else _group(below, (*path, step))
    return {"type": ["object", "null"], "properties": properties}


def _field(made: Field) -> dict[str, Any]:
    """A figure, name or list: what it may be is said once for all; ``allOf`` because beside a ``$ref`` nothing else counts."""
    return {"description": described(made), "allOf": [_ref(_LIST if made.kind == _LIST else _FIGURE)]}


def _valued(value: Mapping[str, Any], grammar: Grammar) -> dict[str, Any]:
    """The value itself, or the value with its notes."""
    notes = {note.name: _described(note) for note in grammar.value_notes}
    return {"anyOf": [value, _closed({VALUE: value, **notes})]}


def described(made: Field) -> str:
    """What an editor shows of a field: label, unit, department, kind, and what else the dictionary says."""
    span = f"{'' if made.low is None else written(made.low)}～{'' if made.high is None else written(made.high)}"
    parts = (
        f"单位：{made.unit}" if made.unit else "", f"科室：{made.department}" if made.department else "", f"类别：{made.kind}",
        f"至多 {made.decimals} 位小数" if made.decimals else "", f"范围：{span}" if span != "～" else "",
        f"“{made.of}”的{made.kind}" if made.of else "", f"“{made.counts}”的个数" if made.counts else "",
        "正数指下降" if made.falling else "", made.note,
    )  # fmt: skip
    return f"{made.label}（{'；'.join(part for part in parts if part)}）"
