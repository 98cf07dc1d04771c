"""The words of a paragraph → what such words usually are in an official text: a numbered heading, a date, a recipient, who signs.

Knows no neighbours: ``head`` and ``roles`` put what is said here together with order and formatting.
"""

from __future__ import annotations

import re

from reportgen.gongwen.document.model import BLANKS, LEVELS, DocParagraph
from reportgen.regex import regex

_NUMERAL = "[〇零一二三四五六七八九十百]+"
LEVEL_FORMS: tuple[re.Pattern[str], ...] = (
    regex(rf"{_NUMERAL}(?:、|[.．,，]\s*(?=\D))"),
    regex(rf"[（(]{_NUMERAL}[）)]、?"),
    regex(
        r"[0-9０-９]{1,2}(?:[ \u3000][.．](?![0-9０-９])|．(?![０-９])|[.．](?=(?:19|20)\d\d年|\d+\s*个?月)|[.．](?![0-9０-９])"
        r"|、(?![0-9０-９]))\s*"
    ),
    regex(r"[（(][0-9０-９]{1,2}[）)]、?"),
)
"""How a paragraph of each level begins, faulty forms included (cl. 7.3.3); a heading may itself begin with a year (1.2025年…)."""

DATE = regex(r"(?:[0-9０-９]{2,4}|[〇○Oo零一二三四五六七八九]{4}|[×xX*]{2,4}|20[×xX*]{2})\s*年"
                  r"\s*(?:[0-9０-９〇零一二三四五六七八九十×xX*]{1,3}|[ \u3000])\s*月"
                  r"\s*(?:[0-9０-９〇零一二三四五六七八九十×xX*]{1,3}|[ \u3000])\s*[日号]")  # fmt: skip
"""A day, or room left for one."""
SHORT_DATE = regex(r"(?:20[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})\s*年\s*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s*月(?:\s*日)?")
"""A date that lacks its day."""
LOOSE_DATE = regex(
    r"[0-9０-９]{2,4}\s*([.．/／\-－—])\s*[0-9０-９]{1,2}\s*\1\s*[0-9０-９]{1,2}\s*日?"
    r"|(?:19|20)[0-9]{2}\s*年\s*(?:[0-9]{1,2}|元|正|腊)\s*月\s*[0-9]{1,2}\s*日?"
)
"""2025.7.10, 2025年7月10 and the like, which are no dates in an official text."""
LOOSE_NUMBER = regex(
    r"[\u4e00-\u9fff]{2,12}\s*(?:第\s*)?(?:[〔\[［【(（﹝〈<「《]\s*(?:20)?[0-9]{2}\s*年?\s*[〕\]］】)）﹞〉>」》]\s*"
    r"(?:第\s*)?(?:[0-9]{1,4}(?:[-－—.、][0-9]{1,3})?\s*号?|[一二三四五六七八九十〇]{1,4}\s*号)文?"
    r"|(?:19|20)[0-9]{2}\s*年?\s*(?:[〔\[［【(（﹝第\-－—]\s*[0-9]{1,4}\s*[〕\]］】)）﹞]?\s*号?|[0-9]{1,4}\s*号))文?"
)
"""A line of a letterhead that is meant to be a document number and has not its form."""
NUMBER = regex(
    r"(?:[〔\[［【(（﹝]?\s*(?:19|20)[0-9*×xX]{2}\s*[〕\]］】）)﹞]|[〔\[［【﹝]\s*[0-9]{2}\s*[〕\]］】﹞])\s*(?:第\s*)?[0-9*×xX]+\s*号"
)
"""A document number, the year of two digits included that somebody wrote."""
BRACKETED = regex(r"[（(](?:.{0,40}?(?:年|日).{0,40}|[0-9]{4}\s*[.．/／\-－]\s*[0-9]{1,2}(?:\s*[.．/／\-－]\s*[0-9]{1,2})?)[）)]$")
SENTENCE_END = "。；;！？"
SHORT = 60
"""Characters that a title, a signature or another short line has at most."""

_SALUTATION = regex(
    r"(?:(?:尊敬的|敬爱的|亲爱的)[^。；！？]{2,40}|(?:各位|女士们|同志们|朋友们|同学们|老师们)[^。；！？]{0,40})[:：！]$"
)
_MEETING = regex(r"[^。]{4,50}在[^。]{2,60}(?:会议|大会|全会|会)上[^。]{0,40}。?$|[^。]{2,60}(?:会议|大会|全会)上(?:的?(?:讲话|发言|报告|致辞))?$")
_SOURCE = regex(
    r"(?:(?:文章|信息|稿件|新闻)?来源|更新时间|作者|供稿|报告人|汇报人|述职人|"
    r"发言人|主讲人?|讲话人|汇报单位|报送单位|发布时间|时间|日期)\s*[:：]\s*\S"
)
_WEB = regex(
    r"(?:(?:文章|信息|稿件|新闻)?来源|作者|供稿|(?:发布|更新)(?:时间|日期)|编辑|责任编辑)\s*[:：]|(?:时间|日期)\s*[:：].*(?:浏览|阅读|点击|来源)"
)
"""What a page of the web says of itself under a title."""
_POST = regex(
    r"[^，。；：]{0,30}(?:书记|主任|省长|市长|区长|县长|镇长|乡长|局长|主席|院长|校长|处长|科长|部长|秘书长)"
    r"[\s\u3000]*[\u4e00-\u9fff]{0,2}[\s\u3000]*[\u4e00-\u9fff某×*xX]{1,3}$"
)
_ORGAN = regex(
    r"[^，。；：、！？]{2,}(?:委员会|委|会|局|厅|部|办公室|办事处|办|政府|院|学校|大学|中心|处|室|队|党组|党工委|工委|党委|支部|总支|公司|集团|银行|协会|联合会|工会|团委|组|科|站|所|署|司)$"
)
_RECIPIENT = regex(
    r"(?:各|全[市县区镇乡]各)[^，。；：]{1,16}|[^，。；：]{2,20}(?:委员会|委|局|厅|部|办公室|办事处|政府|公司|集团|中心|各部门|各单位)"
)
_ANNOUNCES = regex(
    r"如下|以下|下列|(?:原因|问题|情况|内容|事项|意见|特点)[：:]$|(?:是|为|有|即|包括|要求|指出|强调|认为|决定|表示|议定|明确)[：:]$"
    r"|\d[年月]|召开|主持|^(?:现将|根据|为|按照|经)"
)
"""What a sentence has that leads to a list, and no row of bodies."""
_PHRASE = regex(r"(?:特此|专此|此复|此致|以上|妥否|当否|请|望|敬请|现予|现将|特别|切实|要|并|盼|为盼|敬礼)")
_CONTENTS_TITLE = regex(r"目[\s\u3000]*[录次]$")
_CONTENTS_LINE = regex(r"\S.*(?:\t|[.．·…]{4,}|[\s\u3000]{4,})[\s\u3000]*[（(]?\d{1,4}[）)]?$")
_PAGE_NUMBER = regex(r"[—–\-]?\s*[0-9０-９]{1,3}\s*[—–\-]?|第\s*[0-9]{1,3}\s*页(?:[，,\s]*共\s*[0-9]{1,3}\s*页)?")
_PLACED = 8
"""Blanks before a line that put it to the right."""


def level_of(words: str) -> int:
    """The level from 1 that the words begin with, 0 for none."""
    return next((number for number, form in enumerate(LEVEL_FORMS, 1) if form.match(words)), 0)


def level_in(paragraph: DocParagraph) -> int:
    """The level that a paragraph was found to have, else the one that its words begin with, 0 for none."""
    return LEVELS.index(paragraph.role) + 1 if paragraph.role in LEVELS else level_of(paragraph.words)


def is_recipient(words: str) -> bool:
    """Ends with a colon and is no sentence that announces something."""
    return words.endswith(("：", ":")) and "。" not in words and len(words) <= 200 and _ANNOUNCES.search(words) is None


def names_recipients(words: str) -> bool:
    """各村、各科室 and the like without a colon: bodies and nothing else, one or several."""
    bare = re.sub(r"[（(][^（）()]{1,20}[）)]", "", words)
    each = [part for part in re.split(r"[，,、；;]", bare.rstrip("，,、：:")) if part]
    return bool(each) and len(words) <= SHORT and "。" not in words and all(_RECIPIENT.fullmatch(part) for part in each)


def is_salutation(words: str) -> bool:
    """各位代表： and the like, alone in its line."""
    return len(words) <= SHORT and _SALUTATION.fullmatch(words) is not None


def names_somebody(words: str) -> bool:
    """Who speaks or wrote, at which meeting, from where: what stands under a title."""
    patterns = (_SOURCE, _POST, _MEETING, _ORGAN)
    return any(pattern.match(words) for pattern in patterns) or _is_name(words)


def is_source(words: str) -> bool:
    """来源：… and the like, as pages of the web have them under a title: no line of the text's own."""
    return _WEB.match(words) is not None


def is_page_number(words: str) -> bool:
    """— 1 —, 第1页, or a number alone: what a page showed at its foot, and no text."""
    return _PAGE_NUMBER.fullmatch(words) is not None


def is_meeting(words: str) -> bool:
    """2025年1月6日在…会议上: when and where a report was given; may end with 。."""
    return len(words) <= 100 and _MEETING.fullmatch(words) is not None


def signs(words: str) -> bool:
    """The name of a body or of a person, and no closing phrase such as 特此通知."""
    if _PHRASE.match(words):
        return False
    several = re.split(r"[\s\u3000]{2,}", words)
    joint = len(several) > 1 and any(_ORGAN.fullmatch(each) for each in several)
    return joint or _ORGAN.fullmatch(words) is not None or _is_name(words)


def says_closing(words: str) -> bool:
    """特此通知, 请认真贯彻执行 and the like, which end a text and sign nothing."""
    return _PHRASE.match(words) is not None


def _is_name(words: str) -> bool:
    bare = "".join(sign for sign in words if sign not in BLANKS)
    chinese = all("\u4e00" <= sign <= "\u9fff" or sign in "×*·" for sign in bare)
    return 2 <= len(bare) <= 4 and chinese and not _PHRASE.match(bare) and not bare.endswith(("知", "此", "执行"))


def is_placed(paragraph: DocParagraph) -> bool:
    """Whether a line was put to the right or the middle of the page, by its alignment, its indent or blanks before it."""
    layout = paragraph.layout
    typed = len(paragraph.text) - len(paragraph.text.lstrip(BLANKS))
    tabbed = paragraph.text[:typed].count("\t") * 4
    indent = layout.characters("left", paragraph.size) + max(0.0, layout.characters("first", paragraph.size))
    return layout.align in ("right", "center") or typed + tabbed >= _PLACED or indent >= _PLACED


def is_contents(paragraph: DocParagraph) -> bool:
    """A line of a table of contents, or its heading."""
    style = paragraph.style.lower()
    if style.startswith(("toc ", "toc heading", "目录")) and style != "toc":
        return True
    words = paragraph.words
    return len(words) <= 90 and (_CONTENTS_TITLE.match(words) is not None or _CONTENTS_LINE.fullmatch(words) is not None)
