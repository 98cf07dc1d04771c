"""The rules, figures and tolerances of the linter → docs/gongwen.md; run this file to write the page anew.

    python tests/gongwen_table.py > docs/gongwen.md
"""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.gongwen.rules import RULES, THEMES
from reportgen.gongwen.rules.rule import GRADES, Rule
from reportgen.gongwen.standard import FONTS, PROVISIONS, TOLERANCES, Strength

_HEAD = """# 公文格式的规则

`reportgen 格式 文件.docx` 按这些规则检查任意 Word 文件，用法见[使用手册](manual/lint.md)。本页由规则自己的说明生成。

三级强度：**规定**是 GB/T 9704—2012 等标准直接规定的，违反是**错误**；**一般**是标准说“一般”“推荐”的，不合是**提醒**；
**实务**是标准没有说、机关通行或软件上的事，只作**说明**。同一处因体例不同可以轻一级，规则里写明。
条文依据公开的转录本；GB/T 15835 第 5 章的小条号出自二手材料。需要排版后才看得出的（每页实际行数、首页有无正文、署名是否单独成页），不在这些规则里。
"""


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _rule(each: Rule) -> tuple[str, ...]:
    only = f"（只查{each.profile}）" if each.profile else ""
    return each.code, each.what + only, each.why, each.example.replace("*", "\\*"), each.clause, f"{each.strength.value}→{GRADES[each.strength].value}"


def page() -> str:
    """The whole page."""
    counts = "、".join(f"{strength.value} {sum(each.strength is strength for each in RULES)} 条" for strength in Strength)
    themes = "\n\n".join(
        f"## {theme}\n\n" + _rows(("编号", "要求", "为什么", "例", "依据", "强度→级别"), map(_rule, rules)) for theme, rules in THEMES
    )
    figures = _rows(("要素", "数值", "条款", "强度"), ((each.what, each.figure, each.clause, each.strength.value) for each in PROVISIONS))
    allowed = _rows(("对象", "允差", "理由"), ((each.what, f"±{each.value:g} {each.unit}", each.why) for each in TOLERANCES.values()))
    fonts = _rows(("类", "写入的名称（GB2312、GBK 两套）", "都算这一类的名称"),
                  ((each.name, f"{each.gb2312}、{each.gbk}", "、".join(each.accepted)) for each in FONTS.values()))  # fmt: skip
    return (
        f"{_HEAD}\n共 {len(RULES)} 条规则：{counts}。\n\n{themes}\n\n## 数值\n\n{figures}\n\n## 允差\n\n1 缇是 1/20 磅，1 毫米是 56.7 缇。\n\n{allowed}\n\n"
        f"## 字体的类\n\n标准只说“仿宋体”“小标宋体”，不说字体文件；比较时不分大小写。\n\n{fonts}\n"
    )


if __name__ == "__main__":
    print(page(), end="")
