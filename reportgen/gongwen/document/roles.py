"""The paragraphs of a document → the role of each (title, recipient, level, body, signature …), and the profile of the whole.

Knows no rule.  Real files use one style for everything, so a role is read from what somebody at the page would use: the
words, the order, and then size and alignment; styles only help where there are any.  Order is the backbone: a head (up to
the first running text), the running text, its end (annex note, signature, date, remark), annexes, and the imprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.gongwen.document.model import BLANKS, LEVELS, DocParagraph, DocTable, Role, WordDocument

OFFICIAL, MATERIAL = "公文", "汇报材料"

_NUMERAL = "[〇零一二三四五六七八九十百]+"
LEVEL_FORMS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"{_NUMERAL}(?:、|[.．,，]\s*(?=\D))"),
    re.compile(rf"[（(]{_NUMERAL}[）)]、?"),
    re.compile(r"[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|、(?![0-9０-９]))\s*"),
    re.compile(r"[（(][0-9０-９]{1,2}[）)]、?"),
)
"""How a paragraph of each level begins, faulty forms included (cl. 7.3.3)."""

DATE = re.compile(r"(?:[0-9０-９]{2,4}|[〇○Oo零一二三四五六七八九]{4}|[×xX*]{2,4}|20[×xX*]{2})\s*年\s*[0-9０-９〇零一二三四五六七八九十×xX*]{1,3}\s*月"
                  r"\s*[0-9０-９〇零一二三四五六七八九十×xX*]{1,3}\s*日")  # fmt: skip
NUMBER = re.compile(r"[〔\[［【（(﹝]?\s*(?:19|20)[0-9*×xX]{2}\s*[〕\]］】）)﹞]\s*(?:第\s*)?[0-9*×xX]+\s*号")
_SECRECY = re.compile(r"(?:绝密|机密|秘密)(?:\s*★.*|\s*[0-9一二三四五六七八九十]*\s*[年月天]?)?$")
_URGENCY = re.compile(r"(?:特急|加急|平急|特提|急件)$")
_COPY_NUMBER = re.compile(r"(?:份号[:：]?)?[0-9０-９]{1,8}$")
_ANNEX = re.compile(r"附\s*件\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：]?$")
_ANNEX_NOTE = re.compile(r"附\s*件\s*[:：]\s*\S")
_COPIES = re.compile(r"(?:抄\s*送|抄\s*报|主\s*送)\s*[:：]")
_PRINTED = re.compile(r".*日\s*印\s*[发制]")
_BRACKETED = re.compile(r"[（(].{0,40}?(?:年|日).{0,40}[）)]$")
_CAPTION = re.compile(r"(?:续?[表图]\s*[0-9０-９一二三四五六七八九十]+(?:[-—.．][0-9]+)?[\s　:：]*)\S")
_NOTE = re.compile(r"(?:注|说明|备注|数据来源|资料来源)[:：]|单位[:：]\S{1,12}$")
_LEGAL_KINDS = (
    "请示",
    "报告",
    "通知",
    "函",
    "批复",
    "意见",
    "决定",
    "通报",
    "公告",
    "通告",
    "纪要",
    "决议",
    "公报",
    "命令",
    "议案",
)
_SUBTITLE = re.compile(r"(?:——|—|--)\s*\S")
_CONTROL = re.compile(r"(?:\s*\{[%#][^{}]*[%#]\}\s*)+")
_SENTENCE_END = "。；;！？"
_HEAD_ROLES = (Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.BRACKET_DATE, Role.NUMBER, Role.SIGNER, Role.MARK)
_SHORT = 60
_LONGEST_HEAD = 16


def with_roles(document: WordDocument, profile: str = "") -> WordDocument:
    """The document with the role of each paragraph outside of boxes, and of a mark in one, and its profile: as asked for, else
    as guessed.

    Paragraphs of a template that hold nothing but control tags vanish when it is filled, so they are left out.
    """
    kept = tuple(block for block in document.blocks if isinstance(block, DocTable) or not _CONTROL.fullmatch(block.text))
    every = [block for block in kept if isinstance(block, DocParagraph)]
    given = _roles([paragraph for paragraph in every if not paragraph.boxed])
    given |= {id(paragraph): Role.MARK for paragraph in _boxed_marks(every, given)}
    blocks = tuple(
        block if isinstance(block, DocTable) else replace(block, role=given.get(id(block), Role.OTHER)) for block in kept
    )
    paragraphs = tuple(block for block in blocks if isinstance(block, DocParagraph))
    template = len(kept) < len(document.blocks) or any("{%" in paragraph.text for paragraph in paragraphs)
    made = replace(document, blocks=blocks, paragraphs=paragraphs, template=template)
    return replace(made, profile=profile or guessed_profile(made))


def _boxed_marks(paragraphs: Sequence[DocParagraph], given: Mapping[int, Role]) -> Iterator[DocParagraph]:
    """What looks like a mark in the text boxes before the title, where templates of offices like to have it."""
    if Role.MARK in given.values():
        return
    for paragraph in paragraphs:
        if given.get(id(paragraph)) is Role.TITLE:
            return
        if paragraph.boxed and _front(paragraph) is Role.MARK:
            yield paragraph


def guessed_profile(document: WordDocument) -> str:
    """公文 if it has a letterhead or an imprint, or a title of a legal kind with a recipient; else 汇报材料."""
    marks = {Role.NUMBER, Role.SIGNER, Role.MARK, Role.COPIES, Role.PRINTED, Role.COPY_NUMBER, Role.SECRECY}
    roles = {paragraph.role for paragraph in document.paragraphs}
    tabled = any(
        _PRINTED.match(each.words) or _COPIES.match(each.words)
        for table in document.tables
        for each in table.paragraphs
    )
    title = "".join(paragraph.words for paragraph in document.having(Role.TITLE))
    legal = title.endswith(tuple(f"的{kind}" for kind in _LEGAL_KINDS)) and Role.RECIPIENT in roles
    return OFFICIAL if roles & marks or tabled or legal else MATERIAL


def is_letter(document: WordDocument) -> bool:
    """Whether the letterhead is that of a 信函 (cl. 10.1): the document number at the right, below a red double rule."""
    numbers = document.having(Role.NUMBER)
    mark = document.having(Role.MARK)
    lone = bool(mark) and not mark[-1].words.endswith("文件") and not document.having(Role.SIGNER)
    return any(each.layout.align == "right" or (lone and each.text.startswith("\t")) for each in numbers)


def level_of(words: str) -> int:
    """The level from 1 that the words begin with, 0 for none."""
    return next((number for number, form in enumerate(LEVEL_FORMS, 1) if form.match(words)), 0)


def lead_length(paragraph: DocParagraph) -> int:
    """How much of a numbered paragraph's text is its heading: all, or up to and with the first 。 that text follows."""
    stop = paragraph.text.find("。")
    whole = stop < 0 or not paragraph.text[stop + 1 :].strip()
    return len(paragraph.text) if whole else stop + 1


@dataclass(slots=True, eq=False)
class _RoleWalk:
    """What has been seen so far."""

    given: dict[int, Role]
    seen_text: bool = False
    in_annex: bool = False
    ended: bool = False


def _roles(paragraphs: Sequence[DocParagraph]) -> dict[int, Role]:
    filled = [paragraph for paragraph in paragraphs if paragraph.words]
    given = {id(paragraph): Role.EMPTY if paragraph.empty else Role.OTHER for paragraph in paragraphs}
    head = _head_length(filled)
    given |= dict(zip(map(id, filled), _head_roles(filled[:head]), strict=False))
    walk = _RoleWalk(given)
    last = Role.TITLE
    for index, paragraph in enumerate(filled[head:], head):
        last = _role(paragraph, filled, index, walk, last)
        given[id(paragraph)] = last
    _sign(filled, given)
    _items(filled, given)
    return given


def _head_length(filled: Sequence[DocParagraph]) -> int:
    """How many paragraphs stand before the running text: up to a level, a long paragraph, or a whole sentence."""
    titled = False
    for index, paragraph in enumerate(filled[:_LONGEST_HEAD]):
        words = paragraph.words
        known = _front(paragraph) is not None
        if titled and not known and (_starts_text(paragraph) or _is_recipient(words)):
            return index
        if not titled and not known and index and _starts_text(paragraph) and not _looks_titled(paragraph):
            return index
        titled = titled or not known
    return min(len(filled), _LONGEST_HEAD) if titled and len(filled) <= _LONGEST_HEAD else min(1, len(filled))


def _starts_text(paragraph: DocParagraph) -> bool:
    words = paragraph.words
    if _BRACKETED.fullmatch(words) or _looks_titled(paragraph):
        return False
    sentence = words.endswith((*_SENTENCE_END, "：", ":")) or "。" in words or len(words) > _SHORT
    return (
        bool(level_of(words))
        or sentence
        or _ANNEX.match(words) is not None
        or paragraph.style.lower().startswith("heading")
    )


def _looks_titled(paragraph: DocParagraph) -> bool:
    """Centred or larger than body text, and short."""
    return len(paragraph.words) <= _SHORT and (paragraph.layout.align == "center" or paragraph.size >= 36)


def _is_recipient(words: str) -> bool:
    return words.endswith(("：", ":")) and "。" not in words and "如下" not in words and len(words) <= 200


def _front(paragraph: DocParagraph) -> Role | None:
    """The role of a part of the letterhead by its words."""
    words = paragraph.words
    for pattern, role in ((_SECRECY, Role.SECRECY), (_URGENCY, Role.URGENCY), (_COPY_NUMBER, Role.COPY_NUMBER)):
        if pattern.fullmatch(words):
            return role
    if len(words) <= _SHORT and "签发人" in words:
        return Role.NUMBER if NUMBER.search(words) else Role.SIGNER
    if len(words) <= 40 and (found := NUMBER.search(words)) and _ends_number(words[found.end() :]):
        return Role.NUMBER
    red = any(_is_red(run.look.colour) for run in paragraph.runs)
    return Role.MARK if (red and paragraph.size >= 36) or (words.endswith("文件") and paragraph.size > 44) else None


def _ends_number(rest: str) -> bool:
    """Whether nothing but the last signer's name stands behind a document number."""
    return not rest or (rest[0] in BLANKS and len(rest.strip(BLANKS)) <= 12)


def _is_red(colour: str) -> bool:
    """More red than anything else."""
    if len(colour) != 6 or any(sign not in "0123456789ABCDEFabcdef" for sign in colour):
        return False
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xA0 and green <= 0x50 and blue <= 0x50


def _head_roles(head: Sequence[DocParagraph]) -> list[Role]:
    """Letterhead, title of one or more lines, subtitle, and who wrote it and when."""
    roles: list[Role] = []
    title: DocParagraph | None = None
    for paragraph in head:
        front = _front(paragraph) if title is None else None
        role = front or _under_title(paragraph, title, roles)
        if role is Role.TITLE and title is None:
            title = paragraph
        roles.append(role)
    return roles


def _under_title(paragraph: DocParagraph, title: DocParagraph | None, roles: Sequence[Role]) -> Role:
    words = paragraph.words
    if title is None:
        return Role.TITLE
    if _SUBTITLE.match(words):
        return Role.SUBTITLE
    if _BRACKETED.fullmatch(words) or DATE.fullmatch(words):
        return Role.BRACKET_DATE
    same = roles[-1] is Role.TITLE and paragraph.size == title.size and paragraph.layout.align == title.layout.align
    larger = title.size > 32 or title.layout.align == "center"
    same_font = not title.runs or not paragraph.runs or title.runs[0].look.chinese == paragraph.runs[0].look.chinese
    return Role.TITLE if same and larger and same_font else Role.BYLINE


def _role(paragraph: DocParagraph, filled: Sequence[DocParagraph], index: int, walk: _RoleWalk, last: Role) -> Role:
    """The role of a paragraph after the head."""
    words = paragraph.words
    if _COPIES.match(words) or (len(words) < _SHORT and _PRINTED.fullmatch(words)):
        return Role.COPIES if _COPIES.match(words) else Role.PRINTED
    if _ANNEX.fullmatch(words):
        walk.in_annex, walk.ended = True, False
        return Role.ANNEX
    if last is Role.ANNEX and not level_of(words) and len(words) <= _SHORT:
        return Role.ANNEX_TITLE
    ending = _ending(paragraph, walk, last)
    if ending is not None:
        return ending
    if not walk.seen_text and not walk.in_annex and last in _HEAD_ROLES and _is_recipient(words):
        return Role.RECIPIENT
    walk.seen_text = True
    return _text_role(paragraph)


def _ending(paragraph: DocParagraph, walk: _RoleWalk, last: Role) -> Role | None:
    """Annex note, date, remark: what may follow the running text."""
    words = paragraph.words
    if not walk.in_annex and walk.seen_text and _ANNEX_NOTE.match(words):
        return Role.ANNEX_NOTE
    if last in (Role.ANNEX_NOTE, Role.ANNEX_NOTE_MORE) and level_of(words) == 3:
        return Role.ANNEX_NOTE_MORE
    if DATE.fullmatch(words) and walk.seen_text:
        walk.ended = True
        return Role.DATE
    if walk.ended and words.startswith(("（", "(")) and words.endswith(("）", ")")):
        return Role.REMARK
    if (
        _CAPTION.match(words)
        and len(words) <= _SHORT
        and not words.endswith(tuple(_SENTENCE_END))
        and paragraph.layout.align == "center"
    ):
        return Role.CAPTION
    return Role.NOTE if _NOTE.match(words) else None


def _text_role(paragraph: DocParagraph) -> Role:
    level = level_of(paragraph.words)
    if level:
        return LEVELS[level - 1]
    styled = 0 <= paragraph.layout.outline < len(LEVELS) and len(paragraph.words) <= _SHORT
    return LEVELS[paragraph.layout.outline] if styled else Role.BODY


def _sign(filled: Sequence[DocParagraph], given: dict[int, Role]) -> None:
    """The short lines just before a date at the end are the signature."""
    for index, paragraph in enumerate(filled):
        if given[id(paragraph)] is not Role.DATE:
            continue
        for before in reversed(filled[max(0, index - 4) : index]):
            if given[id(before)] is not Role.BODY or not _is_signature(before):
                break
            given[id(before)] = Role.SIGNATURE


def _is_signature(paragraph: DocParagraph) -> bool:
    words = paragraph.words
    return len(words) <= 30 and not any(sign in words for sign in "，。；：,;:！？")


def _items(filled: Sequence[DocParagraph], given: dict[int, Role]) -> None:
    """Numbered items of one sentence (（一）……； （二）……。) are text and not headings."""
    within = False
    for paragraph in filled:
        item = given[id(paragraph)] in LEVELS and paragraph.words.endswith(("；", ";"))
        if item or (within and given[id(paragraph)] in LEVELS and _single_sentence(paragraph.words)):
            given[id(paragraph)] = Role.BODY
        within = item


def _single_sentence(words: str) -> bool:
    return words.endswith("。") and "。" not in words[:-1]
