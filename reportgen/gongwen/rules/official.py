"""The parts of a 公文 that have to agree with each other → what does not: kind and title, who issues and who signs, the dates,
what goes upward, and the recipients of a 请示.

Knows no form of a paragraph.  What kinds there are and what a 请示 may not be is in 党政机关公文处理工作条例 (2012); the standard
says where each part stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.gongwen.document.kinds import LETTER, MINUTES, ORDER
from reportgen.gongwen.document.model import BLANKS, DocParagraph, Role, WordDocument
from reportgen.gongwen.document.outline import value_of
from reportgen.gongwen.rules.imprint import imprint_lines
from reportgen.gongwen.rules.rule import Finding, at, rule
from reportgen.gongwen.standard import Strength
from reportgen.message import say
from reportgen.problem import Grade
from reportgen.regex import regex

KINDS = ("请示", "报告", "通知", "函", "批复", "意见", "决定", "通报", "公告", "通告", "纪要", "决议", "公报", "命令", "令", "议案")
"""The fifteen kinds of 条例 ch. 2, 命令 in both its forms."""
_BRACKETS = regex(r"[（(][^（）()]{1,30}[）)]$")
_OTHER_TITLES = ("方案", "办法", "规定", "细则", "计划", "要点", "证明", "名单", "书", "表", "标题", "总结", "汇报", "材料", "工作报告")
_SHORT = regex(r"工作委员会|委员会|党?工委|党委")
"""中共……工作委员会 is 党工委 for short."""
_ISSUER = regex(r"(.{4,60}?)关于")
_YEAR = regex(r"[〔\[］【(（]\s*((?:19|20)\d{2})\s*[〕\]］】）)]")
_STACKED = regex(r"(?:请示(?:的)?(?:报告|函)|报告(?:的)?(?:请示|函)|(?:汇报|申请|通知|意见)请示)$")
"""Two kinds in one, of which the first asks or tells and the second does not answer it: 关于……请示的批复 is one."""
_OF = regex(r"的.{0,6}$")
_NAMED = regex(r"《[^《》]*》")
_UNLISTED = ("的汇报", "的申请", "的答复", "的汇报材料", "的申请书")
_ABOUT = ("的请示", "的通知", "的函", "的批复")
_PASSED_ON = regex(r"印发|转发|批转|公布|发布|颁布|任免|任命|批准|同意")
_DAY = regex(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日")
_SAID_DAY = regex(r"([〇○Oo零一二三四五六七八九]{4})年\s*([一二三四五六七八九十]{1,2})月\s*([一二三四五六七八九十]{1,3})日")
_PRINTED = regex(r"日\s*印\s*[发制]")
_BETWEEN = regex(r"[，,、]|(?<=[会委局厅部室处府院心司])(?:[ \u3000]+|以及|并报?|[和及与暨])(?=[^：:]{2,}(?:会|委|局|厅|部|室|处|府|院|心|司)[：:]?$)")
"""What stands between two bodies: a mark, a blank, or a word that joins them; 住房和城乡建设局 is one."""
_DIGITS = "〇一二三四五六七八九"
_PLACEHOLDERS = "×xX*□[［【某"
"""Signs that stand where something is still to come."""


def title_of(document: WordDocument) -> str:
    """The title in one piece, without what stands in brackets at its end."""
    return _BRACKETS.sub("", "".join("".join(each.words.split()) for each in document.having(Role.TITLE)))


@rule("G130", "《党政机关公文处理工作条例》第九条", Strength.NORMAL, profile="公文")
def title_kind(document: WordDocument) -> Iterator[Finding]:
    """公文标题由发文机关名称、事由和文种组成，末尾是文种。
    为什么：收文机关凭文种知道要办还是要阅；缺了文种，不知道是通知还是意见。
    例：“关于开展环境整治”“关于开展环境整治通知”应为“关于开展环境整治的通知”。
    """
    titles, title = document.having(Role.TITLE), title_of(document)
    known = title.endswith((*KINDS, *_OTHER_TITLES)) or any(sign in title for sign in _PLACEHOLDERS)
    if titles and document.kind not in (ORDER, MINUTES) and not known:
        yield Finding(say("标题末尾没有文种"), at(titles[-1]), say("末尾写明“的通知”“的请示”等文种"))
    elif titles and "关于" in title and title.endswith(KINDS[:9]) and not _OF.search(_NAMED.sub("", title)):
        yield Finding(say("标题的文种前面没有“的”"), at(titles[-1]), say("写成“关于……的通知”"))
    elif titles and title.endswith(_UNLISTED) and document.having(Role.NUMBER) and document.having(Role.MARK):
        yield Finding(say("标题的文种不是法定的公文种类"), at(titles[-1]), say("“汇报”写成“报告”，“申请”写成“请示”，“答复”写成“复函”"), Grade.NOTE)
    elif titles and title.endswith(_ABOUT) and "关于" not in title and not _PASSED_ON.search(title):
        yield Finding(say("标题里没有“关于”"), at(titles[-1]), say("写成“关于……的通知”；印发、转发的可以不写"), Grade.NOTE)


@rule("G131", "《党政机关公文处理工作条例》第八条", Strength.NORMAL, profile="公文")
def mixed_kind(document: WordDocument) -> Iterator[Finding]:
    """“请示”和“报告”是两种公文，不写成“请示报告”。
    为什么：请示要批复，报告不批复；写成“请示报告”，上级不知道要不要答复。
    例：“关于追加经费的请示报告”“关于追加经费的请示的报告”应为“关于追加经费的请示”。
    """
    titles, title = document.having(Role.TITLE), title_of(document)
    if titles and _STACKED.search(title):
        yield Finding(say("标题把请示和报告写在一起"), at(titles[-1]), say("要批复的写“请示”，不要批复的写“报告”"))


@rule("G132", "《党政机关公文处理工作条例》第十五条", Strength.NORMAL, profile="公文")
def one_recipient(document: WordDocument) -> Iterator[Finding]:
    """请示只写一个主送机关。
    为什么：条例说向上级机关行文“原则上主送一个上级机关”；主送两个，就不知道由谁批复。
    例：“县人民政府，县财政局：”“县人民政府并县财政局：”应只留一个，另一个写进抄送。
    """
    recipients = document.having(Role.RECIPIENT)
    if recipients and title_of(document).endswith("请示") and _BETWEEN.search(recipients[0].words):
        yield Finding(say("请示写了几个主送机关"), at(recipients[0]), say("只留一个主送机关，其余的写进抄送"))


@rule("G133", "GB/T 9704—2012 7.2.6", Strength.MUST, profile="公文")
def upward_signer(document: WordDocument) -> Iterator[Finding]:
    """上行文（请示、报告）的版头标注签发人。
    为什么：标准说签发人由“签发人”三字和姓名组成，编排在发文字号的右侧；条例规定上行文应当标注签发人姓名。
    例：“关于追加经费的请示”有发文字号，而没有“签发人：×××”。
    """
    numbers = document.having(Role.NUMBER)
    signed = document.having(Role.SIGNER) or any("签发人" in each.words for each in document.paragraphs)
    if numbers and not signed and title_of(document).endswith(("请示", "报告")):
        yield Finding(say("上行文没有签发人"), at(numbers[0]), say("在发文字号同一行的右侧写“签发人：×××”"))


@rule("G134", "GB/T 9704—2012 7.2.4、7.3.5", Strength.NORMAL, profile="公文")
def signed_by_issuer(document: WordDocument) -> Iterator[Finding]:
    """署名是发文机关，与发文机关标志一致。
    为什么：标准说署名“署发文机关全称或者规范化简称”；由别的机关署名，多半是拿旧文改的，忘了换。
    例：版头是“青禾县人民政府文件”，署名或标题里却是“青禾县人民政府办公室”。联合行文可以只用主办机关的标志。
    """
    marks = [_body(each.words) for each in document.having(Role.MARK)]
    issuers = [body for body in marks if len(body) > 3]
    signatures = document.having(Role.SIGNATURE)
    joint = len(signatures) > 1 and any(_issued(_body(each.words), issuers) for each in signatures)  # the first may lend its mark
    for paragraph in signatures if issuers and not joint and document.kind != MINUTES else ():
        if not _issued(_body(paragraph.words), issuers):
            yield Finding(say("署名与发文机关标志不是同一个机关"), at(paragraph), say("署名写发文机关的全称或规范化简称"))
    heads = _ISSUER.match(title_of(document)) if issuers and document.kind not in (MINUTES, ORDER) else None
    named = _SHORT.sub("委", heads[1]) if heads else ""
    if named and not _issued(named, issuers) and not any(_SHORT.sub("委", each) in named for each in issuers):
        yield Finding(say("标题里的机关与发文机关标志不是同一个机关"), at(document.having(Role.TITLE)[0]), say("标题写本次发文的机关，多半是拿旧文改的"))


def _issued(name: str, issuers: list[str]) -> bool:
    """Whether a name is an issuer's, or may be: too short to tell, or something is still to be filled in."""
    open_yet = any(sign in name + "".join(issuers) for sign in _PLACEHOLDERS)
    return open_yet or len(name) <= 4 or any(_same(name, body) for body in issuers)


def _body(words: str) -> str:
    """The name of a body in a mark or a signature."""
    bare = "".join(sign for sign in words if sign not in BLANKS)
    return bare.removesuffix("文件").removesuffix("令").removesuffix("公告").removesuffix("通告")


def _same(name: str, body: str) -> bool:
    """Whether one name is the other, or a shorter form of it: the same end, or the same signs in their order."""
    short, long = sorted((_SHORT.sub("委", each) for each in (name, body)), key=len)
    if long.endswith(short):
        return True
    place = 0
    for sign in long:
        place += place < len(short) and short[place] == sign
    return place == len(short) and short[-1] == long[-1]


@rule("G135", "GB/T 9704—2012 7.2.5、7.3.5.4", Strength.NORMAL, profile="公文")
def year_of_number(document: WordDocument) -> Iterator[Finding]:
    """发文字号的年份与成文日期的年份相同。
    为什么：发文字号按年编，两个年份不同，不是文号就是日期忘了改。
    例：“×办发〔2024〕3号”而成文日期是2025年3月6日。
    """
    numbers, dates = document.having(Role.NUMBER, Role.SIGNER), document.having(Role.DATE)
    years = [(found[1], each) for each in numbers if (found := _YEAR.search(each.words))]
    signed = _day(dates[0]) if dates else None
    if years and signed and int(years[0][0]) != signed[0]:
        yield Finding(
            say("发文字号是 {number_year} 年的，成文日期是 {date_year} 年", number_year=years[0][0], date_year=signed[0]),
            at(dates[0]), say("核对发文字号和成文日期，改成同一年"),
        )  # fmt: skip


@rule("G136", "GB/T 9704—2012 7.4.3", Strength.NORMAL, profile="公文")
def printed_after(document: WordDocument) -> Iterator[Finding]:
    """印发日期不早于成文日期。
    为什么：印发日期是付印的日期，签发以后才付印。
    例：成文日期2025年3月6日，版记却是“2025年3月1日印发”。
    """
    dates = document.having(Role.DATE)
    signed = _day(dates[0]) if dates else None
    for paragraph in imprint_lines(document):
        printed = _day(paragraph) if _PRINTED.search(paragraph.words) else None
        if signed and printed and printed < signed:
            yield Finding(say("印发日期早于成文日期"), at(paragraph), say("核对两个日期"))


def _day(paragraph: DocParagraph) -> tuple[int, int, int] | None:
    """Year, month and day of a date in figures or, as it should not be written, in words."""
    if found := _DAY.search(paragraph.words):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _SAID_DAY.search(paragraph.words):
        year = int("".join(str(_DIGITS.index(sign)) for sign in re.sub("[○Oo零]", "〇", found[1])))
        return year, value_of(found[2] + "、"), value_of(found[3] + "、")
    return None


@rule("G137", "GB/T 9704—2012 7.4.3", Strength.MUST, profile="公文")
def printed_by(document: WordDocument) -> Iterator[Finding]:
    """版记有印发机关和印发日期。（信函格式的版记不加）
    为什么：标准规定版记由抄送机关、印发机关和印发日期组成，印发日期后加“印发”二字。
    例：版记只有“抄送：……”一行。
    """
    lines = imprint_lines(document)
    if lines and document.kind != LETTER and not any("印" in each.words[-6:] for each in lines):
        yield Finding(say("版记没有印发机关和印发日期"), at(lines[-1]), say("在抄送之下写印发机关和“2025年7月1日印发”"))
