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


_BLANK_FIELDS = """# 指标字典：每个指标是什么、什么单位、归哪个科室。现在是空的，一行一个，照下面去掉 # 号写。
#   类别：计数 金额 数量 比率 增速 百分点 时长 名次 名单 名称 年份
# 科室: [党政办, 经济发展办]
# 指标:
#   经济发展:
#     工业总产值: {单位: 亿元, 类别: 金额, 小数: 2, 科室: 经济发展办, 比上年: 是}
"""


def occupied(folder: Path) -> Problem | None:
    """W43: the folder is in use, or others' files have the names that a workspace needs."""
    there = [name for name in ("inputs", "templates") if (folder / name).exists()]
    if not there:
        return None
    hint = say("换一个空文件夹；这里已经能用，直接运行 reportgen 生成 年度")
    message = say("“{folder}”里已经有 {names}，没有动它", folder=str(folder), names=tuple(there))
    return Problem(W43, message, hint=hint)


def found(folder: Path, year: int, dictionary: Dictionary, *, blank: bool = False) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Makes the workspace; the files written, or the reason why none was."""
    if (fault := occupied(folder)) is not None:
        return (), (fault,)
    files = [(name, path) for name, path in default_files() if not (blank and _is_of_office(name))]
    contents = {folder / "templates" / name: path.read_bytes() for name, path in files}
    if blank:
        contents[folder / "templates" / "annual" / "fields.yaml"] = _BLANK_FIELDS.encode()
    contents[folder / "inputs" / f"{year}.yaml"] = first_input(year, dictionary).encode()
    for path, content in contents.items():
        if fault := write_file(path, content):
            return (), (fault,)
    (folder / "output").mkdir(exist_ok=True)
    return tuple(contents), ()


def _is_of_office(name: str) -> bool:
    """Whether a file of the default template speaks of one office's figures."""
    return name.endswith((".yaml", ".json"))


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
