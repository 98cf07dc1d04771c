"""The first paragraphs of a document → letterhead, title, the lines under the title, and where the running text begins.

Knows no end of a document and no rule.  What stands before the title is known by its words; a title is what stands out, or the
first line that can be no text; what stands under it has to say who, when or where, or to be set in the middle: a short line of
the text is none of these.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.gongwen.document.model import BLANKS, DocParagraph, Role
from reportgen.gongwen.document.phrases import (
    BRACKETED,
    DATE,
    LOOSE_NUMBER,
    NUMBER,
    SENTENCE_END,
    SHORT,
    SHORT_DATE,
    is_contents,
    is_meeting,
    is_recipient,
    is_salutation,
    is_source,
    level_of,
    names_recipients,
    names_somebody,
)
from reportgen.regex import regex

_SECRECY = regex(r"(?:密级[和、]?(?:保密期限)?\s*[:：]?\s*)?(?:绝密|机密|秘密)(?:\s*[★☆*＊※].*|\s*[0-9一二三四五六七八九十]*\s*[年月天]?)?$")
_URGENCY = regex(r"(?:(?:紧急程度|缓急程度|缓急|等级)\s*[:：]\s*)?(?:特急|加急|平急|特提|急件|紧急|火急|急)(?:件|文件|公文)?$")
_COPY_NUMBER = regex(r"(?:(?:份号|编号|序号)\s*[:：]?\s*|N[oO][.．:：]?\s*|№\s*|第\s*)?[0-9０-９]{1,8}\s*份?$")
_ORDER_NUMBER = regex(r"第\s*[0-9０-９〇零一二三四五六七八九十百×xX*]+\s*[号期]$|[（(]\s*第?\s*[0-9]+\s*期?\s*[）)]$")
_SUBTITLE = regex(r"(?:——|—|--)\s*\S")
_ANNEX = regex(r"附\s*件\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：]?$")
_SPEAKS = regex(r"[\u4e00-\u9fff]|[×xX□]{2}")
_MARK_ENDS = ("文件", "命令", "令", "纪要", "公告", "通告", "发电")
_ADDRESSED = regex(r"(?:请示|报告|通知|函|批复|意见|决定|通报)$")
_TIME = regex(r"(?:时间|日期)\s*[:：]\s*[0-9０-９]")
_LONGEST = 16
_MARK_LONG = 40


def head_length(filled: Sequence[DocParagraph]) -> int:
    """How many paragraphs stand before the running text: up to a level, a long paragraph, a whole sentence, or a line that
    nothing marks as part of a head."""
    title: DocParagraph | None = None
    for index, paragraph in enumerate(filled[:_LONGEST]):
        if title is None and (front(paragraph) is not None or _is_plain_mark(filled, index)):
            continue
        if title is None:
            if not _can_be_title(paragraph, filled[:index]):
                return index
            title = paragraph
        elif not _under(paragraph, title, filled[index - 1]):
            return index
    return min(len(filled), _LONGEST)


def _is_plain_mark(filled: Sequence[DocParagraph], index: int) -> bool:
    """Whether …文件 stands straight above a document number, which tells a mark also where nothing is red or large."""
    words, below = "".join(filled[index].words.split()), filled[index + 1] if index + 1 < len(filled) else None
    return below is not None and is_number(below.words) and words.endswith("文件") and len(words) <= _MARK_LONG and "关于" not in words


def _can_be_title(paragraph: DocParagraph, before: Sequence[DocParagraph]) -> bool:
    """What the first line that is no letterhead may be: no numbered heading, recipient, contents or paragraph of text; below
    letterhead that stands out it has to stand out too."""
    words = paragraph.words
    if is_contents(paragraph) or _ANNEX.match(words) or is_salutation(words):
        return False
    if _stands_out(paragraph):
        return True
    numbered = bool(level_of(words)) or words.endswith(tuple(SENTENCE_END))
    text = len(words) > SHORT or "。" in words[:-1] or is_recipient(words) or is_salutation(words) or "；" in words
    letterhead = any(front(each) is not None and _stands_out(each) for each in before)
    return not (numbered or text or letterhead)


def _stands_out(paragraph: DocParagraph) -> bool:
    """Centred or larger than body text, and short."""
    return len(paragraph.words) <= SHORT and (paragraph.layout.align == "center" or paragraph.size >= 36)


def _under(paragraph: DocParagraph, title: DocParagraph, before: DocParagraph) -> bool:
    """Whether a line belongs to the head below the title's first line."""
    words = paragraph.words
    if is_contents(paragraph) or is_recipient(words) or is_salutation(words) or _ANNEX.match(words):
        return False
    if is_number(words) or is_source(words):
        return True
    if is_addressed(paragraph, title):
        return False
    if _stands_out(paragraph) or BRACKETED.fullmatch(words) or is_meeting(words) or _SUBTITLE.match(words):
        return not level_of(words)
    if level_of(words) or paragraph.style.lower().startswith("heading"):
        return False
    if words.endswith(tuple(SENTENCE_END)) or "。" in words or len(words) > SHORT:
        return False
    if before.words == title.words and (_goes_on(words, title.words) or _completes(words, title.words)):
        return True
    return _continues(paragraph, title) or bool(DATE.fullmatch(words)) or bool(SHORT_DATE.fullmatch(words)) or names_somebody(words)


def is_addressed(paragraph: DocParagraph, title: DocParagraph) -> bool:
    """Whether a line flush left under the title of a letter of some legal kind names who gets it."""
    layout = paragraph.layout
    sided = layout.align in ("left", "both", "") and not layout.first and not layout.first_chars
    flush = sided and not paragraph.text[:1].isspace()
    return flush and _ADDRESSED.search(title.words) is not None and names_recipients(paragraph.words)


def _continues(paragraph: DocParagraph, title: DocParagraph) -> bool:
    """Whether a line is set like a title that itself stands out."""
    if not _stands_out(title):
        return False
    return paragraph.size == title.size and paragraph.layout.align == title.layout.align


def front(paragraph: DocParagraph) -> Role | None:
    """The role of a part of the letterhead by its words."""
    words = paragraph.words
    for pattern, role in ((_SECRECY, Role.SECRECY), (_URGENCY, Role.URGENCY), (_COPY_NUMBER, Role.COPY_NUMBER)):
        if pattern.fullmatch(words):
            return role
    if len(words) <= SHORT and "签发人" in words:
        return Role.NUMBER if NUMBER.search(words) else Role.SIGNER
    if is_number(words):
        return Role.NUMBER
    if _ORDER_NUMBER.fullmatch(words):
        return Role.NUMBER
    if _is_issuer(paragraph):
        return Role.OTHER
    if not _SPEAKS.search(words):
        return None
    red = any(_is_red(run.look.colour) for run in paragraph.runs)
    return Role.MARK if (red and paragraph.size >= 36) or (words.endswith("文件") and paragraph.size > 44) else None


def is_number(words: str) -> bool:
    """A document number, and nothing behind it but a signer's name."""
    found = NUMBER.search(words) if len(words) <= 40 else None
    ends = found is not None and _ends_number(words[found.end() :])
    return ends or (LOOSE_NUMBER.fullmatch(words) is not None and not DATE.search(words))


def _is_issuer(paragraph: DocParagraph) -> bool:
    """Who makes the minutes, at the left, and when, at the right, in one line (cl. 10.3)."""
    words = paragraph.words
    found = DATE.search(words)
    between = words[: found.start()] if found else ""
    gap = len(between) - len(between.rstrip(BLANKS))
    return found is not None and found.end() == len(words) and (gap >= 2 or "\t" in between) and bool(between.strip(BLANKS))


def _goes_on(words: str, above: str) -> bool:
    """Whether 关于……的通知 stands below the name of who issues it."""
    return words.startswith("关于") and _ADDRESSED.search(words) is not None and not _ADDRESSED.search(above)


def _completes(words: str, above: str) -> bool:
    """Whether 毕业生就业工作的通知 stands below 关于加强普通高等学校, which says no kind."""
    bare = not any(sign in words for sign in "，、；：。（(")
    return bare and "关于" in above and _ADDRESSED.search(above) is None and _ADDRESSED.search(words) is not None


def is_kind_mark(words: str) -> bool:
    """Whether a mark says more than whose it is: 文件, 令, 纪要 …."""
    return "".join(words.split()).endswith(_MARK_ENDS)


def _ends_number(rest: str) -> bool:
    """Whether nothing but the last signer's name stands behind a document number."""
    return not rest or (rest[0] in BLANKS and len(rest.strip(BLANKS)) <= 12)


def _is_red(colour: str) -> bool:
    """More red than anything else."""
    if len(colour) != 6 or any(sign not in "0123456789ABCDEFabcdef" for sign in colour):
        return False
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xA0 and green <= 0x50 and blue <= 0x50


def head_roles(head: Sequence[DocParagraph]) -> list[Role]:
    """Letterhead, title of one or more lines, subtitle, and who wrote it and when."""
    roles: list[Role] = []
    title: DocParagraph | None = None
    for index, paragraph in enumerate(head):
        mark = Role.MARK if title is None and _is_plain_mark(head, index) else None
        role = mark or (front(paragraph) if title is None else None) or _under_title(paragraph, title, roles)
        if role is Role.TITLE and title is None:
            title = paragraph
        roles.append(role)
    return roles


def _under_title(paragraph: DocParagraph, title: DocParagraph | None, roles: Sequence[Role]) -> Role:
    words = paragraph.words
    if title is None:
        return Role.TITLE
    if _SUBTITLE.match(words) or (roles[-1] is Role.SUBTITLE and is_meeting(words)):
        return Role.SUBTITLE
    if is_source(words):
        return Role.SOURCE
    if is_number(words):
        return Role.NUMBER
    if BRACKETED.fullmatch(words) or DATE.fullmatch(words) or SHORT_DATE.fullmatch(words) or _TIME.match(words):
        return Role.BRACKET_DATE
    if is_meeting(words):
        return Role.MEETING
    if roles[-1] is Role.TITLE and (_goes_on(words, title.words) or _completes(words, title.words)):
        return Role.TITLE
    same = roles[-1] is Role.TITLE and paragraph.size == title.size and paragraph.layout.align == title.layout.align
    larger = title.size > 32 or title.layout.align == "center"
    same_font = not title.runs or not paragraph.runs or title.runs[0].look.chinese == paragraph.runs[0].look.chinese
    return Role.TITLE if same and larger and same_font else Role.BYLINE
