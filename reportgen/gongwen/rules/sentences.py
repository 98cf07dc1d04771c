"""The words of a document → departures from GB/T 15834-2011 appendix B in lists with commas and in quotations.

Knows no form.  Where a list ends and whether a quotation is a whole sentence is a matter of sense; only places where the
signs themselves leave no doubt are named, and as notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.gongwen.document.model import BLANKS, LEVELS, TEXT, DocParagraph, Role, WordDocument
from reportgen.gongwen.document.phrases import level_in
from reportgen.gongwen.rules.rule import Finding, at, fault, found, prose, rule
from reportgen.gongwen.standard import Strength
from reportgen.message import say
from reportgen.regex import regex

_TWICE = regex(r"([\u4e00-\u9fff]{2,4})\1(?![\u4e00-\u9fff]?\1)|的的(?!确)|了了(?![解如结望断])")
_MEANT_TWICE = regex(r"[一逐每]|(.)\1|很多|许多|非常|研究|讨论|考虑|商量|了解|休息|学习|想想|看看|切磋|锻炼|人人|年年|天天|代代|万万|千千")
"""Words that are said twice on purpose: 一个一个, 逐项逐项, 研究研究."""
_WITHIN_SENTENCE = regex(r"[，。；]")
_ANNOUNCED = regex(r"(?<!情况)(?:现|将|就|予以|通知|通报|报告|批复|公告|通告|汇报|函复|函告|安排|规定|决定|要求|意见|事项|情况)[^，。；：]{0,6}如下\s*[，；、.,;]?$")
_AFTER_TEXT = frozenset((Role.SIGNATURE, Role.DATE, Role.ANNEX_NOTE, Role.ANNEX, Role.REMARK, Role.COPIES, Role.PRINTED))
_UNENDED = regex(r"[\u4e00-\u9fff\d%，、]$")
_SAY = "说|指出|强调|要求|写道|提出|表示"
_COMMA_LISTS = (
    fault(
        r"[”》]，(?:“[^“”]*”|《[^《》]*》)等(?![级待])", say("各项之间用了逗号，“等”之前没有逗号"),
        say("“等”之前补逗号；各项是词语的，也可以都改用顿号"),
    ),
    fault(
        r"(是否|如何|怎样|能否|有没有)[^，、。；：！？\n]{1,40}，(?:\1[^，、。；：！？\n]{1,40}，){0,9}\1[^，、。；：！？\n]{1,40}?(?<!等)等(?=[。；，：）等])",
        say("各项之间用了逗号，“等”之前没有逗号"), say("写成“……，等等”"),
    ),
)  # fmt: skip
_QUOTED = (
    fault(r"(?<=[汉、])(?<![说道问答])“[^“”。！？\n]*。”", say("引文是句子的一部分，引号里面用了句号"), say("句号移到引号外面；句子没有完的，删去句号")),
    fault(r"。”[，、；。]", say("引号里面有句号，外面又有标点"), say("引文独立成句的，删去外面的标点；是句子一部分的，删去里面的句号")),
    fault(rf"(?:{_SAY})：“(?=[^“”\n]*[，。])[^“”\n]*(?<![。！？…])”。", say("独立成句的引文，句号在引号外面"), say("句号移到引号里面")),
)  # fmt: skip


@rule("G108", "GB/T 15834—2011 B.1.2", Strength.PRACTICE)
def comma_lists(document: WordDocument) -> Iterator[Finding]:
    """列举的各项之间用逗号的，“等”之前也用逗号。
    为什么：标准说用顿号的“等”之前不加标点，用逗号的“等”之前加逗号；一句里哪些逗号是列举的，只认各项开头相同或都带引号、书名号的，所以只作说明。
    例：“是否整洁，是否安全等。”应为“是否整洁，是否安全，等等。”。
    """
    yield from found(prose(document), _COMMA_LISTS)


@rule("G109", "GB/T 15834—2011 B.2.1", Strength.PRACTICE)
def quoted_stops(document: WordDocument) -> Iterator[Finding]:
    """引文独立成句，句号才放在引号里面；引文只是句子的一部分，句号放在外面。
    为什么：引文完整、独立，它的句号是它自己的；只引几个字，句号是整句的。是不是独立成句要看意思，所以只作说明。
    例：“要做到‘干在实处。’”应为“要做到‘干在实处’。”。
    """
    yield from found(prose(document), _QUOTED)


@rule("G146", "实务（重字）", Strength.PRACTICE)
def said_twice(document: WordDocument) -> Iterator[Finding]:
    """同一个词不连着写两遍。
    为什么：多半是删改、粘贴时留下的，校对时眼睛容易滑过去；有意重叠的（一个一个、研究研究）不算，所以只作说明。
    例：“关于关于开展……的通知”“实现增长增长5%”。
    """
    for paragraph in prose(document):
        for match in _TWICE.finditer(paragraph.text):
            if not (match[1] and _MEANT_TWICE.match(match[1])):
                yield Finding(say("同一个词连着写了两遍"), at(paragraph, match.start(), match.end()), say("删去一个"))


@rule("G147", "GB/T 15834—2011 4.1", Strength.NORMAL)
def ended(document: WordDocument) -> Iterator[Finding]:
    """一段正文的末尾有句末的标点。
    为什么：没有句号，读的人不知道话说完没有，也可能是后半句丢了。
    例：“妥否，请批示”应为“妥否，请批示。”；一行里没有标点的（“特此通知”）、联系人电话一类的不查。
    """
    for paragraph in document.having(Role.BODY):
        words = paragraph.text.rstrip(BLANKS)
        if _ANNOUNCED.search(words):
            yield Finding(say("“如下”后面不是冒号"), at(paragraph, max(0, len(words) - 6), len(words)), say("“如下”后面用冒号"))
            continue
        sentence = _WITHIN_SENTENCE.search(words) is not None and "：" not in words.rpartition("。")[2]
        if sentence and _UNENDED.search(words) and not paragraph.pictured:
            yield Finding(say("段末没有标点"), at(paragraph, max(0, len(words) - 6), len(words)), say("补上句号，或接上后半句"))
    yield from _unfinished(document)


def _unfinished(document: WordDocument) -> Iterator[Finding]:
    """A ； at the end of the last paragraph of its kind: nothing goes on from it."""
    shown = [each for each in document.paragraphs if each.role is not Role.EMPTY and not each.boxed]
    following = (*shown[1:], None) if shown else ()
    for paragraph, after in zip(shown, following, strict=True):
        if paragraph.role in TEXT and paragraph.text.rstrip(BLANKS).endswith("；") and _ends(paragraph, after):
            end = len(paragraph.text.rstrip(BLANKS))
            yield Finding(say("最后一项末尾是分号"), at(paragraph, end - 1, end), say("最后一项用句号"))


def _ends(paragraph: DocParagraph, after: DocParagraph | None) -> bool:
    """Whether nothing of the same kind can follow: the text ends, or a heading above the paragraph's own level begins."""
    if after is None or after.role in _AFTER_TEXT:
        return True
    return after.role in LEVELS and after.lead > 0 and 0 < level_in(after) < (level_in(paragraph) or len(LEVELS) + 1)
