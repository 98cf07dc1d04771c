"""A CSV or JSONL file, or a table file → tasks, one a line, and what is wrong with the lines that are none.

Knows no executor.  Each line is data for a Word template; a few columns are instructions: ``模板`` (which template, if not
the one given for all), ``输出`` (what to call the file), ``数据`` (a data file instead of the other columns).  Files that
a list names must lie in the workspace, since lists come from others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from reportgen.batch.plan import J03
from reportgen.batch.rows import J01, ListReading, rows_of, table_rows
from reportgen.batch.tasks import Fill, Outcome, is_empty
from reportgen.message import say
from reportgen.ooxml.archive import Limits
from reportgen.problem import Code, Grade, Problem, ReportError, TextPlace
from reportgen.storage import read_regular, safe_stem
from reportgen.tables.suffixes import WORKBOOKS
from reportgen.yamltext import MAX_BYTES as DATA_BYTES
from reportgen.yamltext import decoded

J02 = Code("J02", "批量清单里有两行写到同一个文件", "两行的“文件名”都写“东街”", "写不同的名字")
J08 = Code("J08", "批量清单里的文件在工作文件夹之外", "数据文件写 ../别处/数据.yaml", "放到工作文件夹里，写 数据.yaml")

TEMPLATE, NAME, DATA = "模板", "输出", "数据"
MAX_BYTES = 256 * 1024 * 1024
"""Largest list that is read."""
_LARGEST_TEMPLATE = Limits().max_bytes + 1


Refused = tuple[Fill, Outcome]
"""A row that is no task, and why: it is counted and listed with the others."""


def read_list(
    path: Path, root: Path, template: Path | None
) -> tuple[tuple[Fill, ...], tuple[Refused, ...], tuple[Problem, ...]]:
    """The tasks of a list, its rows that are none, and all there is to say of it; ``root`` is the workspace, ``template`` the
    one for lines that name none.

    Raises ``ReportError`` when there are none.
    """
    reading = ListReading(path.name, root, template, [])
    try:
        content = read_regular(path, MAX_BYTES)
        if len(content) > MAX_BYTES:
            raise ReportError(
                [Problem(J01, say("{file} 太大（上限 256 MB）", file=path.name), hint=say("分成几份做"))]
            )
    except OSError:
        raise ReportError(
            [Problem(J01, say("批量清单 {file} 打不开", file=path.name), hint=say("请核对文件名和位置"))]
        ) from None
    read = lru_cache(64)(_template)
    tasks = tuple(task for number, row in _rows(content, path, reading) if (task := _task(number, row, reading, read)) is not None)
    if not tasks:
        raise ReportError(reading.problems or [Problem(J03, say("清单 {file} 里没有可做的", file=path.name))])
    return tasks, tuple(_refused(reading)), tuple(reading.problems)


def _refused(reading: ListReading) -> Iterator[Refused]:
    """Each row that has an error, once, with all of its problems."""
    rows: dict[int, list[Problem]] = {}
    for problem in reading.problems:
        if problem.grade is Grade.ERROR and isinstance(problem.place, TextPlace):
            rows.setdefault(problem.place.line, []).append(problem)
    for number, problems in rows.items():
        place = say("{file} 第{line}行", file=reading.file, line=number)
        yield Fill(number, "", b"", "", place), Outcome(number, problems=tuple(problems))


def _rows(content: bytes, path: Path, reading: ListReading) -> Iterator[tuple[int, dict[str, object]]]:
    if path.suffix.lower() in WORKBOOKS:
        yield from table_rows(content, reading)
        return
    text, _, told = decoded(content, path.name)
    reading.problems += told
    yield from rows_of(text, reading, as_json=path.suffix.lower() in (".jsonl", ".ndjson"))


def _template(path: Path) -> bytes:
    return read_regular(path, _LARGEST_TEMPLATE)


def _task(number: int, row: Mapping[str, object], reading: ListReading, read: Callable[[Path], bytes]) -> Fill | None:
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
        place = say("{file} 第{line}行", file=reading.file, line=number)
        return Fill(number, name, read(template), data, place, _empty_cells(row, number, reading))
    except OSError:
        reading.tell(J01, say("模板 {template} 打不开", template=template.name), number, say("请核对文件名和位置"))
        return None


def _data(row: Mapping[str, object], number: int, reading: ListReading) -> str | None:
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


def _empty_cells(row: Mapping[str, object], number: int, reading: ListReading) -> tuple[tuple[str, TextPlace], ...]:
    """The names of the row's cells that hold nothing, and where they are; of a row whose data are a file of their own none."""
    if row.get(DATA):
        return ()
    names = (name for name, value in row.items() if name not in ("", TEMPLATE, NAME) and is_empty(value))
    line = str(row.get("", ""))
    return tuple(
        (name, TextPlace(reading.file, number, reading.columns.get(name) or line.find(f'"{name}"') + 1 or 1)) for name in names
    )


def _path(named: object, column: str, number: int, reading: ListReading) -> Path | None:
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


def _is_taken(name: str, number: int, reading: ListReading) -> bool:
    first = reading.taken.setdefault(name.casefold(), number)
    if first != number:
        reading.tell(
            J02,
            say("这一行和第{line}行写到同一个文件“{document}.docx”", line=first, document=name),
            number,
            say("在“{column}”一列写不同的名字", column=NAME),
        )
    return first != number
