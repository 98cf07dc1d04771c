"""A CSV or JSONL file → tasks, one a line, and what is wrong with the lines that are none.

Knows no executor.  Each line is data for a Word template; a few columns are instructions: ``模板`` (which template, if not
the one given for all), ``输出`` (what to call the file), ``数据`` (a data file instead of the other columns).  Files that
a list names must lie in the workspace, since lists come from others.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from reportgen.batch.plan import J03
from reportgen.batch.tasks import Fill
from reportgen.message import Message, say
from reportgen.ooxml.archive import Limits
from reportgen.problem import Code, Problem, ReportError, TextPlace
from reportgen.storage import read_regular, safe_stem
from reportgen.yamltext import MAX_BYTES as DATA_BYTES
from reportgen.yamltext import decoded

J01 = Code("J01", "批量清单里有一行读不懂", "这一行有 5 格，表头有 4 格", "格里有逗号时，整格用英文双引号括起来")
J02 = Code("J02", "批量清单里有两行写到同一个文件", "两行的“文件名”都写“东街”", "写不同的名字")
J08 = Code("J08", "批量清单里的文件在工作文件夹之外", "数据文件写 ../别处/数据.yaml", "放到工作文件夹里，写 数据.yaml")

TEMPLATE, NAME, DATA = "模板", "输出", "数据"
MAX_BYTES = 256 * 1024 * 1024
"""Largest list that is read."""
_LARGEST_TEMPLATE = Limits().max_bytes + 1


@dataclass(slots=True, eq=False)
class _Reading:
    """What is known while a list is read: names given so far by line, and problems."""

    file: str
    root: Path
    template: Path | None
    problems: list[Problem]
    taken: dict[str, int] = field(default_factory=dict)

    def tell(self, code: str, message: Message, line: int, hint: Message) -> None:
        self.problems.append(Problem(code, message, place=TextPlace(self.file, line, 1), hint=hint))


def read_list(path: Path, root: Path, template: Path | None) -> tuple[tuple[Fill, ...], tuple[Problem, ...]]:
    """The tasks of a list; ``root`` is the workspace, ``template`` the one for lines that name none.

    Raises ``ReportError`` when there are none.
    """
    reading = _Reading(path.name, root, template, [])
    try:
        content = read_regular(path, MAX_BYTES)
        if len(content) > MAX_BYTES:
            raise ReportError(
                [Problem(J01, say("{file} 太大（上限 256 MB）", file=path.name), hint=say("分成几份做"))]
            )
        text, _, told = decoded(content, path.name)
    except OSError:
        raise ReportError(
            [Problem(J01, say("批量清单 {file} 打不开", file=path.name), hint=say("请核对文件名和位置"))]
        ) from None
    reading.problems += told
    rows = _json_rows(text, reading) if path.suffix.lower() in (".jsonl", ".ndjson") else _csv_rows(text, reading)
    read = lru_cache(64)(_template)
    tasks = tuple(task for number, row in rows if (task := _task(number, row, reading, read)) is not None)
    if not tasks:
        raise ReportError(reading.problems or [Problem(J03, say("清单 {file} 里没有可做的", file=path.name))])
    return tasks, tuple(reading.problems)


def _template(path: Path) -> bytes:
    return read_regular(path, _LARGEST_TEMPLATE)


def _csv_rows(text: str, reading: _Reading) -> Iterator[tuple[int, dict[str, object]]]:
    """A row with more or fewer cells than the head is told, not padded: a comma too many would shift every figure."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        head = [cell.strip() for cell in next(rows, [])]
        if twice := next((name for name in head if head.count(name) > 1 or not name), None):
            reading.tell(
                J01, say("表头里“{column}”写了两次，或有一列没有名称", column=twice), 1, say("每一列要有不同的名称")
            )
            return
        for cells in rows:
            if len(cells) == len(head):
                yield rows.line_num, dict(zip(head, cells, strict=True))
            elif any(cell.strip() for cell in cells):
                message = say("这一行有 {cells} 格，表头有 {columns} 格", cells=len(cells), columns=len(head))
                reading.tell(J01, message, rows.line_num, say("格里有逗号时，整格用英文双引号括起来"))
    except csv.Error:
        reading.tell(J01, say("这一行的引号不对"), rows.line_num, say("英文双引号要成对"))


def _json_rows(text: str, reading: _Reading) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, parse_float=str, parse_int=str)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            yield number, {**row, "": line}
        else:
            reading.tell(J01, say("这一行不是完好的 JSON"), number, say('写成 {{"名称": "值"}}，一行一份'))


def _task(number: int, row: Mapping[str, object], reading: _Reading, read: Callable[[Path], bytes]) -> Fill | None:
    template = _path(row.get(TEMPLATE), TEMPLATE, number, reading) if row.get(TEMPLATE) else reading.template
    if template is None:
        if not row.get(TEMPLATE):
            reading.tell(
                J01,
                say("这一行没有写用哪个模板"),
                number,
                say("加一列“{column}”，或用 --模板 指明", column=TEMPLATE),
            )
        return None
    data = _data(row, number, reading)
    name = safe_stem(str(row.get(NAME) or f"{template.stem}-{number:04d}").removesuffix(".docx"))
    if data is None or _is_taken(name, number, reading):
        return None
    try:
        return Fill(number, name, read(template), data, say("{file} 第{line}行", file=reading.file, line=number))
    except OSError:
        reading.tell(J01, say("模板 {template} 打不开", template=template.name), number, say("请核对文件名和位置"))
        return None


def _data(row: Mapping[str, object], number: int, reading: _Reading) -> str | None:
    """The line's data as JSON text; numbers of a JSONL line stay as they are written."""
    named = row.get(DATA)
    if named and not isinstance(named, str):
        reading.tell(
            J01, say("“{column}”要写数据文件的名字", column=DATA), number, say("要把数据直接写在清单里，就写成一列一项")
        )
        return None
    if named:
        path = _path(named, DATA, number, reading)
        try:
            return decoded(read_regular(path, DATA_BYTES), path.name)[0] if path else None
        except OSError:
            reading.tell(J01, say("数据文件 {file} 打不开", file=_printable(str(named))), number, say("请核对文件名和位置"))
            return None
    if "" in row:
        return str(row[""])
    return json.dumps({key: value for key, value in row.items() if key not in (TEMPLATE, NAME)}, ensure_ascii=False)


def _path(named: object, column: str, number: int, reading: _Reading) -> Path | None:
    """A file of the workspace; a list may not reach beyond it, not by way of a link either."""
    shown = _printable(str(named))
    try:
        path = (reading.root / str(named)).resolve()
        str(path).encode()
    except (OSError, RuntimeError, ValueError):
        reading.tell(J01, say("“{column}”写的 {file} 不能作文件名", column=column, file=shown), number, say("请核对文件名"))
        return None
    if path.is_relative_to(reading.root.resolve()):
        return path
    reading.tell(
        J08,
        say("“{column}”写的 {file} 在工作文件夹之外，没有读", column=column, file=shown),
        number,
        say("把文件放到工作文件夹里"),
    )
    return None


def _printable(text: str) -> str:
    """A name as it may be printed and written down: no control signs, no half of a sign."""
    return "".join(char if char.isprintable() else "?" for char in text.encode("utf-8", "replace").decode())


def _is_taken(name: str, number: int, reading: _Reading) -> bool:
    first = reading.taken.setdefault(name.casefold(), number)
    if first != number:
        reading.tell(
            J02,
            say("这一行和第{line}行写到同一个文件“{document}.docx”", line=first, document=name),
            number,
            say("在“{column}”一列写不同的名字", column=NAME),
        )
    return first != number
