"""The 版记 of a 公文 → departures in the fonts, words, indents and rules of its lines.

Knows no body.  An imprint is a table at the foot of the last page or plain paragraphs; its lines are known by their words.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.gongwen.document.kinds import is_letter
from reportgen.gongwen.document.model import DocParagraph, DocTable, WordDocument
from reportgen.gongwen.rules.measures import characters, chinese_runs, font_and_size, millimetres
from reportgen.gongwen.rules.rule import Finding, at, at_run, rule
from reportgen.gongwen.standard import IMPRINT_RULES, SIZE_4, TOLERANCES, Strength, font_class
from reportgen.message import say
from reportgen.regex import regex

_COPIES = regex(r"(?:抄\s*送|抄\s*报|主\s*送)\s*[:：]")
_LABEL = regex(r"(?:印发|打印|承办|制发|主办)(?:单位|机关|部门)?\s*[:：]")
_PRINTED = regex(r"日\s*印\s*[发制]")
_PRINTED_DATE = regex(r"[0-9]{4}年[1-9][0-9]?月[1-9][0-9]?日印发$")


def imprint_lines(document: WordDocument) -> list[DocParagraph]:
    """The lines of the imprint: 抄送… and …印发, in paragraphs or in cells."""
    return [
        paragraph for paragraph in document.everything
        if (_COPIES.match(paragraph.words) and paragraph.place.table)
        or (_PRINTED.search(paragraph.words) and len(paragraph.words) < 60)
        or paragraph.role.value in ("抄送机关", "印发机关和日期")
    ]  # fmt: skip


def is_imprint(table: DocTable) -> bool:
    """Whether a table is an imprint."""
    return any(_COPIES.match(each.words) or _PRINTED.search(each.words) for each in table.paragraphs)


@rule("G80", "GB/T 9704—2012 7.4.2、7.4.3", Strength.NORMAL, profile="公文")
def imprint_font(document: WordDocument) -> Iterator[Finding]:
    """版记（抄送机关、印发机关和印发日期）用四号仿宋。
    为什么：标准说“一般用4号仿宋体字”。
    例：抄送用三号仿宋是错的。
    """
    for paragraph in imprint_lines(document):
        for run in chinese_runs(paragraph):
            if font_class(run.look.chinese) != "仿宋" or run.look.size != SIZE_4:
                yield Finding(
                    say("版记是{look}，应为四号仿宋", look=font_and_size(run.look)),
                    at_run(paragraph, run),
                    say("改成四号仿宋"),
                )
            elif run.look.bold:
                yield Finding(say("版记加粗了"), at_run(paragraph, run), say("去掉加粗"))


@rule("G81", "GB/T 9704—2012 7.4.2、7.4.3", Strength.MUST, profile="公文")
def imprint_words(document: WordDocument) -> Iterator[Finding]:
    """抄送用全角冒号，末尾用句号；印发日期写全年月日，后加“印发”。
    为什么：标准说抄送机关“最后一个抄送机关名称后标句号”，印发日期“用阿拉伯数字将年、月、日标全……后加‘印发’二字”。
    例：“抄送:市委办”两处不对；“2025年07月01日印发”的 0 应删去。
    """
    for paragraph in imprint_lines(document):
        words = paragraph.words
        if words.startswith("抄") and not words.endswith("。"):
            yield Finding(say("抄送机关末尾没有句号"), at(paragraph), say("最后一个机关名称后加句号"))
        if found := _LABEL.match(words):
            yield Finding(say("印发机关前面写了“{label}”", label=found[0]), at(paragraph), say("只写印发机关的名称和印发日期"))
        if _COPIES.match(words) and ":" in words[:6]:
            yield Finding(say("抄送后面是半角冒号"), at(paragraph), say("改成全角冒号“：”"))
        if _PRINTED.search(words) and not _PRINTED_DATE.search(words):
            yield Finding(say("印发日期的写法不合"), at(paragraph), say("写成“2025年7月1日印发”"))


@rule("G82", "GB/T 9704—2012 7.4.2、7.4.3", Strength.MUST, profile="公文")
def imprint_indent(document: WordDocument) -> Iterator[Finding]:
    """版记的文字左右各空一字。
    为什么：标准说抄送机关“左右各空一字编排”，印发机关左空一字、印发日期右空一字。
    例：抄送顶格写。
    """
    for paragraph in imprint_lines(document):
        left = paragraph.layout.characters("left", paragraph.size) + paragraph.layout.characters(
            "first", paragraph.size
        )
        typed = len(paragraph.text) - len(paragraph.text.lstrip(" \u3000"))
        starts = not paragraph.words[:1].isdigit()
        if starts and not typed and abs(left - 1) > TOLERANCES["side"].value:
            yield Finding(
                say("版记的文字左空 {space}，应左空 1 字", space=characters(left)),
                at(paragraph),
                say("段落→缩进→左侧 1 字符（回行与冒号后的首字对齐）"),
            )


@rule("G83", "GB/T 9704—2012 7.4.1（推荐）", Strength.NORMAL, profile="公文")
def imprint_rules(document: WordDocument) -> Iterator[Finding]:
    """版记的分隔线与版心等宽，首条和末条 0.35 毫米，中间的 0.25 毫米。
    为什么：标准说“版记中的分隔线与版心等宽，首条分隔线和末条分隔线用粗线（推荐高度为0.35 mm），中间的分隔线用细线（推荐高度为0.25 mm）”。
    例：版记表格没有上下框线，或画成 1.5 磅。
    """
    for table in () if is_letter(document) else filter(is_imprint, document.tables):
        section = document.sections[min(table.section, len(document.sections) - 1)]
        if table.width and section.text_width - table.width > TOLERANCES["table"].value:
            yield Finding(
                say(
                    "版记的分隔线长 {found_width}，应与版心等宽（{area_width}）",
                    found_width=millimetres(table.width), area_width=millimetres(section.text_width),
                ),
                table.place, say("表格属性→指定宽度，与版心等宽"),
            )  # fmt: skip
        for side, wanted in (("top", IMPRINT_RULES[0]), ("bottom", IMPRINT_RULES[0])):
            line = table.borders.get(side, "")
            drawn = line or any(_edge(cell_table, side) for cell_table in table.element.iter("{*}tcBorders"))
            if not drawn:
                message = say("版记没有首条分隔线") if side == "top" else say("版记没有末条分隔线")
                yield Finding(message, table.place, say("给版记表格加上、下框线，1 磅"))
            elif line and abs(int(line.split()[-1]) - wanted) > TOLERANCES["rule"].value:
                yield Finding(
                    say("版记首、末条分隔线不是约 1 磅（0.35 毫米）"), table.place, say("上、下框线改成 1 磅")
                )


def _edge(borders: etree._Element, side: str) -> bool:
    return borders.find(f"{{*}}{side}") is not None
