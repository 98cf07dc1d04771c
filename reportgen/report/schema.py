"""The dictionary → a description of the input file that editors understand (JSON Schema, draft 7), as plain data.

Knows no input.  With it an editor completes names, shows each figure's label, unit and department, and underlines what the
program would not know.  It says no more than the reader itself: what is only asked about (limits, decimals, unknown
figures) is left to the checks, which can say why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.report.data import NOTES
from reportgen.report.dictionary import Dictionary, Field, Path
from reportgen.text.numbers import written

_WORD: Mapping[str, Any] = {"type": ["string", "number", "boolean", "null"]}
_HINTS: Mapping[str, str] = {
    "口径": "这个数怎么算的：现价、可比价、快报数、海关口径……",
    "来源": "文件名+P页码，几个来源用“；”隔开",
    "截至": "数截至哪一天",
    "上年修订": "上年数后来修订成多少",
    "状态": "核对得怎样",
    "依据": "名次、结论的依据",
    "沿用": "与上年相同的，确认可以沿用",
    "填报人": "谁报的",
    "备注": "给自己看的话，不印出来",
}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "状态": ("未核对", "已核对", "未找到", "有出入"),
    "沿用": ("已确认",),
    "待改写": ("是", "否"),
    "照录": ("是", "否"),
}
SENTENCE_NOTES: Mapping[str, str] = {
    "沿用": "与上年相同的句子，确认可以沿用就写“已确认”",
    "依据": "名次、结论的依据",
    "照录": "原文如此，照样印",
    "待改写": "从上年带来、还没有改好的句子；改好后删去这一行",
    "备注": "给自己看的话，不印出来",
}
TOP: Mapping[str, str] = {
    "年度": "报告的年度，四位数字",
    "标题": "报告的标题",
    "署名": "落在标题下面的单位；不写就没有这一行",
    "日期": "成文日期，写法如 2024年1月8日",
    "说明": "给自己看的话，不印出来",
    "版式": "排法",
    "单位": "名称，正文里用【名称】引用",
    "开头": "开头的几句",
    "部分": "各部分，从“- 标题:”开始",
    "数据": "数，一个数只填一次，正文里用【名称】引用",
}
LAYOUT: Mapping[str, tuple[str, ...]] = {"话题": ("分段", "连排"), "附表": ("无", "有"), "图表": ("无", "有")}


def schema(dictionary: Dictionary) -> dict[str, Any]:
    """The description of an input file of this dictionary."""
    names = {path: made for path, made in dictionary.fields.items() if path[0] == "单位"}
    figures = {path: made for path, made in dictionary.fields.items() if path[0] != "单位"}
    contents: dict[str, Any] = {
        "年度": {"type": ["integer", "string"], "pattern": r"^\s*\d{4}\s*$"},
        "标题": _ref("句"),
        "署名": _ref("句"),
        "日期": {"type": ["string", "null"]},
        "说明": _WORD,
        "版式": _closed({name: {"enum": list(choices)} for name, choices in LAYOUT.items()}),
        "单位": _group(names, ("单位",)),
        "开头": _ref("几句"),
        "部分": {"type": "array", "items": _ref("部分")},
        "数据": _group(figures, ()),
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "由指标字典生成，不要手改；字典改了，再运行一次 reportgen schema",
        "title": "年度汇报材料的输入",
        **_closed({name: {"description": TOP[name], **said} for name, said in contents.items()}),
        "definitions": _definitions(),
    }


def _definitions() -> dict[str, Any]:
    notes = {name: _described(name, hint) for name, hint in SENTENCE_NOTES.items()}
    sentence = {"description": "一句话，要用数的地方写【名称】", **_WORD}
    part = {"标题": _ref("句"), "总起": _ref("几句"), "小节": {"type": ["array", "null"], "items": _ref("小节")}}
    return {
        "句": {"anyOf": [sentence, {**_closed({"句": sentence, **notes}), "required": ["句"]}]},
        "几句": {"anyOf": [_ref("句"), {"type": "array", "items": _ref("句")}]},
        "小节": _closed({"话题": _ref("句"), "正文": _ref("几句")}),
        "部分": {**_closed(part), "required": ["标题"]},
        "数": _valued(_WORD),
        "名单": _valued({"anyOf": [_WORD, {"type": "array", "items": {"type": ["string", "number"]}}]}),
    }


def _described(name: str, hint: str) -> dict[str, Any]:
    return {
        **({"description": hint} if hint else {}),
        **({"enum": list(_CHOICES[name])} if name in _CHOICES else _WORD),
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
    return {"description": described(made), "allOf": [_ref("名单" if made.kind == "名单" else "数")]}


def _valued(value: Mapping[str, Any]) -> dict[str, Any]:
    """The value itself, or the value with its notes."""
    notes = {name: _described(name, _HINTS.get(name, "")) for name in NOTES}
    return {"anyOf": [value, _closed({"值": value, **notes})]}


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
