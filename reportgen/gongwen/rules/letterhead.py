"""The 版头 of a 公文 → departures in copy number, secrecy, urgency, mark, document number, signer and red rule.

Knows no body.  All rules hold for 公文 only; 汇报材料 have no letterhead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.gongwen.document.kinds import MINUTES, ORDER, below_title, is_letter
from reportgen.gongwen.document.model import BLANKS, DocParagraph, Role, WordDocument
from reportgen.gongwen.document.phrases import LOOSE_NUMBER, NUMBER
from reportgen.gongwen.rules.letterhead_geometry import box_align, drawn_lines, is_red
from reportgen.gongwen.rules.measures import characters, chinese_runs, font_and_size, font_words, size_name
from reportgen.gongwen.rules.paragraphs import blank_width, leading_blanks
from reportgen.gongwen.rules.rule import Finding, at, at_run, rule
from reportgen.gongwen.rules.title import blanks_before
from reportgen.gongwen.standard import SIZE_3, TOLERANCES, Strength, font_class
from reportgen.message import say
from reportgen.ooxml.names import A, V, W
from reportgen.regex import regex

_FRONT = (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY)
_GOOD_NUMBER = regex(r"〔(?:19|20)[0-9*]{2}〕(?:[1-9][0-9]*|\*+)号$")
_REST = regex(r"\s*文")
_PADDED = regex(r"第\s*0+[0-9]+\s*[号期]")
_GOOD_SECRECY = regex(r"(?:绝密|机密|秘密)(?:★(?:[0-9]+(?:年|个月|天)|长期))?$")
_HEAD = (*_FRONT, Role.MARK, Role.NUMBER, Role.SIGNER)


@rule("G70", "GB/T 9704—2012 7.2.1", Strength.NORMAL, profile="公文")
def copy_number(document: WordDocument) -> Iterator[Finding]:
    """份号用六位三号阿拉伯数字，顶格写在版心左上角第一行。
    为什么：标准说份号“一般用6位3号阿拉伯数字”；只有涉密公文才需要。
    例：份号写成“12”，应为“000012”。
    """
    for paragraph in document.having(Role.COPY_NUMBER):
        if not re.fullmatch(r"[0-9]{6}", paragraph.words):
            yield Finding(say("份号不是六位数字"), at(paragraph), say("补成六位，如“000012”"))


@rule("G71", "GB/T 9704—2012 7.2.2、7.2.3", Strength.NORMAL, profile="公文")
def secrecy(document: WordDocument) -> Iterator[Finding]:
    """密级、紧急程度用三号黑体，顶格；保密期限写作“秘密★1年”。
    为什么：标准说“一般用3号黑体字，顶格编排”，保密期限中的数字用阿拉伯数字。
    例：“机密 一年”应为“机密★1年”；“紧急”应为“特急”或“加急”。
    """
    for paragraph in document.having(Role.SECRECY, Role.URGENCY):
        if paragraph.role is Role.SECRECY and not _GOOD_SECRECY.fullmatch(paragraph.words):
            yield Finding(say("密级和保密期限的写法不合"), at(paragraph), say("写成“秘密★1年”这样，期限用阿拉伯数字"))
        if paragraph.role is Role.URGENCY and paragraph.words not in _urgencies(document):
            yield Finding(say("紧急程度的写法不合"), at(paragraph), say("写“特急”或“加急”（电报是“特提”“特急”“加急”“平急”）"))
        for run in chinese_runs(paragraph):
            if font_class(run.look.chinese) != "黑体" or run.look.size != SIZE_3:
                yield Finding(
                    say("{role}是{look}，应为三号黑体", role=paragraph.role.value, look=font_and_size(run.look)),
                    at_run(paragraph, run),
                    say("改成三号黑体"),
                )


def _urgencies(document: WordDocument) -> tuple[str, ...]:
    """What a degree of urgency may be called (条例 art. 9): those of telegrams are more."""
    wired = any("".join(each.words.split()).endswith(("电", "电报")) for each in document.having(Role.MARK))
    return ("特提", "特急", "加急", "平急") if wired else ("特急", "加急")


@rule("G72", "GB/T 9704—2012 7.2.1—7.2.3", Strength.MUST, profile="公文")
def front_order(document: WordDocument) -> Iterator[Finding]:
    """份号、密级和保密期限、紧急程度自上而下排列，都顶格。
    为什么：标准说同时标注时“按照份号、密级和保密期限、紧急程度的顺序自上而下分行排列”。
    例：紧急程度写在密级之上；密级写在右上角。
    """
    shown = document.having(*_FRONT)
    if [_FRONT.index(each.role) for each in shown] != sorted(_FRONT.index(each.role) for each in shown):
        yield Finding(
            say("份号、密级、紧急程度的次序不对"), at(shown[0]), say("自上而下：份号、密级和保密期限、紧急程度")
        )
    for paragraph in shown:
        indent = paragraph.layout.characters("left", paragraph.size) + paragraph.layout.characters(
            "first", paragraph.size
        )
        if abs(indent) > TOLERANCES["indent"].value or paragraph.layout.align in ("center", "right"):
            yield Finding(
                say("{role}没有顶格", role=paragraph.role.value), at(paragraph), say("居左顶格，不缩进")
            )


@rule("G73", "GB/T 9704—2012 7.2.4", Strength.MUST, profile="公文")
def mark(document: WordDocument) -> Iterator[Finding]:
    """发文机关标志居中。
    为什么：标准说发文机关标志“居中排布”。
    例：红头左对齐，或带着首行缩进居中。
    """
    for paragraph in document.having(Role.MARK):
        indent = paragraph.layout.characters("first", paragraph.size)
        placed = paragraph.layout.framed or (paragraph.boxed and box_align(paragraph) == "center")
        if paragraph.layout.align not in ("center", "distribute") and not placed:
            yield Finding(say("发文机关标志没有居中"), at(paragraph), say("段落→对齐方式→居中"))
        elif abs(indent) > TOLERANCES["side"].value:
            yield Finding(say("发文机关标志带有首行缩进，没有居正中"), at(paragraph), say("段落→特殊格式→无"))


@rule("G74", "GB/T 9704—2012 7.2.4（推荐）", Strength.NORMAL, profile="公文")
def mark_look(document: WordDocument) -> Iterator[Finding]:
    """发文机关标志用红色小标宋。
    为什么：标准说“推荐使用小标宋体字，颜色为红色”，字号由发文机关定。
    例：红头用黑体、用黑色。
    """
    for paragraph in document.having(Role.MARK):
        for run in chinese_runs(paragraph):
            if font_class(run.look.chinese) != "小标宋":
                yield Finding(
                    say("发文机关标志用了{font}，标准推荐小标宋", font=font_words(run.look)),
                    at_run(paragraph, run),
                    say("改成方正小标宋简体"),
                )
            if not run.look.colour:
                yield Finding(say("发文机关标志不是红色"), at_run(paragraph, run), say("字体颜色改成红色"))


@rule("G75", "GB/T 9704—2012 7.2.5", Strength.MUST, profile="公文")
def number_form(document: WordDocument) -> Iterator[Finding]:
    """发文字号：机关代字、六角括号括起的四位年份、序号、“号”；不编虚位，不加“第”。
    为什么：标准说“年份应标全称，用六角括号‘〔〕’括入；发文顺序号不加‘第’字，不编虚位”。
    例：“×办发[2025]第03号”“〔25〕3号”应为“×办发〔2025〕3号”。
    """
    for paragraph in document.having(Role.NUMBER):
        found = NUMBER.search(paragraph.text)
        if found and any(sign in found[0] for sign in "×xX*"):
            continue  # a placeholder, which the rule for leftovers tells
        if not found and (padded := _PADDED.search(paragraph.text)):
            yield Finding(say("号数前面补了 0"), at(paragraph, padded.start(), padded.end()), say("写成“第3号”“第3期”"))
        if not found and (loose := LOOSE_NUMBER.search(paragraph.text)):
            yield _misnumbered(paragraph, loose)
        if found and document.kind != ORDER and not paragraph.text[: found.start()].strip(BLANKS):
            yield Finding(say("发文字号没有机关代字"), at(paragraph, found.start(), found.end()), say("写成“×办发〔2025〕3号”这样，年份前写机关代字"))
        wrong = found and document.kind != ORDER and not _GOOD_NUMBER.fullmatch(found[0].strip())
        if found and (wrong or _REST.match(paragraph.text, found.end())):
            yield _misnumbered(paragraph, found)


def _misnumbered(paragraph: DocParagraph, found: re.Match[str]) -> Finding:
    hint = say("写成“×办发〔2025〕3号”这样：六角括号，不加“第”，序号前不加 0，以“号”结尾")
    return Finding(say("发文字号的写法不合"), at(paragraph, found.start(), found.end()), hint)


@rule("G76", "GB/T 9704—2012 7.2.5", Strength.MUST, profile="公文")
def number_place(document: WordDocument) -> Iterator[Finding]:
    """发文字号在发文机关标志下空二行，居中；上行文居左空一字，与签发人同一行。
    为什么：标准说“编排在发文机关标志下空二行位置，居中排布。上行文的发文字号居左空一字编排，与最后一个签发人姓名处在同一行”。
    例：红头下面紧接着发文字号。
    """
    if below_title(document):
        hint = say("放到标题之上、红色分隔线之上；从网上下载的文，照原文补上版头")
        yield Finding(say("发文字号在标题之下，应在发文机关标志之下"), at(document.having(Role.NUMBER)[0]), hint)
        return
    for paragraph in document.having(Role.NUMBER):
        asked = "".join(each.words for each in document.having(Role.TITLE)).endswith(("请示", "报告"))
        upward = asked or "签发人" in paragraph.words or bool(document.having(Role.SIGNER))
        left = _left(paragraph)
        if document.kind in (ORDER, MINUTES) or is_letter(document) or paragraph.text.startswith("\t"):
            continue  # at the right of a 信函 (cl. 10.1), or where a tab stop puts it
        if upward and abs(left - 1) > TOLERANCES["side"].value:
            yield Finding(
                say("上行文的发文字号左空 {space}，应左空 1 字", space=characters(left)),
                at(paragraph),
                say("段落→缩进→左侧 1 字符"),
            )
        if not upward and (paragraph.layout.align != "center" or abs(left) > TOLERANCES["side"].value):
            yield Finding(say("发文字号没有居中"), at(paragraph), say("段落→对齐方式→居中，首行缩进设为 0"))
        if _stands_under_mark(document, paragraph) and blanks_before(document, paragraph) != 2:
            yield Finding(say("发文机关标志与发文字号之间应空二行"), at(paragraph), say("两者之间留两个空行"))


def _left(paragraph: DocParagraph) -> float:
    """Characters to the left of the first word, typed ones included."""
    layout, size = paragraph.layout, paragraph.size
    return layout.characters("left", size) + layout.characters("first", size) + blank_width(leading_blanks(paragraph))


def _stands_under_mark(document: WordDocument, paragraph: DocParagraph) -> bool:
    """Whether the mark is a paragraph of the text straight before, and not in a frame or box that stands where it likes."""
    filled = [each for each in document.paragraphs if each.role is not Role.EMPTY]
    index = next(number for number, each in enumerate(filled) if each is paragraph)
    before = filled[index - 1] if index else None
    return before is not None and before.role is Role.MARK and not before.layout.framed and not before.boxed


@rule("G77", "GB/T 9704—2012 7.2.6", Strength.MUST, profile="公文")
def signer(document: WordDocument) -> Iterator[Finding]:
    """“签发人：”用三号仿宋，姓名用三号楷体，居右空一字。
    为什么：标准说“‘签发人’三字用3号仿宋体字，签发人姓名用3号楷体字”。
    例：“签发人：×××”整个用仿宋；冒号用半角。
    """
    for paragraph in document.having(Role.NUMBER, Role.SIGNER):
        start = paragraph.text.find("签发人")
        if start < 0:
            continue
        colon = next(
            (place for place in range(start, len(paragraph.text)) if paragraph.text[place] in "：:"),
            len(paragraph.text),
        )
        if paragraph.text[colon : colon + 1] != "：":
            yield Finding(say("“签发人”后面应当用全角冒号"), at(paragraph, start, start + 3), say("写成“签发人：”"))
        for stretch, wanted in (((start, colon), "仿宋"), ((colon + 1, len(paragraph.text)), "楷体")):
            for run in chinese_runs(paragraph, *stretch):
                if font_class(run.look.chinese) != wanted:
                    font = font_words(run.look)
                    if wanted == "仿宋":
                        message = say("“签发人”三字用了{font}，应为仿宋", font=font)
                    else:
                        message = say("签发人姓名用了{font}，应为楷体", font=font)
                    yield Finding(
                        message,
                        at_run(paragraph, run),
                        say("改成三号{font}", font=wanted),
                    )
                elif run.look.size != SIZE_3:
                    message = say("签发人是{size}，应为三号", size=size_name(run.look.size))
                    yield Finding(message, at_run(paragraph, run), say("改成三号{font}", font=wanted))


@rule("G78", "GB/T 9704—2012 7.2.7", Strength.MUST, profile="公文")
def red_rule(document: WordDocument) -> Iterator[Finding]:
    """发文字号之下 4 毫米处有一条与版心等宽的红色分隔线。
    为什么：标准规定了版头的分隔线。
    例：有发文字号而没有红线；红线画成黑色。
    """
    numbers = document.having(Role.NUMBER)
    if not numbers or document.kind == ORDER or below_title(document):
        return
    head = head_of(document)
    borders = [
        line for paragraph in head for line in (paragraph.layout.border_bottom, paragraph.layout.border_top) if line
    ]
    if not borders and not any(_drawn(paragraph) for paragraph in head):
        yield Finding(
            say("发文字号之下没有红色分隔线"),
            at(numbers[-1]),
            say("给发文字号一段加红色下框线，或画一条与版心等宽的红线"),
        )
    colours = [line.split()[0] for line in borders] or [
        line.colour for paragraph in head for line in drawn_lines(paragraph)
    ]
    if colours and all(colours) and not any(map(is_red, colours)):
        yield Finding(say("版头的分隔线不是红色"), at(numbers[-1]), say("线的颜色改成红色"))


@rule("G79", "GB/T 9704—2012 7.3.1", Strength.MUST, profile="公文")
def title_gap(document: WordDocument) -> Iterator[Finding]:
    """标题在红色分隔线下空二行。
    为什么：标准说标题“编排于红色分隔线下空二行位置”。
    例：红线下只空一行。
    """
    titles, numbers = document.having(Role.TITLE), document.having(Role.NUMBER)
    placed = document.kind not in (ORDER, MINUTES) and not below_title(document)
    if placed and titles and numbers and blanks_before(document, titles[0]) != 2:
        found = blanks_before(document, titles[0])
        yield Finding(
            say("标题之上空了 {lines} 行，应在红色分隔线下空二行", lines=found),
            at(titles[0]),
            say("标题之上留两个空行"),
        )


def head_of(document: WordDocument) -> list[DocParagraph]:
    """The paragraphs before the title."""
    found: list[DocParagraph] = []
    for paragraph in document.paragraphs:
        if paragraph.role not in (*_HEAD, Role.EMPTY) and not (paragraph.boxed or paragraph.pictured):
            break
        found.append(paragraph)
    return found


def _drawn(paragraph: DocParagraph) -> bool:
    """Whether a line or shape hangs on the paragraph."""
    return next(paragraph.element.iter(W + "drawing", W + "pict", A + "ln", V + "line"), None) is not None
