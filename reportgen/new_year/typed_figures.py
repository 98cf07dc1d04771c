"""A new year's report → the figures that are typed into its sentences, which are the old year's still.

Knows no file.  The data are emptied; what somebody typed into a sentence cannot be, for nobody knows what belongs there.  So it is
listed, all of it, in the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.message import Message, say
from reportgen.new_year.marks import MARKED_ROLES
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.load import Report
from reportgen.report.prose import pieces

W51 = Code(
    "W51",
    "新建以后，句子里手打的数还是上年的（提醒）",
    "去年写的“产值192.3亿元”，新建时照原样带来",
    "产值【产值】亿元，数填在“数据”里",
)

_COUNTED = "平方米|平方公里|公里|公顷|美元|[元亩吨家件人户个次项名场座条起例套台辆斤公里处所]"
_UNIT = f"个百分点|[%％‰]|[千百万亿]*(?:{_COUNTED})?"
_NUMERAL = "[一二两三四五六七八九]"
_SPELLED = (
    f"百分之[零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?|(?<![十百千万第]){_NUMERAL}成{_NUMERAL}?(?=[，。；、以多])"
    f"|(?<![第零〇一二两三四五六七八九十百千万亿])(?=[^，。]?[十百千万亿零〇一二三四五六七八九])[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]+(?:个百分点|{_COUNTED})"
)
"""A figure in words: 一百九十二万元, 百分之九十二点三, 九成; one word alone counts what is never a year's result (三个一批, 千家万户)."""
_FIGURE = regex(rf"(?<![\d.,第图表A-Za-z])(\d[\d,]*(?:\.\d+)?)(?!\d|\.\d|[年月日号届期时]|\s*[年月日])(?:{_UNIT})|{_SPELLED}")
_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
"""As many characters as before, so that places stay."""

_NUMBER = regex(r"[（(]?\d{1,3}[）)．.、](?!\d)")
"""What a heading or an item is counted with: 1. and （1）."""


def typed_figures(report: Report) -> tuple[Problem, ...]:
    """W51: one problem with every figure and its line; none where no sentence has any."""
    found = tuple(_figures(report))
    if not found:
        return ()
    message = say("句子里手打的数有 {count} 个，还是原来那一年的：{figures}", count=len(found), figures=found)
    hint = say("改好那一句；能填进“数据”的，句子里改用【名称】")
    return (Problem(W51, message, Grade.WARNING, hint=hint),)


def _figures(report: Report) -> Iterator[Message]:
    for sentence in report.sentences():
        if sentence.role not in MARKED_ROLES:
            continue
        text = sentence.scalar.text
        for start, end, inner in pieces(text):
            for figure in _FIGURE.finditer(_narrow(text), start or _own_number(text), end) if inner is None else ():
                place, typed = sentence.scalar.place(figure.start()), text[figure.start() : figure.end()]
                yield say("{figure}（{file} 第{line}行）", figure=typed, file=place.file, line=place.line)


def _narrow(text: str) -> str:
    """A text with digits as they are meant; a comma between clauses stays what it is."""
    return "".join(
        char if char == "，" and not (text[at - 1 : at].isdecimal() and text[at + 1 : at + 4].isdecimal()) else char.translate(_WIDE)
        for at, char in enumerate(text)
    )


def _own_number(text: str) -> int:
    """How many characters at the beginning are the sentence's own number."""
    found = _NUMBER.match(text)
    return found.end() if found else 0
