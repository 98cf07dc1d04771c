"""A folder of forms that came back → its tables, and for everything else in it why it is not read.

Knows no table.  A department may send a Word file, a picture or an archive instead of the form: a file that is passed over in
silence is a figure that is missing in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.tables.suffixes import TABLES

X26 = Code(
    "X26",
    "文件夹里有没有读的文件（提醒或说明）",
    "收回的文件夹里有一个 .docx",
    "请科室把数填在“填报 导出”的表里；不是表的移到别处",
)

_PACKED = (".zip", ".rar", ".7z")


def listed(folder: Path) -> Iterator[Path | Problem]:
    """The tables of a folder in the order of their names, and a problem (X26) for each other thing in it."""
    for each in sorted(folder.iterdir()) if folder.is_dir() else []:
        if each.name[0] in "~." or each.suffix.lower() not in TABLES or each.is_dir():
            yield _passed_over(each)
        else:
            yield each


def _passed_over(path: Path) -> Problem:
    """That something in a folder was not read, and why: a note where it is a program's own, a warning where it may be an
    answer."""
    message, grade = say("是别的文件，不是表格"), Grade.WARNING
    hint = say("科室的数要填在“填报 导出”的表里（.xlsx、.xls、.ods、.csv、.tsv）；不是表的移到别处")
    if path.name.startswith(("~$", ".~")):
        message, grade, hint = (
            say("是表格程序的临时文件，多半有一张表还开着"),
            Grade.NOTE,
            say("关掉表格程序，存好，再导入一次"),
        )
    elif path.name[0] in "~.":
        message, grade, hint = say("是隐藏的文件"), Grade.NOTE, say("是科室交来的就改个名字，再导入一次")
    elif path.is_dir():
        message, hint = say("是文件夹，里面的没有读"), say("里面有表的，把表移到外面，或写明这个文件夹再导入一次")
    elif path.suffix.lower() in _PACKED:
        message, hint = say("是压缩包，里面的没有读"), say("解开，把里面的表放在这个文件夹里，再导入一次")
    return Problem(X26, say("“{path_name}”没有读：{why}", path_name=path.name, why=message), grade, hint=hint)
