"""A folder that is to be a workspace, and a dictionary → what has to lie in it: templates, a first year's input, output.

Knows no Word file beyond copying it.  The first input is made from the dictionary, so that every figure it knows has its
line, with its unit beside it, waiting to be filled in; what is there already is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.report.dictionary import Dictionary, Field
from reportgen.storage import write_file
from reportgen.workspace.locate import default_files

W43 = Code("W43", "要建工作文件夹的地方已经有 inputs 或 templates", "在用着的文件夹里运行 reportgen 开办 .", "换一个空文件夹")



_OUTLINE = """# {year} 年度汇报材料的输入。怎么写，见使用手册。
#   数字、名称只在“数据”“单位”里填一次，正文用【名称】引用；没报来的留空，本年没有的写“无”。

年度: {year}
标题: {year}年重点任务完成情况汇报材料
署名:
日期:
版式: {{话题: 分段}}

单位:
{names}

开头:
  - 【年度】年以来，……。

部分:
  - 标题: 这一部分的标题
    总起: 我们……。
    小节:
      - 话题: 这一段的话题
        正文:
          - ……。

数据:
{data}
"""


def found(folder: Path, year: int, dictionary: Dictionary) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Makes the workspace; the files written, or the reason why none was."""
    there = [name for name in ("inputs", "templates") if (folder / name).exists()]
    if there:
        hint = say("换一个空文件夹；这里已经能用，直接运行 reportgen 生成 年度")
        message = say("“{folder}”里已经有 {names}，没有动它", folder=str(folder), names=tuple(there))
        return (), (Problem(W43, message, hint=hint),)
    contents = {folder / "templates" / name: path.read_bytes() for name, path in default_files()}
    contents[folder / "inputs" / f"{year}.yaml"] = first_input(year, dictionary).encode()
    for path, content in contents.items():
        if fault := write_file(path, content):
            return (), (fault,)
    (folder / "output").mkdir(exist_ok=True)
    return tuple(contents), ()


def first_input(year: int, dictionary: Dictionary) -> str:
    """The text of a first year: an outline to be written over, and a line for every figure."""
    names = [made for path, made in dictionary.fields.items() if path[0] == "单位"]
    figures = [made for path, made in dictionary.fields.items() if path[0] != "单位"]
    return _OUTLINE.format(
        year=year, names="\n".join(f"  {made.leaf}:" for made in names), data="\n".join(_lines(figures))
    )


def _lines(figures: list[Field]) -> Iterator[str]:
    """The figures below their groups; a group's name is written where it changes."""
    above: tuple[str, ...] = ()
    for made in figures:
        groups = made.path[:-1]
        same = next((depth for depth, pair in enumerate(zip(above, groups, strict=False)) if pair[0] != pair[1]), len(groups))
        same = min(same, len(above))
        yield from (f"{'  ' * (depth + 1)}{groups[depth]}:" for depth in range(same, len(groups)))
        unit = f"    # {made.unit}" if made.unit else ""
        yield f"{'  ' * (len(groups) + 1)}{made.leaf}:{unit}"
        above = groups
