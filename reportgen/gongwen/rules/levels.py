"""The headings of a document → departures in fonts by level, order of levels, numbers and their punctuation.

Knows no page.  A numbered paragraph with a run-in heading is judged by its parts: the level's font is asked for up to the
first 。, the body's font after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.gongwen.document.model import BLANKS, LEVELS, TEXT, DocParagraph, Role, WordDocument
from reportgen.gongwen.document.outline import value_of
from reportgen.gongwen.document.phrases import level_in, level_of
from reportgen.gongwen.rules.fonts import wanted_class
from reportgen.gongwen.rules.measures import chinese_runs, font_words, size_name
from reportgen.gongwen.rules.rule import Finding, at, at_run, rule
from reportgen.gongwen.standard import SIZE_3, Strength, font_class
from reportgen.message import NOTHING, Message, say
from reportgen.regex import regex

_SAMPLES = ("一、", "（一）", "1.", "（1）")
_HALF = regex(r"(?:[〇零一二三四五六七八九十百]{1,3}|[0-9０-９]{1,2})[）)](?![、，。；])")
"""1) and 一): a number in half a pair of brackets, which is no level at all."""
_FAULTS = (
    (regex(r"[〇零一二三四五六七八九十百]+[.．]"), say("汉字序号后面用“.”"), say("改成顿号，如“一、”")),
    (regex(r"[〇零一二三四五六七八九十百]+[,，]"), say("汉字序号后面用逗号"), say("改成顿号，如“一、”")),
    (regex(r"[（(][〇零一二三四五六七八九十百0-9０-９]+[）)][、.．,，]"), say("带括号的序号后面又加标点"), say("去掉括号后面的标点，如“（一）”")),
    (regex(r"[0-9０-９]{1,2}、"), say("阿拉伯数字序号后面用顿号"), say("改成下脚点，如“1.”")),
    (regex(r"[0-9０-９]{1,2}．"), say("阿拉伯数字序号后面用全角的点"), say("改成半角下脚点，如“1.”")),
    (_HALF, say("序号只有半个括号"), say("用“（一）”“（1）”，或“一、”“1.”")),
    (regex(r"\([〇零一二三四五六七八九十百0-9]+[）)]|（[〇零一二三四五六七八九十百0-9]+\)"), say("序号的括号是半角"), say("改成全角括号，如“（一）”“（1）”")),
)  # fmt: skip
_ONE_LINE = 40
_OWN_LINE_END = "。；;，,、：:"


@rule("G30", "GB/T 9704—2012 7.3.3", Strength.NORMAL)
def level_font(document: WordDocument) -> Iterator[Finding]:
    """层次标题的字体：一级黑体，二级楷体，三、四级仿宋。
    为什么：标准说“一般第一层用黑体字、第二层用楷体字、第三层和第四层用仿宋体字”，读的人凭字体分层次。
    例：“（一）”用黑体是错的；“（一）加强领导。要……”这样连排的，只有第一句用楷体。
    """
    for paragraph in document.having(*LEVELS):
        wanted = wanted_class(paragraph.role)
        bold_lead = paragraph.role in (Role.LEVEL_3, Role.LEVEL_4)
        for run in chinese_runs(paragraph, 0, paragraph.lead):
            known = font_class(run.look.chinese)
            if known != wanted and not (
                bold_lead and known in ("仿宋", "楷体") and paragraph.lead < len(paragraph.text)
            ):
                message = say(
                    "{role}的字体是{font}，应为{wanted_font}",
                    role=paragraph.role.value,
                    font=font_words(run.look),
                    wanted_font=wanted,
                )
                yield Finding(message, at_run(paragraph, run), say("改成{font}", font=wanted))


@rule("G31", "GB/T 9704—2012 5.2.2、7.3.3", Strength.NORMAL)
def level_size(document: WordDocument) -> Iterator[Finding]:
    """层次标题都用三号（16 磅）。
    为什么：标准只用字体分层次，不用字号。
    例：一级标题用小二是错的。
    """
    for paragraph in document.having(*LEVELS):
        end = paragraph.lead
        for run in paragraph.runs:
            if run.start < end and run.text.strip() and run.look.size != SIZE_3:
                message = say(
                    "{role}的字号是{size}，应为三号",
                    role=paragraph.role.value,
                    size=size_name(run.look.size),
                )
                yield Finding(message, at_run(paragraph, run), say("改成三号（16 磅）"))


@rule("G32", "GB/T 9704—2012 7.3.3；GB/T 15834—2011 B.3.8", Strength.MUST)
def level_order(document: WordDocument) -> Iterator[Finding]:
    """层次依次用“一、”“（一）”“1.”“（1）”，可以跳级，不可以倒过来。
    为什么：在“1.”之下再用“（一）”，层次就乱了；只有两层时用“一、”和“1.”是可以的。
    例：“一、”下面先出现“1.”，“1.”下面又出现“（一）”，是错的。
    """
    open_levels: list[int] = []
    for paragraph in document.paragraphs:
        if paragraph.role is Role.ANNEX:
            open_levels = []
        level = level_in(paragraph) if paragraph.role in LEVELS else 0
        if not level:
            continue
        left = 0
        while open_levels and open_levels[-1] > level:
            left = open_levels.pop()
        if not open_levels or open_levels[-1] != level:
            open_levels.append(level)
            if left:
                message = say(
                    "“{level}”一层出现在“{earlier}”一层之后，次序倒了",
                    level=_SAMPLES[level - 1],
                    earlier=_SAMPLES[left - 1],
                )
                yield Finding(message, at(paragraph), say("依次用“一、”“（一）”“1.”“（1）”"))


@rule("G33", "GB/T 9704—2012 7.3.3；GB/T 15834—2011 B.3", Strength.MUST)
def sequence(document: WordDocument) -> Iterator[Finding]:
    """序号连续，不缺、不重。
    为什么：删改段落后序号常漏改，一缺号就让人疑心少了内容。
    例：“一、”“二、”之后直接是“四、”；两个“（三）”；各部分都从“（一）”编起，只有一处从“（三）”编起。
    """
    counts: dict[int, int] = {}
    last: dict[int, int] = {}
    anew: set[int] = set()
    for paragraph in document.paragraphs:
        if paragraph.role is Role.ANNEX:
            counts, last, anew = {}, {}, set()
        level = level_in(paragraph) if paragraph.role in TEXT else 0
        if not level or not paragraph.number or (paragraph.role is Role.BODY and level > 2):
            continue
        found = value_of(paragraph.words)
        wanted = counts.get(level, 0) + 1
        first = level in last and level not in counts
        goes_on = first and found == last[level] + 1 and level not in anew  # numbered through the whole text
        anew |= {level} if first and found == 1 else set()
        last[level] = found
        if found not in (wanted, 1) and not goes_on:
            message = (
                say("序号应是第 {number} 个，写的是第 {written} 个", number=wanted, written=found)
                if found
                else say("序号读不懂")
            )
            yield Finding(message, at(paragraph), say("补上缺的一项，或改正序号"))
        counts = {deep: value for deep, value in counts.items() if deep < level} | {level: found}


@rule("G34", "GB/T 15834—2011 B.3.1—B.3.4", Strength.MUST)
def number_marks(document: WordDocument) -> Iterator[Finding]:
    """序号的标点：汉字序号用顿号，阿拉伯数字用下脚点，带括号的不再加标点，括号用全角。
    为什么：标准规定了每种序号的标点，混用就看不出层次。
    例：“1、”应为“1.”；“（一）、”应为“（一）”；“(一)”应为“（一）”；“1)”应为“（1）”。
    """
    for paragraph in document.text:
        if not (level_in(paragraph) and paragraph.number) and not _HALF.match(paragraph.words):
            continue
        for form, fault, hint in _FAULTS:
            if found := form.match(paragraph.words):
                start = 0 if paragraph.label else max(0, paragraph.text.find(found[0]))
                yield Finding(fault, at(paragraph, start, start + len(found[0])), hint)
        rest = paragraph.words[len(paragraph.number) :].lstrip(BLANKS) if paragraph.number else ""
        if level_of(rest) and not rest[:1].isdigit():
            yield Finding(say("序号写了两个"), at(paragraph, 0, len(paragraph.text) - len(rest) + 3), say("删去一个"))
    for paragraph, found in unmarked(document):
        yield Finding(say("序号的标点不对"), at(paragraph, 0, found.end()), say("写成“一、”“（一）”“1.”“（1）”"))


_UNMARKED = (
    regex(r"([一二三四五六七八九十]{1,3})(?:[：:；;·]|[ \u3000]+)(?=[\u4e00-\u9fff“])"),
    regex(r"[【\[〔［<〈]([一二三四五六七八九十]{1,3})[】\]〕］>〉]、?|[（(]([一二三四五六七八九十]{1,3})(?=[\u4e00-\u9fff]{3})(?![一二三四五六七八九十）)])"),
    regex(r"([0-9]{1,2})(?:[：:；;。]|[ \u3000]+)(?=[\u4e00-\u9fff“])|[【\[〔［]([0-9]{1,2})[】\]〕］]"
               r"|([0-9]{1,2})(?=[\u4e00-\u9fff]{2})(?![0-9]+[个年月日号人户家项亩元次名位条座所处场期届周天岁倍成大点级类种多余万亿千百分时])"),
)
"""Numbers of the first three levels with another mark than theirs."""


def unmarked(document: WordDocument) -> Iterator[tuple[DocParagraph, re.Match[str]]]:
    """Lines that the numbers around show to be headings, though the mark of their number is none."""
    values = [0] * len(_UNMARKED)
    for paragraph in document.paragraphs:
        known = level_of(paragraph.words) if paragraph.role in TEXT else 0
        if 0 < known <= len(_UNMARKED):
            values[known - 1 :] = [value_of(paragraph.words)] + [0] * (len(_UNMARKED) - known)
        elif not known and paragraph.role in TEXT and len(paragraph.words) <= _ONE_LINE:
            for level, form in enumerate(_UNMARKED):
                found = form.match(paragraph.words)
                value = value_of(next(filter(None, found.groups()))) if found else 0
                if found and value > 1 and value == values[level] + 1:
                    values[level:] = [value] + [0] * (len(_UNMARKED) - level - 1)
                    yield paragraph, found


@rule("G35", "GB/T 15834—2011（标题用点的惯例）", Strength.PRACTICE)
def heading_end(document: WordDocument) -> Iterator[Finding]:
    """独占一行的层次标题末尾不用标点；后面连着正文的才用句号。
    为什么：标题不是句子；连排的标题要用句号与正文隔开。
    例：“一、主要工作情况。”独占一行时句号应删去。
    """
    for paragraph in document.having(*LEVELS[:2]):
        words = paragraph.words
        if paragraph.lead == len(paragraph.text) and words[-1] in _OWN_LINE_END and len(words) <= 40:
            end = len(paragraph.text.rstrip())
            yield Finding(
                say("{role}独占一行，末尾有“{mark}”", role=paragraph.role.value, mark=words[-1]),
                at(paragraph, end - 1, end),
                say("删去末尾的标点"),
            )


@rule("G36", "实务（导航窗格、目录）", Strength.PRACTICE)
def outline(document: WordDocument) -> Iterator[Finding]:
    """层次标题带大纲级别。
    为什么：有大纲级别，导航窗格里才看得见提纲，也才能自动生成目录；不影响打印出来的样子。
    例：只改了字体的标题没有大纲级别；用“标题 1”“标题 2”样式就有。
    """
    for paragraph in document.having(*LEVELS[:2]):
        if paragraph.layout.outline != LEVELS.index(paragraph.role) and paragraph.lead == len(paragraph.text):
            yield Finding(
                say("{role}没有相应的大纲级别", role=paragraph.role.value),
                at(paragraph),
                say("段落→大纲级别，或套用“标题 1”“标题 2”样式"),
            )


@rule("G37", "实务（段首主旨句）", Strength.PRACTICE)
def leads(document: WordDocument) -> Iterator[Finding]:
    """段首主旨句的写法全文一致，句号随主旨句。
    为什么：有的段加粗、有的段用楷体，像是几个人拼的稿；句号没有跟着加粗，放大了看得出。
    例：前几段的主旨句加粗仿宋，后几段改用楷体。
    """
    kinds: dict[Message, list[DocParagraph]] = {}
    for paragraph in document.having(Role.BODY):
        kind, end = _lead(paragraph)
        if kind:
            kinds.setdefault(kind, []).append(paragraph)
            if paragraph.text[end : end + 1] == "。" and paragraph.text[end + 1 :].strip():
                yield Finding(
                    say("主旨句后面的句号没有用主旨句的字体"),
                    at(paragraph, end, end + 1),
                    say("把句号也设成同样的字体"),
                )
    usual = max(kinds, key=lambda kind: len(kinds[kind]), default=NOTHING)
    for kind in kinds.keys() - {usual}:
        for paragraph in kinds[kind]:
            yield Finding(
                say("段首主旨句用了{manner}，全文多用{usual_manner}", manner=kind, usual_manner=usual),
                at(paragraph),
                say("统一成{usual_manner}", usual_manner=usual),
            )


def _lead(paragraph: DocParagraph) -> tuple[Message, int]:
    """How the beginning of a body paragraph is set apart from its end, and how far; empty where it is not."""
    shown = [run for run in paragraph.runs if run.text.strip()]
    if len(shown) < 2:
        return NOTHING, 0
    first, last = (_manner(run.look.chinese, run.look.bold) for run in (shown[0], shown[-1]))
    end = next((run.start for run in shown if _manner(run.look.chinese, run.look.bold) != first), 0)
    lead = paragraph.text[:end].strip()
    apart = first != last and "。" not in lead[:-1] and 4 <= len(lead) <= 60
    return (first, end) if apart and first != "仿宋" else (NOTHING, 0)


def _manner(font: str, bold: bool) -> Message:
    name = font_class(font) or font
    return say("加粗{font}", font=name) if bold else say("{font}", font=name)
