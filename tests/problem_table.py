"""The codes of all modules → the table in docs/problems.md; run this file to print the table anew.

``--english`` prints docs/problems.en.md: the codes that whoever fills a template can meet, for those who do not read Chinese.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from pathlib import Path

from problem_words import WORDS
from structure import nodes_of

from reportgen.gongwen.rules import RULES
from reportgen.problem import Code

ROOT = Path(__file__).parents[1]

_HEAD = """# 问题编号

每个问题都带一个编号，编号不会变。错误要改好才能出稿，提醒请逐条确认，说明供核对。

| 字母 | 在哪里发现 |
|---|---|
| Y | 读输入文件的文字 |
| F | 读数据和正文 |
| C | 核对数据 |
| T | 读 Word 模板里的标签 |
| R | 往模板里填 |
| P | Word 文件本身，和填好以后的检查 |
| W | 文件夹和文件的存放 |
| G | 公文格式 |
| X | 科室填报表 |
| V | 核稿 |
| B | 回收领导的改动 |
| J | 批量 |
| L | 预览 |
| D | 录入旧稿 |
| S | 页面（打开） |

G 的例子里写明了错在哪里、应当怎样；版式上机械的地方，`reportgen 格式 文件.docx --修正 新文件.docx` 能改好，
其余的照[公文格式的规则](gongwen.md)改。
"""
LETTERS = "YFCTRPWGXVBJLDS"
_ENGLISH_HEAD = """# Codes of problems

Every problem has a code, which never changes. No file is written while there is an error; a warning wants somebody to look; a note is
there to be known. This page has the codes of `reportgen render`, `Template` and `reportgen.compat`; [problems.md](problems.md) has all,
in Chinese.

| Letter | Where it is found |
|---|---|
| Y | reading the data file |
| T | reading the tags of the Word template |
| R | filling the template |
| P | the Word file itself, and the check of the finished one |
| W | folders and files |
"""
DOORS = "message problem provenance text sandbox ooxml storage yamltext engine compat annotate".split()
"""Rooms whose codes can be met by whoever fills a template."""


def all_codes() -> dict[str, Code]:
    """Code → meaning, example and how to mend it, from the module of its rule; one that is stated twice is an error.

    A rule of GB/T 9704 says in its docstring what it wants, with an example that shows both.
    """
    found: dict[str, Code] = {rule.code: Code(rule.code, rule.what, rule.example) for rule in RULES}
    for path in sorted((ROOT / "reportgen").rglob("*.py")):
        if re.search(r"^[A-Z]\d{2,3} = Code\(", text := path.read_text(encoding="utf-8"), re.M):
            module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
            for name in re.findall(r"^([A-Z]\d{2,3}) = Code\(", text, re.M):
                code = getattr(module, name)
                assert name == code
                assert name not in found, name
                found[name] = code
    return dict(sorted(found.items(), key=lambda item: (LETTERS.index(item[0][0]), int(item[0][1:]))))


def used_codes() -> set[str]:
    """Every code that stands in the source outside of its definition."""
    used: set[str] = set()
    for path in (ROOT / "reportgen").rglob("*.py"):
        for node in nodes_of(path):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and re.fullmatch(rf"[{LETTERS}]\d{{2,3}}", node.id):
                used.add(node.id)
    return used | {rule.code for rule in RULES}


def table() -> str:
    """The whole document."""
    rows = "\n".join(
        f"| {code} | {each.meaning} | {_cell(each.example)} | {_cell(each.mend) or '见例子'} |" for code, each in all_codes().items()
    )
    return f"{_HEAD}\n| 编号 | 意思 | 例子 | 怎么改 |\n|---|---|---|---|\n{rows}\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def english_codes() -> dict[str, Code]:
    """Those of the doors that speak English."""
    files = (path for room in DOORS for path in [ROOT / "reportgen" / f"{room}.py", *(ROOT / "reportgen" / room).rglob("*.py")])
    texts = [path.read_text(encoding="utf-8") for path in files if path.exists()]
    here = {name for text in texts for name in re.findall(r"^([A-Z]\d{2,3}) = Code\(", text, re.M)}
    return {code: each for code, each in all_codes().items() if code in here}


def english_table() -> str:
    """The whole document in English."""
    rows = (
        f"| {code} | {' | '.join(map(_cell, WORDS[str(code), each.meaning]))} |" for code, each in english_codes().items()
    )
    return f"{_ENGLISH_HEAD}\n| Code | Meaning | Example | How to mend it |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(english_table() if "--english" in sys.argv else table(), end="")
