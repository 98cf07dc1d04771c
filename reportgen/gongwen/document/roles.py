"""The paragraphs of a document → the role of each (title, recipient, level, body, signature …), and the profile of the whole.

``with_roles`` reads a document, ``roles`` a row of paragraphs or of plain lines: one owner for linter, mending and import.
Knows no rule.  Real files use one style for everything, so a role is read from what somebody at the page would use: the
words, the order, and then size and alignment; styles only help where there are any.  Order is the backbone: a head (up to
the first running text), the running text, its end (annex note, signature, date, remark), annexes, and the imprint.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.gongwen.document.head import front, head_length, head_roles, is_addressed
from reportgen.gongwen.document.kinds import kind_of
from reportgen.gongwen.document.model import (
    LEVELS,
    DocParagraph,
    DocRun,
    DocTable,
    EffectiveLayout,
    Role,
    RunLook,
    WordDocument,
)
from reportgen.gongwen.document.outline import Outlined, outlined
from reportgen.gongwen.document.phrases import (
    DATE,
    LOOSE_DATE,
    SHORT,
    SHORT_DATE,
    is_contents,
    is_page_number,
    is_placed,
    is_recipient,
    is_salutation,
    level_of,
    says_closing,
    signs,
)
from reportgen.ooxml.names import W
from reportgen.problem import WordPlace
from reportgen.regex import regex

OFFICIAL, MATERIAL = "公文", "汇报材料"

_ANNEX = regex(r"附\s*件\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：]?$")
_ANNEX_NOTE = regex(r"附(?:\s*件)?\s*[:：]\s*\S")
_ANNEX_HEAD = regex(r"附\s*件\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?\s*[:：\u3000 ]\s*\S")
"""A label of an annex with the title in the same line."""
_MORE_NAMES = regex(r"[（(]?[0-9０-９]{1,2}[）).．、]|[①-⑳]|[（(]?[一二三四五六七八九十][）)、]")
_COPIES = regex(r"(?:抄\s*送|抄\s*报|主\s*送)\s*[:：]")
_PRINTED = regex(r".*日\s*印\s*[发制]")
_CAPTION = regex(r"(?:续?[表图]\s*[0-9０-９一二三四五六七八九十]+(?:[-—.．][0-9]+)?[\s　:：]*)\S")
_CAPTION_STYLES = frozenset(("表题", "图题", "caption"))
"""Styles of the words above a table and below a picture, which need no number to be known."""
_NOTE = regex(r"(?:注|说明|备注|数据来源|资料来源)[:：]|单位[:：]\S{1,12}$")
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
_DIGITS_BEHIND = regex(r"([0-9０-９]{1,2})[.．][0-9０-９]")
_CONTROL = regex(r"(?:\s*\{[%#][^{}]*[%#]\}\s*)+")
_HEAD_ROLES = (
    Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.BRACKET_DATE, Role.MEETING, Role.SOURCE, Role.NUMBER, Role.SIGNER, Role.MARK,
)  # fmt: skip
_BARE_REMARK = regex(r"(?:此件|本件).{2,20}|(?:主动|依申请|不予)公开。?|.{0,8}发至.{1,20}级。?")
"""A remark whose brackets were forgotten."""
_SURE_REMARK = regex(r"[（(【〔\[](?:此件|本件)[^（）()]{2,30}[）)】〕\]]")
"""A remark wherever it stands."""
_SIGNED = (Role.SIGNATURE, Role.DATE, Role.REMARK)
"""What a remark stands below."""
_PLAIN = RunLook("", "", "", "", False, 32, False, False, False, False, False, "", "", "", 0, "")


def roles(paragraphs: Sequence[DocParagraph | str]) -> tuple[Outlined, ...]:
    """What each of a text's paragraphs is, level and number included.  Lines of a text without formats are judged by their words
    and their order alone."""
    read = [plain(each) if isinstance(each, str) else each for each in paragraphs]
    given = _roles(read)
    return outlined(read, [given[id(each)] for each in read])


def plain(line: str) -> DocParagraph:
    """A line of a text that has no formats as a paragraph: on no side, with no style."""
    runs = (DocRun(line, _PLAIN, 0),)
    return DocParagraph(line, runs, EffectiveLayout(align=""), "", "", _PLAIN, WordPlace(""), etree.Element(W + "p"))


def with_roles(document: WordDocument, profile: str = "") -> WordDocument:
    """The document with the role of each paragraph outside of boxes, and of a mark in one, and its profile: as asked for, else
    as guessed.

    Paragraphs of a template that hold nothing but control tags vanish when it is filled, so they are left out.
    """
    kept = tuple(block for block in document.blocks if isinstance(block, DocTable) or not _CONTROL.fullmatch(block.text))
    every = [block for block in kept if isinstance(block, DocParagraph)]
    free = [paragraph for paragraph in every if not paragraph.boxed]
    given = dict(zip(map(id, free), roles(free), strict=True))
    given |= {id(paragraph): Outlined(Role.MARK) for paragraph in _boxed_marks(every, given)}
    blocks = tuple(block if isinstance(block, DocTable) else _given(block, given.get(id(block))) for block in kept)
    paragraphs = tuple(block for block in blocks if isinstance(block, DocParagraph))
    template = len(kept) < len(document.blocks) or any("{%" in paragraph.text for paragraph in paragraphs)
    made = replace(document, blocks=blocks, paragraphs=paragraphs, template=template)
    made = replace(made, profile=profile or guessed_profile(made))
    return replace(made, kind=kind_of(made))


def _given(paragraph: DocParagraph, found: Outlined | None) -> DocParagraph:
    if found is None:
        return replace(paragraph, role=Role.OTHER)
    return replace(paragraph, role=found.role, level=found.level, number=found.number, lead=found.lead)


def _boxed_marks(paragraphs: Sequence[DocParagraph], given: Mapping[int, Outlined]) -> Iterator[DocParagraph]:
    """What looks like a mark in the text boxes before the title, where templates of offices like to have it."""
    if any(found.role is Role.MARK for found in given.values()):
        return
    for paragraph in paragraphs:
        if id(paragraph) in given and given[id(paragraph)].role is Role.TITLE:
            return
        if paragraph.boxed and front(paragraph) is Role.MARK:
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


@dataclass(slots=True, eq=False)
class _RoleWalk:
    """What has been seen so far."""

    given: dict[int, Role]
    seen_text: bool = False
    in_annex: bool = False


def _roles(paragraphs: Sequence[DocParagraph]) -> dict[int, Role]:
    filled = [paragraph for paragraph in paragraphs if paragraph.words]
    given = {id(paragraph): Role.EMPTY if paragraph.empty else Role.OTHER for paragraph in paragraphs}
    head = head_length(filled)
    given |= dict(zip(map(id, filled), head_roles(filled[:head]), strict=False))
    walk = _RoleWalk(given)
    last = Role.TITLE
    for index, paragraph in enumerate(filled[head:], head):
        found = _role(paragraph, filled, index, walk, last)
        given[id(paragraph)] = found
        last = last if found is Role.REMARK and last is Role.ANNEX else found
    _sign(filled, given)
    _sign_undated(filled, given)
    _items(filled, given)
    _digits(filled, given)
    return given


def _role(paragraph: DocParagraph, filled: Sequence[DocParagraph], index: int, walk: _RoleWalk, last: Role) -> Role:
    """The role of a paragraph after the head."""
    words = paragraph.words
    if is_contents(paragraph):
        return Role.CONTENTS
    if _COPIES.match(words) or (len(words) < SHORT and _PRINTED.fullmatch(words)):
        return Role.COPIES if _COPIES.match(words) else Role.PRINTED
    if _ANNEX.fullmatch(words) or _begins_annex(paragraph, walk):
        walk.in_annex = True
        return Role.ANNEX
    above = filled[index - 1].words if index else ""
    titled = _ANNEX_HEAD.match(above) is not None and not _ANNEX.fullmatch(above)
    if last is Role.ANNEX and not level_of(words) and len(words) <= SHORT and not titled and not _SURE_REMARK.fullmatch(words):
        return Role.ANNEX_TITLE
    ending = _ending(paragraph, walk, last, above)
    if ending is not None:
        return ending
    if is_salutation(words) and (not walk.seen_text or _is_flush(paragraph)):
        return Role.SALUTATION
    if walk.seen_text and is_page_number(words):
        return Role.PAGE
    if not walk.seen_text and not walk.in_annex and last in _HEAD_ROLES and is_recipient(words):
        return Role.RECIPIENT
    titles = [] if walk.seen_text else [each for each in filled[:index] if walk.given[id(each)] is Role.TITLE]
    if not walk.seen_text and titles and last in _HEAD_ROLES and is_addressed(paragraph, titles[-1]):
        return Role.RECIPIENT
    walk.seen_text = True
    return _text_role(paragraph)


def _is_counted_alike(above: str, words: str) -> bool:
    """Whether two names of annexes are numbered in the same, unusual form: （1） and （2）."""
    forms = []
    for line in (re.sub(r"^附(?:\s*件)?\s*[:：]\s*", "", above), words):
        found = _MORE_NAMES.match(line)
        forms.append(re.sub(r"[①-⑳]", "①", re.sub("[一二三四五六七八九十]", "一", re.sub("[0-9０-９]+", "1", found[0]))) if found else "")
    return bool(forms[0]) and forms[0] == forms[1]


def _begins_annex(paragraph: DocParagraph, walk: _RoleWalk) -> bool:
    """Whether 附件1：任务清单 stands where an annex begins: at the head of a page, or after another annex."""
    starts = paragraph.layout.new_page or paragraph.breaks_before or (walk.in_annex and _is_flush(paragraph))
    if _ANNEX.fullmatch(paragraph.words):
        return False
    return starts and walk.seen_text and len(paragraph.words) <= SHORT and _ANNEX_HEAD.match(paragraph.words) is not None


def _ending(paragraph: DocParagraph, walk: _RoleWalk, last: Role, above: str) -> Role | None:
    """Annex note, date, remark: what may follow the running text."""
    words = paragraph.words
    if not walk.in_annex and walk.seen_text and _ANNEX_NOTE.match(words):
        return Role.ANNEX_NOTE
    names = (level_of(words) == 3 or _is_counted_alike(above, words)) and "。" not in words[:-1]
    if last in (Role.ANNEX_NOTE, Role.ANNEX_NOTE_MORE) and names:
        return Role.ANNEX_NOTE_MORE
    undated = SHORT_DATE.fullmatch(words) or LOOSE_DATE.fullmatch(words)
    if walk.seen_text and (DATE.fullmatch(words) or (undated and is_placed(paragraph))):
        return Role.DATE
    if _SURE_REMARK.fullmatch(words) and walk.seen_text:
        return Role.REMARK
    if last in _SIGNED and ((words.startswith(("（", "(")) and words.endswith(("）", ")"))) or _BARE_REMARK.fullmatch(words)):
        return Role.REMARK
    if paragraph.style in _CAPTION_STYLES:
        return Role.CAPTION
    if (
        _CAPTION.match(words)
        and len(words) <= SHORT
        and not words.endswith(("；", ";", "！", "？"))
        and paragraph.layout.align in ("center", "")
    ):
        return Role.CAPTION
    return Role.NOTE if _NOTE.match(words) else None


def _text_role(paragraph: DocParagraph) -> Role:
    level = level_of(paragraph.words)
    if level:
        return LEVELS[level - 1]
    styled = 0 <= paragraph.layout.outline < len(LEVELS) and len(paragraph.words) <= SHORT
    return LEVELS[paragraph.layout.outline] if styled else Role.BODY


def _is_flush(paragraph: DocParagraph) -> bool:
    layout, typed = paragraph.layout, paragraph.text[:1].isspace()
    return not typed and not layout.first and not layout.first_chars and layout.align not in ("center", "right")


def _sign(filled: Sequence[DocParagraph], given: dict[int, Role]) -> None:
    """The short lines just before a date at the end are the signature: those put to the right, as far as they go; at the
    left only what names a body or a person, for the last line of the text stands there too."""
    for index, paragraph in enumerate(filled):
        if given[id(paragraph)] is not Role.DATE:
            continue
        for before in reversed(filled[max(0, index - 6) : index]):
            if given[id(before)] is not Role.BODY or not _is_signature(before):
                break
            given[id(before)] = Role.SIGNATURE


def _sign_undated(filled: Sequence[DocParagraph], given: dict[int, Role]) -> None:
    """Without any date, the last line of the text that was put to the right and names a body or a person."""
    if Role.DATE in (given[id(each)] for each in filled):
        return
    ends = next((index for index, each in enumerate(filled) if given[id(each)] is Role.ANNEX), len(filled))
    kept = [each for each in filled[:ends] if given[id(each)] not in (Role.COPIES, Role.PRINTED)]
    remarks = [each for each in kept[-1:] if each.words.startswith(("（", "(")) and each.words.endswith(("）", ")"))]
    last = kept[-1 - len(remarks)] if len(kept) > len(remarks) else None
    if last is not None and given[id(last)] is Role.BODY and _is_signature(last) and is_placed(last) and signs(last.words):
        given |= {id(last): Role.SIGNATURE} | {id(each): Role.REMARK for each in remarks}


def _is_signature(paragraph: DocParagraph) -> bool:
    words = paragraph.words
    if len("".join(words.split())) > 30 or any(sign in words for sign in "，。；：,;:！？"):
        return False
    return signs(words) or (is_placed(paragraph) and not says_closing(words))


def _items(filled: Sequence[DocParagraph], given: dict[int, Role]) -> None:
    """Numbered items of one sentence (（一）……； （二）……。) are text and not headings."""
    within = False
    for paragraph in filled:
        item = given[id(paragraph)] in LEVELS and paragraph.words.endswith(("；", ";")) and "。" not in paragraph.words
        if item or (within and given[id(paragraph)] in LEVELS and _single_sentence(paragraph.words)):
            given[id(paragraph)] = Role.BODY
        within = item


def _digits(filled: Sequence[DocParagraph], given: dict[int, Role]) -> None:
    """8.6个专项… between 7. and 9. is the eighth heading and no figure: what a number means, its neighbours tell."""
    parts = Counter(found[1] for each in filled if (found := _DIGITS_BEHIND.match(each.words)))  # 1.1 and 1.2 are numbers of parts
    for index, paragraph in enumerate(filled):
        found = _DIGITS_BEHIND.match(paragraph.words) if given[id(paragraph)] is Role.BODY else None
        if found is None or parts[found[1]] > 1:
            continue
        before, after = (_sibling(stretch, given) for stretch in (reversed(filled[:index]), filled[index + 1 :]))
        here = int(found[1])
        if before == here - 1 if here > 1 else after == here + 1:
            given[id(paragraph)] = Role.LEVEL_3


def _sibling(filled: Iterable[DocParagraph], given: Mapping[int, Role]) -> int:
    """The number of the nearest heading of the third level, 0 where one of a higher level stands before it."""
    for paragraph in filled:
        role = given[id(paragraph)]
        if role in (Role.LEVEL_1, Role.LEVEL_2, Role.ANNEX):
            return 0
        found = re.match(r"[0-9０-９]{1,2}", paragraph.words)
        if role is Role.LEVEL_3 and found is not None:
            return int(found[0])
    return 0


def _single_sentence(words: str) -> bool:
    return words.endswith("。") and "。" not in words[:-1]
