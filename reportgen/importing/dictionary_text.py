"""The figures of an old report, and the dictionary that there is → the text of a dictionary: made, or with what is new added to
it.

Knows no file.  A dictionary that an office has is kept byte for byte; new groups and fields are put behind what it has.  What
one old report says need not be said every year, so a new field is not asked for (必填: 否) unless two years have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.importing.figures import AMOUNT, CHANGES, COUNT, QUANTITY, ReportFigure
from reportgen.report.dictionary import Path, counts_in_ones
from reportgen.text.numbers import decimals, read_figure
from reportgen.yamltext import Document, MappingNode, add_entry, splice
from reportgen.yamltext.edit import flow_text

_HEAD = """# 指标字典：每个指标是什么、什么单位、归哪个科室。由“{name}”录入时列出，名称、科室请按本单位的改。
#   类别：计数 金额 数量 比率 增速 百分点 时长 名次 名单 名称 年份；小数：最多几位小数；比上年：是否与上年比较
#   必填: 否 表示有的年份没有，缺了不提示；原文：录入旧稿时靠哪几个字认出这个数
"""
_TOP = _LEVEL = "指标"
_COMPARED = frozenset((AMOUNT, QUANTITY, COUNT))


def dictionary_text(name: str, figures: Sequence[ReportFigure], twice: frozenset[Path]) -> str:
    """A new dictionary of these figures."""
    lines = [_HEAD.format(name=" ".join(name.split()))]
    if figures:
        lines.append(f"{_TOP}:")
    group = ""
    for figure in sorted_by_group(figures):
        if figure.path[0] != group:
            group = figure.path[0]
            lines.append(f"  {flow_text(group)}:")
        lines.append(f"    {flow_text(figure.name)}: {field_text(figure, twice)}")
    return "\n".join((*lines, ""))


def extended_text(document: Document, figures: Sequence[ReportFigure], twice: frozenset[Path]) -> str:
    """The office's own dictionary with the new figures put behind the fields of their groups."""
    top = document.mapping.get(_TOP) if document.mapping else None
    if not figures:
        return document.text
    if not isinstance(top, MappingNode) or document.mapping is None:
        made = dictionary_text("", figures, twice).split(f"{_TOP}:\n", 1)[1]
        return f"{document.text.rstrip()}\n\n{_TOP}:\n{made}"
    groups: dict[str, list[str]] = {}
    for figure in sorted_by_group(figures):
        groups.setdefault(figure.path[0], []).append(f"{flow_text(figure.name)}: {field_text(figure, twice)}")
    edits = []
    for group, fields in groups.items():
        held = top.get(group)
        if isinstance(held, MappingNode) and held.entries:
            first, *rest = fields
            key, _, piece = first.partition(": ")
            indent = " " * (held.entries[0].key.column - 1)
            edits.append(add_entry(held, [_read_key(key)], "".join((piece, *(f"\n{indent}{each}" for each in rest)))))
    text = splice(document.text, edits)
    fresh = {group: fields for group, fields in groups.items() if not isinstance(top.get(group), MappingNode)}
    return _appended(text, fresh)


def _read_key(key: str) -> str:
    return key.strip('"')


def _appended(text: str, groups: Mapping[str, Sequence[str]]) -> str:
    """New groups directly below the line of 指标."""
    if not groups:
        return text
    lines = [
        f"  {flow_text(group)}:\n" + "".join(f"    {each}\n" for each in fields) for group, fields in groups.items()
    ]
    head, mark, tail = text.partition(f"\n{_TOP}:")
    if not mark:
        head, mark, tail = "", f"{_TOP}:", text.removeprefix(f"{_TOP}:")
    rest, newline, below = tail.partition("\n")
    return f"{head}{mark}{rest}{newline}{''.join(lines)}{below}"


def sorted_by_group(figures: Sequence[ReportFigure]) -> Iterator[ReportFigure]:
    """Each name once, those of one group beside one another, groups in the order in which they come."""
    groups: dict[str, dict[str, ReportFigure]] = {}
    for figure in figures:
        groups.setdefault(figure.path[0], {}).setdefault(figure.name, figure)
    for held in groups.values():
        yield from held.values()


def field_text(figure: ReportFigure, twice: frozenset[Path]) -> str:
    """What the dictionary says of a figure, in brackets."""
    said: list[str] = []
    if figure.unit:
        said.append(f"单位: {flow_text(figure.unit)}")
    said.append(f"类别: {figure.kind or QUANTITY}")
    places = _places(figure)
    least = 0 if counts_in_ones(figure.kind, figure.unit) else 2
    if places or least:
        said.append(f"小数: {max(places, least)}")
    if figure.department:
        said.append(f"科室: {flow_text(figure.department)}")
    if figure.level and figure.name != figure.level[-1]:
        said.append(f"{_LEVEL}: {flow_text(figure.level[-1])}")
    if figure.kind in _COMPARED and figure.path in twice:
        said.append("比上年: 是")
    if figure.falls and figure.kind in CHANGES:
        said.append("方向: 下降")
    if figure.path not in twice:
        said.append("必填: 否")
    if figure.subject and figure.subject != figure.name:
        said.append(f"原文: {flow_text(figure.subject)}")
    return f"{{{', '.join(said)}}}"


def _places(figure: ReportFigure) -> int:
    read = read_figure(figure.digits)
    return decimals(read.value) if read is not None else 0
