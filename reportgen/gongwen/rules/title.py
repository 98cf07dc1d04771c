"""The head of a document → departures in its title, the lines under it, and the recipient.

Knows no body.  A title of several lines may be several paragraphs or one with breaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportgen.gongwen.document.model import DocParagraph, Role, WordDocument
from reportgen.gongwen.rules.measures import characters, chinese_runs, font_words, size_name
from reportgen.gongwen.rules.page import pitch_words
from reportgen.gongwen.rules.rule import Finding, at, at_run, rule
from reportgen.gongwen.standard import SIZE_2, TITLE_PITCHES, TOLERANCES, Strength, font_class
from reportgen.message import say
from reportgen.ooxml.names import WP, V
from reportgen.problem import Grade

_LINE = 579
"""Twips of a line: space before or after a paragraph that makes up for blank lines counts as such."""
_FORBIDDEN_ENDS = "。，、；：,;:."


@rule("G40", "GB/T 9704—2012 7.3.1", Strength.NORMAL)
def title_font(document: WordDocument) -> Iterator[Finding]:
    """标题用二号小标宋。
    为什么：标准说标题“一般用2号小标宋体字”。
    例：标题用三号黑体、小二宋体加粗是错的；没有方正小标宋的电脑上暂用华文中宋，也算小标宋一类。
    """
    for paragraph in document.having(Role.TITLE):
        for run in chinese_runs(paragraph):
            if font_class(run.look.chinese) != "小标宋":
                yield Finding(
                    say("标题的字体是{font}，应为小标宋", font=font_words(run.look)),
                    at_run(paragraph, run),
                    say("改成方正小标宋简体"),
                )
            if run.look.size != SIZE_2:
                yield Finding(
                    say("标题的字号是{size}，应为二号", size=size_name(run.look.size)),
                    at_run(paragraph, run),
                    say("改成二号（22 磅）"),
                )


@rule("G41", "GB/T 9704—2012 7.3.1", Strength.MUST)
def title_centred(document: WordDocument) -> Iterator[Finding]:
    """标题居中，没有缩进。
    为什么：标准说标题“分一行或多行居中排布”；带着正文的首行缩进居中，会偏右一字。
    例：标题用空格推到中间；标题居中但首行缩进 2 字。
    """
    for paragraph in document.having(Role.TITLE):
        layout = paragraph.layout
        indents = [layout.characters(side, paragraph.size) for side in ("first", "left", "right")]
        if layout.align != "center":
            yield Finding(say("标题没有居中"), at(paragraph), say("段落→对齐方式→居中，删去标题前的空格"))
        elif any(abs(indent) > TOLERANCES["side"].value for indent in indents):
            yield Finding(say("标题带有缩进，没有居正中"), at(paragraph), say("段落→缩进都设为 0"))


@rule("G42", "GB/T 15834—2011 B.4", Strength.MUST)
def title_end(document: WordDocument) -> Iterator[Finding]:
    """标题末尾不用标点，问号、叹号、省略号除外。
    为什么：标题不是句子。
    例：“关于××工作情况的汇报。”的句号应删去。
    """
    for paragraph in document.having(Role.TITLE, Role.SUBTITLE, Role.ANNEX_TITLE)[-20:]:
        words = paragraph.words
        if words[-1] in _FORBIDDEN_ENDS:
            end = len(paragraph.text.rstrip())
            yield Finding(
                say("标题末尾有“{mark}”", mark=words[-1]), at(paragraph, end - 1, end), say("删去标题末尾的标点")
            )


@rule("G43", "GB/T 9704—2012 7.3.1", Strength.MUST)
def title_shape(document: WordDocument) -> Iterator[Finding]:
    """标题排成几行时，各行排成梯形或菱形。
    为什么：标准说“标题排列应当使用梯形或菱形”；几行一样长（长方形）或中间短（沙漏形）都不合。
    例：三行标题应当是短、长、短，或逐行变长、变短。
    """
    lines = [
        (paragraph, line.strip())
        for paragraph in document.having(Role.TITLE)
        for line in paragraph.text.split("\n")
        if line.strip()
    ]
    widths = [len(line) for _, line in lines]
    if len(lines) > 1 and not _shaped(widths):
        shape = say("长方形") if len(set(widths)) == 1 else say("沙漏形或不整齐")
        yield Finding(
            say(
                "标题 {lines} 行的字数是 {lengths}，排成了{shape}", lines=len(lines), lengths=tuple(widths), shape=shape
            ),
            at(lines[0][0]),
            say("调整回行的位置，排成梯形或菱形，词不要拆开"),
        )


def _shaped(widths: list[int]) -> bool:
    """Growing, shrinking, or growing and then shrinking, and not all equal (梯形, 菱形)."""
    top = widths.index(max(widths))
    grows = all(a <= b for a, b in pairwise(widths[: top + 1]))
    shrinks = all(a >= b for a, b in pairwise(widths[top:]))
    return grows and shrinks and len(set(widths)) > 1


@rule("G44", "GB/T 9704—2012 7.3.1（行距未规定）", Strength.PRACTICE)
def title_pitch(document: WordDocument) -> Iterator[Finding]:
    """标题行距用固定值 28 至 38 磅。
    为什么：自动行距的二号字占一行还是两行网格，随字体而定，换台电脑第一页就少排一行。
    例：标题用单倍行距。
    """
    for paragraph in document.having(Role.TITLE):
        low, high = TITLE_PITCHES
        if paragraph.layout.rule != "exact" or not low <= paragraph.layout.line <= high:
            message = say("标题的行距是{pitch}，宜用固定值 28 至 38 磅", pitch=pitch_words(paragraph.layout))
            yield Finding(message, at(paragraph), say("段落→行距→固定值 34 磅"))


@rule("G45", "GB/T 9704—2012 7.3.2", Strength.MUST)
def recipient(document: WordDocument) -> Iterator[Finding]:
    """主送机关顶格，回行仍顶格，末尾用全角冒号。
    为什么：标准说主送机关“居左顶格，回行时仍顶格，最后一个机关名称后标全角冒号”。
    例：“市人民政府:”用了半角冒号；主送机关跟正文一样缩进了 2 字。
    """
    for paragraph in document.having(Role.RECIPIENT, Role.SALUTATION):
        layout, size = paragraph.layout, paragraph.size
        indent = layout.characters("first", size) + layout.characters("left", size)
        if paragraph.role is Role.SALUTATION:
            if abs(indent) > TOLERANCES["side"].value or paragraph.text[:1].isspace():
                yield Finding(say("称谓没有顶格"), at(paragraph), say("段落→特殊格式→无，删去前面的空格"), Grade.NOTE)
            continue
        if abs(indent) > TOLERANCES["indent"].value or paragraph.text[:1].isspace():
            yield Finding(
                say("主送机关缩进了 {space}，应顶格", space=characters(indent)),
                at(paragraph),
                say("段落→特殊格式→无，删去前面的空格"),
            )
        if layout.characters("right", size) > TOLERANCES["side"].value:
            width = characters(layout.characters("right", size))
            yield Finding(say("主送机关右侧缩进 {space}，应为 0", space=width), at(paragraph), say("段落→缩进→右侧 0"))
        if layout.align in ("center", "right"):
            yield Finding(say("主送机关没有居左"), at(paragraph), say("段落→对齐方式→两端对齐"))
        if not paragraph.words.endswith(("：", ":")):
            end = len(paragraph.text.rstrip())
            yield Finding(say("主送机关末尾没有冒号"), at(paragraph, end - 1, end), say("最后一个机关名称后加全角冒号“：”"))
        elif "：" in paragraph.words[:-1] or ":" in paragraph.words[:-1]:
            yield Finding(say("主送机关中间有冒号"), at(paragraph), say("只在最后一个机关名称后加冒号，各类机关之间用逗号"))
        elif not paragraph.words.endswith("："):
            yield Finding(
                say("主送机关末尾是半角冒号"),
                at(paragraph, len(paragraph.text.rstrip()) - 1, len(paragraph.text.rstrip())),
                say("改成全角冒号“：”"),
            )


@rule("G46", "GB/T 9704—2012 7.3.2", Strength.MUST, profile="公文")
def blank_under_title(document: WordDocument) -> Iterator[Finding]:
    """标题与主送机关之间空一行。
    为什么：标准说主送机关“编排于标题下空一行位置”。
    例：标题下面紧接着写主送机关。
    """
    for paragraph in document.having(Role.RECIPIENT):
        if blanks_before(document, paragraph) != 1:
            yield Finding(
                say("标题下空了 {lines} 行，主送机关应在标题下空一行处", lines=blanks_before(document, paragraph)),
                at(paragraph),
                say("标题与主送机关之间留一个空行"),
            )
    titles, bodies = document.having(Role.TITLE), tuple(document.text)
    addressed = document.having(Role.RECIPIENT, Role.SALUTATION)
    close = titles and bodies and not addressed and _follows(document, titles[-1]) is bodies[0]
    if close and not blanks_before(document, bodies[0]):
        yield Finding(say("标题与正文之间没有空行"), at(bodies[0]), say("标题下空一行"), Grade.NOTE)


def _follows(document: WordDocument, paragraph: DocParagraph) -> DocParagraph | None:
    """The next paragraph with words."""
    index = next(number for number, other in enumerate(document.paragraphs) if other is paragraph)
    return next((each for each in document.paragraphs[index + 1 :] if each.role is not Role.EMPTY), None)


@rule("G47", "实务（汇报材料的题下一行）", Strength.PRACTICE, profile="汇报材料")
def byline(document: WordDocument) -> Iterator[Finding]:
    """题下的单位和日期居中，用三号楷体；日期加全角括号。
    为什么：汇报材料没有版头，单位和日期写在标题之下，机关多用三号楷体居中。
    例：题下日期用半角括号，或跟正文一样缩进两字。
    """
    for paragraph in document.having(Role.BYLINE, Role.BRACKET_DATE, Role.MEETING):
        if paragraph.layout.align != "center":
            yield Finding(say("题下的单位、日期没有居中"), at(paragraph), say("段落→对齐方式→居中"))
        for run in chinese_runs(paragraph):
            if font_class(run.look.chinese) not in ("楷体", "仿宋"):
                yield Finding(
                    say("题下的单位、日期用了{font}，机关多用楷体", font=font_words(run.look)),
                    at_run(paragraph, run),
                    say("改成三号楷体"),
                )
        if paragraph.words.startswith("(") or paragraph.words.endswith(")"):
            yield Finding(say("题下日期的括号是半角"), at(paragraph), say("改成全角括号（）"))


def blanks_before(document: WordDocument, paragraph: DocParagraph) -> int:
    """How many empty lines stand straight before a paragraph."""
    index = next(number for number, other in enumerate(document.paragraphs) if other is paragraph)
    lines = paragraph.layout.before / _LINE
    for before in reversed(document.paragraphs[:index]):
        if before.boxed:
            continue
        if before.role is not Role.EMPTY and not holds_only_floating(before):
            lines += before.layout.after / _LINE
            break
        lines += 1
    return round(lines)


def holds_only_floating(paragraph: DocParagraph) -> bool:
    """Whether nothing stands in the line itself: a drawing hangs on it that has its place elsewhere."""
    floating = next(paragraph.element.iter(WP + "anchor"), None) is not None or any(
        "absolute" in (each.get("style") or "") for each in paragraph.element.iter(V + "line", V + "shape", V + "rect", V + "group")
    )
    return not paragraph.words and floating and next(paragraph.element.iter(WP + "inline"), None) is None
