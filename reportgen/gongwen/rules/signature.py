"""The end of a document → departures in annex note, signature, date, remark, and in the annexes' own pages.

Knows no letterhead.  Positions of signature and date are computed from the widths of the two texts (cl. 7.3.5.2); those of
a sealed document (cl. 7.3.5.1) are accepted too, because the file does not tell whether a seal will be set.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from reportgen.gongwen.document.model import BLANKS, DocParagraph, Role, WordDocument
from reportgen.gongwen.document.phrases import DATE, LOOSE_DATE
from reportgen.gongwen.rules.elements import shown_above
from reportgen.gongwen.rules.measures import characters, chinese_runs, font_and_size, size_name
from reportgen.gongwen.rules.paragraphs import leading_blanks
from reportgen.gongwen.rules.rule import Finding, at, at_run, rule
from reportgen.gongwen.rules.title import blanks_before
from reportgen.gongwen.signature import ONE, width
from reportgen.gongwen.standard import SIZE_3, TOLERANCES, Strength, font_class
from reportgen.message import Message, say
from reportgen.problem import Grade
from reportgen.regex import regex

_GOOD_DATE = regex(r"([0-9]{4})年([1-9][0-9]?)月([1-9][0-9]?)日")
_LABEL = regex(r"附\s*件\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?")
_NAMED = regex(r"(?:附(?:\s*件)?\s*[:：])?\s*[（(]?(?:([0-9０-９]{1,2})\s*[.．、）)]\s*)?(.*)", re.S)
_NAMED_NOTE = regex(r"(?:附\s*件\s*[:：]?)?\s*(?:[0-9０-９]{1,2}\s*[.．、]\s*)?")
_OTHER_NUMBER = regex(
    r"(?:附\s*件\s*[:：]\s*)?(?:[（(][0-9０-９一二三四五六七八九十]{1,2}[）)]|[0-9０-９]{1,2}[）)]|[①-⑳]|[一二三四五六七八九十]{1,2}、"
    r"|附件\s*[0-9一二三])"
)
_ENDS = "。，、；;,."


@rule("G50", "GB/T 9704—2012 7.3.5.4", Strength.MUST)
def date_form(document: WordDocument) -> Iterator[Finding]:
    """成文日期用阿拉伯数字写全年月日，年份四位，月日不编虚位。
    为什么：标准说“用阿拉伯数字将年、月、日标全，年份应标全称，月、日不编虚位（即1不编为01）”。
    例：“2025年07月01日”“二〇二五年七月一日”“25年7月1日”都是错的，应为“2025年7月1日”。
    """
    for paragraph in document.having(Role.DATE, Role.BRACKET_DATE):
        found = DATE.search(paragraph.text)
        if found is None and (loose := LOOSE_DATE.search(paragraph.text)):
            yield _misdated(paragraph, loose)
        elif found is None and paragraph.role is Role.DATE:
            yield Finding(say("成文日期没有写日"), at(paragraph), say("年、月、日标全，如“2025年7月10日”"))
        if found is None or _is_date(found[0]):
            continue
        if any(sign in found[0] for sign in "×xX*"):
            continue  # a placeholder, which the rule for leftovers tells
        yield _misdated(paragraph, found)


def _misdated(paragraph: DocParagraph, found: re.Match[str]) -> Finding:
    hint = say("写成“2025年7月1日”这样，年份四位，月、日前不加 0，中间不空格")
    return Finding(say("成文日期的写法不合"), at(paragraph, found.start(), found.end()), hint)


@rule("G51", "GB/T 9704—2012 7.3.5", Strength.MUST)
def signature_place(document: WordDocument) -> Iterator[Finding]:
    """署名右空二字，成文日期首字比署名首字右移二字；日期比署名长时日期右空二字。加盖印章的，日期右空四字，署名居中在日期之上。
    为什么：署名和日期的位置是标准规定的，印章要压在上面。
    例：署名、日期都右对齐顶到边；署名、日期居中。
    """
    last: DocParagraph | None = None
    for paragraph in document.paragraphs:
        alone = DATE.fullmatch(paragraph.words) or LOOSE_DATE.fullmatch(paragraph.words)
        if paragraph.role is Role.DATE and not paragraph.boxed and alone:
            yield from placed(last, paragraph)
        if paragraph.role is not Role.EMPTY:
            last = paragraph if paragraph.role is Role.SIGNATURE else None


def placed(signature: DocParagraph | None, dated: DocParagraph) -> Iterator[Finding]:
    """The findings about one pair; a date alone must keep two or four characters to the right."""
    both = [paragraph for paragraph in (signature, dated) if paragraph is not None]
    if any(leading_blanks(paragraph) for paragraph in both):
        yield Finding(say("署名、成文日期的位置是用空格顶出来的"), at(dated), say("删去空格，设右对齐和右缩进"))
        return
    if any(paragraph.layout.align != "right" for paragraph in both):
        yield Finding(
            say("署名、成文日期没有靠右编排"), at(dated), say("段落→右对齐，署名右缩进 2 字，日期按署名首字右移 2 字")
        )
        return
    found = tuple(_right(paragraph) for paragraph in both)
    wanted = [
        pair for date_width in _widths(dated) for pair in places(_widths(signature)[0] if signature else 0, date_width)
    ]
    if any(all(map(_near, found, pair[-len(found) :])) for pair in wanted):
        return
    yield Finding(
        say("{spaces}，应为{wanted_spaces}", spaces=_spaces(found), wanted_spaces=_spaces(wanted[0][-len(found) :])),
        at(dated),
        say("段落→缩进→右侧；加盖印章的，日期右空 4 字，署名居中在日期之上"),
    )


def _spaces(right: tuple[float, ...]) -> tuple[Message, ...]:
    """署名右空 2 字 and 日期右空 4 字, or the latter alone."""
    signature = [say("署名右空 {space}", space=characters(space)) for space in right[:-1]]
    return (*signature, say("日期右空 {space}", space=characters(right[-1])))


def _near(found: float, wanted: float) -> bool:
    return abs(found - wanted) <= TOLERANCES["side"].value


def _widths(paragraph: DocParagraph) -> tuple[float, float]:
    """How many characters wide a text is: as set, with the gaps between 汉字 and digits, and without them."""
    words = paragraph.words
    return width(words) / ONE, sum(0.5 if ord(sign) < 0x2000 else 1.0 for sign in words)


def places(signature: float, dated: float) -> list[tuple[float, float]]:
    """Right indents of signature and date in characters, from their widths: not sealed (cl. 7.3.5.2), then sealed (cl.
    7.3.5.1)."""
    plain = (2.0, signature - dated) if dated <= signature else (dated - signature + 4.0, 2.0)
    return [plain, (max(0.0, 4.0 + (dated - signature) / 2), 4.0)]


@rule("G52", "GB/T 9704—2012 7.3.5", Strength.MUST)
def blank_before_signature(document: WordDocument) -> Iterator[Finding]:
    """署名与正文（或附件说明）之间空一行。
    为什么：标准说不加盖印章的公文“在正文（或附件说明）下空一行右空二字编排发文机关署名”。
    例：正文末段下面紧接着署名。
    """
    for paragraph in document.having(Role.SIGNATURE):
        before = _block_before(document, paragraph)
        if before is not None and before.role is not Role.SIGNATURE and not blanks_before(document, paragraph):
            yield Finding(say("署名与上文之间没有空行"), at(paragraph), say("署名之前空一行"))


def _block_before(document: WordDocument, paragraph: DocParagraph) -> DocParagraph | None:
    """The paragraph of the text before another, boxes left out; none after a table."""
    index = next(number for number, block in enumerate(document.blocks) if block is paragraph)
    for block in reversed(document.blocks[:index]):
        if not (isinstance(block, DocParagraph) and block.boxed):
            return block if isinstance(block, DocParagraph) else None
    return None


@rule("G53", "实务（署名只用一处）", Strength.PRACTICE, profile="汇报材料")
def signed_twice(document: WordDocument) -> Iterator[Finding]:
    """单位和日期只写一处：写在题下，文末就不再署名。
    为什么：汇报材料把单位、日期写在标题下面；报上级的书面报告写在文末；两处都写，日期还常常不一样。
    例：题下写了“××办事处（2025年7月1日）”，文末又署名、写日期。
    """
    above = document.having(Role.BYLINE, Role.BRACKET_DATE)
    below = document.having(Role.SIGNATURE, Role.DATE)
    if above and below:
        yield Finding(say("题下和文末都有署名或日期"), at(below[0]), say("只留一处"))


@rule("G54", "GB/T 9704—2012 7.3.4", Strength.MUST)
def annex_note(document: WordDocument) -> Iterator[Finding]:
    """附件说明：正文下空一行，左空二字写“附件：”和名称，几个附件用“1.”“2.”，名称后不加标点。
    为什么：标准逐项规定了附件说明的写法。
    例：“附件:1、任务清单。”有三处不对：半角冒号、顿号、句号。
    """
    for paragraph in document.having(Role.ANNEX_NOTE, Role.ANNEX_NOTE_MORE):
        words = paragraph.words
        if words[-1] in _ENDS:
            yield Finding(
                say("附件名称后面有“{mark}”", mark=words[-1]),
                at(paragraph, len(paragraph.text.rstrip()) - 1, len(paragraph.text.rstrip())),
                say("删去附件名称后面的标点"),
            )
        if "《" in _NAMED_NOTE.sub("", words)[:1]:
            yield Finding(say("附件名称加了书名号"), at(paragraph), say("附件名称不加书名号，与附件标题一致"), Grade.NOTE)
        if paragraph.role is Role.ANNEX_NOTE and "附件:" in words:
            yield Finding(say("“附件”后面是半角冒号"), at(paragraph), say("改成全角冒号“：”"))
        if re.match(r"(?:附\s*件\s*[:：]\s*)?[0-9０-９]+[、．]", words):
            yield Finding(say("附件序号后面应当用半角下脚点"), at(paragraph), say("写成“1.”"))
        elif _OTHER_NUMBER.match(words):
            yield Finding(say("附件说明的序号不是“1.”"), at(paragraph), say("用阿拉伯数字和下脚点，如“1.”“2.”"))
        if re.match(r"附\s*[:：]", words):
            yield Finding(say("附件说明写成了“附：”"), at(paragraph), say("写成“附件：”"))
        if paragraph.role is Role.ANNEX_NOTE and _goes_on(document, paragraph):
            yield Finding(say("“附件：”写了不止一次"), at(paragraph), say("只在第一行写“附件：”，下面各行写“2.”“3.”和名称"))
            continue
        if paragraph.role is Role.ANNEX_NOTE and _is_below_date(document, paragraph):
            yield Finding(say("附件说明写在成文日期之下，应在正文之下、署名之上"), at(paragraph), say("移到正文下空一行处"))
        elif paragraph.role is Role.ANNEX_NOTE and blanks_before(document, paragraph) != 1:
            yield Finding(say("附件说明应在正文下空一行处"), at(paragraph), say("附件说明之前空一行"))


def _goes_on(document: WordDocument, note: DocParagraph) -> bool:
    """Whether a line of an annex note stands straight below another."""
    above = shown_above(document, note)
    return above is not None and above.role in (Role.ANNEX_NOTE, Role.ANNEX_NOTE_MORE)


def _is_below_date(document: WordDocument, note: DocParagraph) -> bool:
    """Whether a date of the same text stands before an annex note."""
    shown = document.having(Role.DATE, Role.ANNEX, Role.ANNEX_NOTE)
    before = shown[: next(number for number, each in enumerate(shown) if each is note)]
    return any(each.role is Role.DATE for each in before) and not any(each.role is Role.ANNEX for each in before)


@rule("G55", "GB/T 9704—2012 7.3.4", Strength.MUST)
def annex_note_indent(document: WordDocument) -> Iterator[Finding]:
    """附件说明左空二字，回行与名称首字对齐。
    为什么：标准说“正文下空一行左空二字编排”，“附件名称较长需回行时，应当与上一行附件名称的首字对齐”。
    例：附件说明顶格；几个附件的第二行没有与第一行的序号对齐。
    """
    for paragraph in document.having(Role.ANNEX_NOTE):
        layout, size = paragraph.layout, paragraph.size
        first = layout.characters("left", size) + layout.characters("first", size)
        if leading_blanks(paragraph):
            yield Finding(say("附件说明的缩进是用空格顶出来的"), at(paragraph), say("删去空格，设左缩进和悬挂缩进"))
        elif abs(first - 2) > TOLERANCES["side"].value:
            yield Finding(
                say("附件说明左空 {space}，应左空 2 字", space=characters(first)),
                at(paragraph),
                say("段落→缩进：首行左空 2 字，回行与名称首字对齐"),
            )
        elif layout.characters("left", size) < 4 and _widths(paragraph)[0] > 26:
            yield Finding(
                say("附件名称回行没有与名称的首字对齐"),
                at(paragraph),
                say("段落→缩进左侧 5 字、悬挂缩进 3 字（有序号的左侧 6 字、悬挂 4 字）"),
            )


@rule("G56", "GB/T 9704—2012 7.3.7", Strength.MUST)
def annex_page(document: WordDocument) -> Iterator[Finding]:
    """附件另起一页，“附件1”用三号黑体顶格写在第一行，后面不加冒号。
    为什么：标准说附件“应当另面编排”，“附件”二字及附件顺序号用3号黑体字顶格编排在版心左上角第一行。
    例：“附件：”写在正文后面接着排；“附件1”用仿宋、缩进两字；“附件一”。
    """
    for paragraph in document.having(Role.ANNEX):
        if not _new_page(document, paragraph):
            yield Finding(say("附件没有另起一页"), at(paragraph), say("段落→换行和分页→段前分页"))
        if len(paragraph.words) > len(label_of(paragraph)):
            yield Finding(say("附件标识和附件标题写在一行"), at(paragraph), say("“附件1”独占一行，标题居中写在第三行"))
        elif re.search(r"附\s*件\s+[0-9０-９]", paragraph.text):
            yield Finding(say("“附件”与序号之间打了空格"), at(paragraph), say("写成“附件1”"), Grade.NOTE)
        if paragraph.words.endswith((":", "：")):
            yield Finding(say("附件标识后面有冒号"), at(paragraph), say("删去冒号"))
        if (label := _LABEL.match(paragraph.words)) and label[1] and not label[1].isdecimal():
            yield Finding(say("附件的序号用了汉字"), at(paragraph), say("用阿拉伯数字，如“附件1”"))
        indent = paragraph.layout.characters("first", paragraph.size) + paragraph.layout.characters(
            "left", paragraph.size
        )
        if (
            abs(indent) > TOLERANCES["indent"].value
            or leading_blanks(paragraph)
            or paragraph.layout.align in ("center", "right")
        ):
            yield Finding(say("附件标识没有顶格"), at(paragraph), say("居左顶格，不缩进"))
        for run in chinese_runs(paragraph):
            if font_class(run.look.chinese) != "黑体" or run.look.size != SIZE_3:
                message = say("附件标识是{look}，应为三号黑体", look=font_and_size(run.look))
                yield Finding(message, at_run(paragraph, run), say("改成三号黑体"))


def label_of(paragraph: DocParagraph) -> str:
    """附件1 at the beginning of a line, with a colon after it."""
    found = _LABEL.match(paragraph.words)
    return paragraph.words[: found.end()] + ("：" if paragraph.words[found.end() :][:1] in ("：", ":") else "") if found else ""


@rule("G57", "GB/T 9704—2012 7.3.7", Strength.MUST)
def annex_title(document: WordDocument) -> Iterator[Finding]:
    """附件标题居中写在第三行，与“附件1”之间空一行。
    为什么：标准说“附件标题居中编排在版心第三行”。
    例：“附件1”下面紧接着标题；附件标题左对齐。
    """
    for paragraph in document.having(Role.ANNEX_TITLE):
        if blanks_before(document, paragraph) != 1:
            yield Finding(
                say("附件标题不在第三行（“附件”二字之下应空一行）"), at(paragraph), say("“附件”与标题之间留一个空行")
            )
        if paragraph.layout.align != "center":
            yield Finding(say("附件标题没有居中"), at(paragraph), say("段落→对齐方式→居中"))
    titles = document.having(Role.ANNEX_TITLE)
    sizes = Counter(each.size for each in titles)
    usual = sizes.most_common(1)[0][0] if len(sizes) > 1 and len(titles) > len(sizes) else 0
    for paragraph in titles if usual else ():
        if paragraph.size != usual:
            message = say("这个附件标题是{size}，别的附件标题是{usual_size}", size=size_name(paragraph.size), usual_size=size_name(usual))
            yield Finding(message, at(paragraph), say("改成一样"), Grade.NOTE)


@rule("G58", "GB/T 9704—2012 7.3.7", Strength.MUST)
def annexes_agree(document: WordDocument) -> Iterator[Finding]:
    """附件的序号、标题与附件说明一致。
    为什么：标准说“附件顺序号和附件标题应当与附件说明的表述一致”。
    例：附件说明写“2.整改台账”，后面的附件2 标题却是“整改情况表”；附件从“2.”编起。
    """
    noted = document.having(Role.ANNEX_NOTE, Role.ANNEX_NOTE_MORE)
    notes, labels = [_named(paragraph) for paragraph in noted], document.having(Role.ANNEX)
    miscounted = [*_counted(noted, [number for number, _ in notes], labels)]
    yield from miscounted
    if notes and labels and len(notes) != len(labels):
        yield Finding(
            say(
                "附件说明列了 {noted} 个附件，后面有 {attached} 个",
                noted=len(notes),
                attached=len(labels),
            ),
            at(labels[0]),
            say("补齐附件，或改正附件说明"),
        )
        return
    for (number, name), label in zip(notes, labels, strict=False):
        found = _LABEL.match(label.words)
        shown = (found[1] or "") if found else ""
        if shown != number and not miscounted and (shown.isdecimal() or not shown):
            yield Finding(
                say("附件标识的序号是“{written}”，附件说明里是“{noted}”", written=shown, noted=number),
                at(label),
                say("改成一致"),
            )
        title = _annex_title(document, label)
        if title is not None and name and _bare(title.words) != _bare(name):
            yield Finding(say("附件标题与附件说明里的名称不一致"), at(title), say("改成一致"))


def _counted(
    noted: tuple[DocParagraph, ...], numbers: list[str], labels: tuple[DocParagraph, ...]
) -> Iterator[Finding]:
    """Numbers of annexes that do not run from 1: in the note, or, where it has none, on the annexes themselves."""
    found = [each for each in numbers if each]
    shown = [match[1] for each in labels if (match := _LABEL.match(each.words)) and match[1]]
    wanted = [str(number) for number in range(1, max(len(found), len(shown)) + 1)]
    if len(noted) == 1 and len(labels) < 2 and found == ["1"]:
        yield Finding(say("只有一个附件，编了序号"), at(noted[0]), say("只有一个附件的，名称前不写“1.”"))
    elif found and found != wanted[: len(found)]:
        yield Finding(say("附件说明的序号不是从 1 起连着编的"), at(noted[0]), say("依次写“1.”“2.”"))
    elif not noted and shown and all(each.isdecimal() for each in shown) and shown != wanted[: len(shown)]:
        yield Finding(say("附件的序号不是从 1 起连着编的"), at(labels[0]), say("依次写“附件1”“附件2”"))


@rule("G138", "GB/T 9704—2012 7.3.4", Strength.MUST)
def annexes_listed(document: WordDocument) -> Iterator[Finding]:
    """有附件的公文，正文之下有附件说明；有附件说明的，附件在后面。
    为什么：标准说“如有附件，在正文下空一行左空二字编排‘附件’二字”；没有附件说明，不知道附件全不全。
    例：后面有“附件1”，正文之下却没有“附件：……”；附件说明写了附件，而文件里没有（附件另成文件的不必改，只作说明）。
    """
    notes, labels = document.having(Role.ANNEX_NOTE), document.having(Role.ANNEX)
    if labels and not notes and document.profile == "公文":
        yield Finding(say("有附件，正文之下没有附件说明"), at(labels[0]), say("在正文之下空一行写“附件：”和名称"))
    if notes and not labels:
        yield Finding(say("附件说明写了附件，文件里没有"), at(notes[0]), say("补上附件；附件另成文件的不必改"), Grade.NOTE)


@rule("G59", "GB/T 9704—2012 7.3.6", Strength.MUST)
def remark(document: WordDocument) -> Iterator[Finding]:
    """附注左空二字，加圆括号，写在成文日期下一行。
    为什么：标准说附注“居左空二字加圆括号编排在成文日期下一行”。
    例：“(此件公开发布)”用了半角括号；“此件公开发布”没有括号。
    """
    for paragraph in document.having(Role.REMARK):
        layout, size = paragraph.layout, paragraph.size
        above = shown_above(document, paragraph)
        if above is not None and above.role not in (Role.DATE, Role.REMARK, Role.SIGNATURE):
            yield Finding(say("附注不在成文日期下一行"), at(paragraph), say("移到成文日期下一行"))
        indent = layout.characters("left", size) + layout.characters("first", size)
        if abs(indent - 2) > TOLERANCES["side"].value or layout.align in ("center", "right"):
            yield Finding(say("附注没有左空 2 字"), at(paragraph), say("段落→首行缩进 2 字"))
        if not paragraph.words.startswith(("（", "(")):
            yield Finding(say("附注没有加圆括号"), at(paragraph), say("写成“（此件公开发布）”"))
        if "(" in paragraph.words or ")" in paragraph.words:
            yield Finding(say("附注的括号是半角"), at(paragraph), say("改成全角括号（）"))


def _is_date(text: str) -> bool:
    found = _GOOD_DATE.fullmatch(text)
    if found is None:
        return False
    try:
        return bool(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return False


def _right(paragraph: DocParagraph) -> float:
    return paragraph.layout.characters("right", paragraph.size)


def _new_page(document: WordDocument, paragraph: DocParagraph) -> bool:
    """Whether a paragraph begins a page: by itself, by a break before it, or as the first of a section."""
    before = document.neighbour(paragraph, -1)
    if paragraph.layout.new_page or paragraph.breaks_before or before is None:
        return True
    return before.breaks_after or before.section != paragraph.section


def _named(paragraph: DocParagraph) -> tuple[str, str]:
    """Number and name that an annex note gives."""
    found = _NAMED.fullmatch(paragraph.words)
    return (found[1] or "", found[2].strip(BLANKS)) if found else ("", "")


def _annex_title(document: WordDocument, label: DocParagraph) -> DocParagraph | None:
    """The title of the annex that begins with this label."""
    seen = False
    for paragraph in document.having(Role.ANNEX, Role.ANNEX_TITLE):
        if seen:
            return paragraph if paragraph.role is Role.ANNEX_TITLE else None
        seen = paragraph is label
    return None


def _bare(text: str) -> str:
    """A name without book title marks, blanks and final punctuation."""
    return "".join(sign for sign in text if sign not in "《》" + BLANKS + _ENDS)
