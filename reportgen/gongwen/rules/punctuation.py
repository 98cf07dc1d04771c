"""The words of a document → departures from GB/T 15834-2011, which cl. 9 of the standard points to.

Knows no form.  Only what the signs themselves show is judged; what needs the sense of a sentence is left to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportgen.gongwen.document.model import TEXT, DocParagraph, Role, WordDocument
from reportgen.gongwen.rules.rule import FaultPattern, Finding, at, fault, found, prose, rule, words_of
from reportgen.gongwen.standard import Strength
from reportgen.message import say
from reportgen.problem import Grade
from reportgen.regex import regex

_PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〔": "〕", "【": "】", "〈": "〉", "「": "」"}
_LIKE_QUOTES = str.maketrans("〝〞", "“”")
_CLOSING = {end: start for start, end in _PAIRS.items()}
_SENTENCE = regex(r"[^。！？；\n<>]+")
_LABEL = regex(r"(?:^|[，、；])[^，、；：]{1,5}：")
"""A label such as 电话： in a list of them, which is no sentence within a sentence."""
_WITHIN = regex(r"“[^”]*”|《[^》]*》|（[^）]*）")
_SERIES = regex(
    r"(?:^|(?<=[。；：，]))(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]，|(?:首先|其次|再次|最后)，|[①-⑳]|（[1-9][0-9]?）)"
)
_REACH = regex(r"(?:如下|包括|分别是|主要是)：[^。！？：]*；[^。！？：；]{6,}(：)")
"""A colon that goes on over ；, and another one after more than a label."""

_HALF_WIDTH = (
    fault(
        r"(?<=[汉”》）])[,;:?!](?!\w*//)|(?<=[\d%])[,;:?!](?=汉)|(?<=[a-zA-Z])[,;](?=汉)",
        say("中文里用了半角标点"), say("改成全角标点，可用 --修正 --标点"),
    ),
    fault(r"(?<=汉)\.(?=[\s\u3000]*(?:汉|$))", say("句子用了半角的“.”"), say("改成句号“。”")),
    fault(r"\((?=[^()（）\n]{0,60}汉)|(?<=汉)\((?=[^()（）\n]{1,60}\))|(?<=汉)\)", say("中文里用了半角括号"), say("改成全角括号（），可用 --修正 --标点")),
    fault(r"(?<=汉)[\"']|[\"'](?=汉)", say("用了直引号"), say("改成中文引号“ ”")),
    fault(r"(?<=汉)【(?![^】]*(?:待|补|填))[^】]{1,20}】", say("括号用了“【】”"), say("改成圆括号（）"), Grade.NOTE),
    fault("[「」『』﹁﹂]", say("引号用了别的符号"), say("改成中文引号“ ”")),
    fault("[〝〞]", say("引号用了别的符号"), say("改成中文引号“ ”")),
)  # fmt: skip
_TOLD_ELSEWHERE = {
    Role.RECIPIENT: (":",), Role.SALUTATION: (":",), Role.ANNEX_NOTE: (":",), Role.COPIES: (":",),
    Role.REMARK: ("(", ")"), Role.BRACKET_DATE: ("(", ")"),
}  # fmt: skip
"""Signs that the rule for such a line tells."""
_DOUBLED = (
    fault(
        r"，，+|。。+|；；+|：：+|、、+|[，、；：]。|。[，、；：]|《《|》》|““|””|[，；]、|、[，；]|[，、；]：|：[，、；]",
        say("标点重复或叠用"),
        say("只留一个"),
    ),
    fault(r"！{2,}|？{2,}", say("叹号、问号叠用"), say("公文里只用一个"), Grade.NOTE),
)
_LONG = (
    fault(r"(?<!\.)\.{3,6}(?!\.)|。{3,}|(?<!…)…(?!…)|···+", say("省略号写法不对"), say("写成六个点的“……”")),
    fault(r"……\s*等", say("省略号与“等”重复"), say("只留一个")),
    fault(r"(?<=[到是的了为即有和，。：])—(?!—)(?=汉)|(?<![—\d])—(?!—)(?=[，。；])", say("破折号写法不对"), say("写成占两个字的“——”")),
    fault(r"(?<!-)--+(?!-)|－－|──", say("破折号写法不对"), say("写成占两个字的“——”")),
)
_ABOUT = fault(
    r"(?<![第前后十百千万亿\d、一二三四五六七八九])十?(?:一、[二两]|两、三|二、三|三、[四五]|四、五|五、六|六、七|七、八|八、九)"
    r"(?=[十百千万]?(?:多?(?:[个名户次家位天件倍里岁年人条项处座套台亩元斤吨米块辆场所]|公里|小时|个月)))(?!(?:个|项|条|场)(?:方面|层次|等级|环节|阶段|工作|任务|规定)|年级)",
    say("概数中间用了顿号"), say("写成“七八个”"),
)
"""Neighbouring numbers that mean about so many; 一、二级 and 第七、八条 are two things each."""
_LISTS: tuple[FaultPattern, ...] = (
    _ABOUT,
    fault(r"、\s*等(?![级待])", say("“等”之前有顿号"), say("删去“等”前面的顿号")),
    fault(
        r"(?:^|(?<=[。；：]))(?:第[一二三四五六七八九十]|其[一二三四五])、(?![第其一二三四五六七八九十])",
        say("“第一”“其一”后面用顿号"),
        say("改成逗号"),
    ),
    fault(r"(?:^|(?<=[。；：]))(?:首先|其次|再次|最后)、", say("“首先”“其次”后面用顿号"), say("改成逗号")),
    fault(
        r"(?:^|(?<=[。；：，]))[一二三四五六七八九十]是[，、：]",
        say("“一是”“二是”后面有标点"),
        say("删去“是”后面的标点"),
    ),
)
_ADJACENT = (
    fault(r"”、“|》、《|’、‘", say("相邻的引号或书名号之间用了顿号"), say("删去顿号（中间夹有括号、数字时才用）")),
)
_YEARS = (
    fault(r"〕\s*(?:第\s*)?\d+\s*号文(?![件书化字号])", say("“号”后面多了“文”"), say("写成“〔2025〕3号”")),
    fault(r"〔\s*(?:\d{2}|(?:19|20)\d{2}年)\s*〕\s*(?:第\s*)?\d+\s*号?", say("文号的年份写法不合"), say("年份四位，不带“年”，如“〔2025〕3号”")),
    fault(
        r"〔\s*(?:19|20)\d{2}\s*〕\s*\d+(?!\s*[\d号\-－—.、])|(?<=汉)[\[［【(（]\s*20\d{2}\s*[\]］】)）]\s*\d{1,4}(?=[）)，。；])",
        say("文号后面没有“号”"), say("写成“〔2025〕3号”"),
    ),
    fault(r"〔\s*(?:19|20)\d{2}\s*〕\s*\d+[-－—.、]\d+\s*号", say("文号的序号写法不合"), say("一个文号只有一个序号，如“〔2025〕3号”")),
    fault(r"（[^（）]{2,16}〔\d{4}〕\d+号）\s*《", say("文号引在标题之前"), say("先引标题，后引发文字号：“《……》（×办〔2025〕3号）”")),
    fault(
        r"(?<=》)（(?:[汉]{2,10})(?:19|20)\d{2}年?(?:第|〔|\[|（)?\d{1,4}[〕\]）]?号(?:文)?(?=[）])",
        say("文号的年份没有用六角括号"), say("改成“〔2025〕3号”"),
    ),
    fault(
        r"[\[［【(（﹝„]\s*(?:19|20)\d{2}\s*[\]］】)）﹞‟]\s*(?:第\s*)?\d+\s*号",
        say("文号的年份没有用六角括号"),
        say("改成“〔2025〕3号”"),
    ),
    fault(
        r"〔\s*(?:19|20)\d{2}\s*〕\s*(?:第\s*\d+|0\d*)\s*号",
        say("文号的序号带“第”或前面有 0"),
        say("写成“〔2025〕3号”"),
    ),
)


@rule("G100", "GB/T 15834—2011 4、5.1", Strength.MUST)
def half_width(document: WordDocument) -> Iterator[Finding]:
    """中文里用全角标点和中文引号。
    为什么：半角标点只占半个字，夹在中文里挤在一起；直引号分不出左右。
    例：“坚持以人为本,扎实推进”的逗号应为“，”；"一网统管" 应为“一网统管”。
    """
    for paragraph in prose(document):
        words = words_of(paragraph)
        skipped = _numbered_front(words) if paragraph.role in TEXT else 0
        for each in _HALF_WIDTH:
            for match in each.pattern.finditer(words, skipped):
                if match[0] not in _TOLD_ELSEWHERE.get(paragraph.role, ()):
                    yield Finding(each.message, at(paragraph, match.start(), match.end()), each.hint, each.grade)


def _numbered_front(words: str) -> int:
    """The length of the number that a heading begins with: its signs are another rule's."""
    front = re.match(r"\s*[(（]?[〇零一二三四五六七八九十百0-9]+[)）]", words)
    return front.end() if front else 0


@rule("G101", "GB/T 15834—2011 5.1", Strength.MUST)
def doubled(document: WordDocument) -> Iterator[Finding]:
    """标点不重复、不叠用。
    为什么：多半是删改时留下的。
    例：“完成任务，。”“稳步推进。。”。
    """
    yield from found(prose(document), _DOUBLED)


@rule("G102", "GB/T 15834—2011 4.10、4.11", Strength.MUST)
def long_marks(document: WordDocument) -> Iterator[Finding]:
    """省略号是六个点“……”，破折号占两个字“——”；省略号不与“等”连用。
    为什么：三个点、两个减号都不是中文的标点。
    例：“...”应为“……”；“--”应为“——”。
    """
    yield from found(prose(document), _LONG)


@rule("G103", "GB/T 15834—2011 B.1.2、B.3", Strength.MUST)
def list_marks(document: WordDocument) -> Iterator[Finding]:
    """“等”之前不用顿号；“第一”“首先”之后用逗号；“一是”“二是”之后不用标点；概数中间不用顿号。
    为什么：标准逐条写明了这几处。
    例：“铁路、公路、等”应为“铁路、公路等”；“一是，加强领导”应为“一是加强领导”；“七、八个村”应为“七八个村”。
    """
    yield from found(prose(document), _LISTS)


@rule("G104", "GB/T 15834—2011 4.5.3.5", Strength.PRACTICE)
def adjacent(document: WordDocument) -> Iterator[Finding]:
    """相邻的引号之间、书名号之间通常不用顿号。
    为什么：引号、书名号已经把各项隔开；标准说“通常不用”，所以只作说明。
    例：“一网通办”、“一网统管”宜写作“一网通办”“一网统管”。
    """
    yield from found(prose(document), _ADJACENT)


@rule("G105", "GB/T 15834—2011 4.8、4.9、4.15", Strength.NORMAL)
def paired(document: WordDocument) -> Iterator[Finding]:
    """引号、括号、书名号成对；引号里面再用引号，用单引号。
    为什么：少一半的引号、括号，读的人不知道到哪里为止。
    例：“坚持“一网统管”理念”里面一层应为‘一网统管’。
    """
    for paragraph in prose(document):
        yield from _unpaired(paragraph)


def _unpaired(paragraph: DocParagraph) -> Iterator[Finding]:
    opened: list[tuple[str, int]] = []
    for place, sign in enumerate(words_of(paragraph).translate(_LIKE_QUOTES)):
        if sign in _PAIRS:
            if sign == "“" and any(other == "“" for other, _ in opened):
                yield Finding(
                    say("双引号里面又用双引号"),
                    at(paragraph, place, place + 1),
                    say("里面一层用单引号‘ ’；也看看是不是少了一个“””"),
                )
            if sign == "‘" and not any(other == "“" for other, _ in opened) and "’" in paragraph.text[place:]:
                yield Finding(say("外面一层用了单引号"), at(paragraph, place, place + 1), say("外面一层用双引号“ ”"), Grade.NOTE)
            opened.append((sign, place))
        elif sign in _CLOSING and opened and opened[-1][0] == _CLOSING[sign]:
            opened.pop()
        elif (
            sign in _CLOSING
            and not (sign == "’" and paragraph.text[place - 1 : place].isascii())
            and not _numbered(paragraph.text, place)
        ):
            yield Finding(say("引号、括号或书名号不成对"), at(paragraph, place, place + 1), say("补上另一半"))
    for _, place in opened:
        yield Finding(say("引号、括号或书名号不成对"), at(paragraph, place, place + 1), say("补上另一半"))


def _numbered(text: str, place: int) -> bool:
    """Whether the bracket closes a number such as 1） that has no opening one, or a half-width one opened it."""
    return text[place] == "）" and (text[:place].isdecimal() or "(" in text[:place])


@rule("G106", "GB/T 15834—2011 4.6、4.7、A.5", Strength.NORMAL)
def nested(document: WordDocument) -> Iterator[Finding]:
    """一句之中不套用冒号；分号隔开的几项里面不出现句号。
    为什么：冒号管到句末，再用一个就分不清谁管到哪里；分号比句号小，管不住句号。
    例：“一是加强领导。成立专班；二是……”应把分号改成句号。
    """
    for paragraph in prose(document):
        for sentence in _SENTENCE.finditer(words_of(paragraph)):
            bare = _LABEL.sub(
                lambda label: label[0][:-1] + "□", _WITHIN.sub(lambda match: "□" * len(match[0]), sentence[0])
            )
            colons = [place for place, sign in enumerate(bare.rstrip("：")) if sign == "：" and not _is_ratio(bare, place)]
            if len(colons) > 1 and paragraph.role in (Role.BODY, Role.OTHER):
                start = sentence.start() + colons[1]
                yield Finding(
                    say("一句之中用了两个冒号"), at(paragraph, start, start + 1), say("把其中一个改成逗号或句号")
                )
        yield from _reach(paragraph)
        yield from _series(paragraph)


def _is_ratio(text: str, place: int) -> bool:
    """Whether a colon stands between figures: 13.7：58.3：28.0."""
    return text[place - 1 : place].isdecimal() and text[place + 1 : place + 2].isdecimal()


def _reach(paragraph: DocParagraph) -> Iterator[Finding]:
    """A colon in a later item of what …如下： announced."""
    bare = _WITHIN.sub(lambda match: "□" * len(match[0]), words_of(paragraph))
    for match in _REACH.finditer(bare) if paragraph.role in (Role.BODY, Role.OTHER) else ():
        place = at(paragraph, match.start(1), match.end(1))
        yield Finding(
            say("冒号管着的几项里又用了冒号"), place, say("把其中一个改成逗号，或把前一个冒号改成句号"), Grade.NOTE
        )


def _series(paragraph: DocParagraph) -> Iterator[Finding]:
    """Items 一是…；二是…, 首先，…；其次，… or ①…；②… that hold a 。 within."""
    starts = [match.start() for match in _SERIES.finditer(paragraph.text)]
    for start, end in pairwise(starts):
        item = paragraph.text[start:end]
        if item.endswith("；") and "。" in item:
            stop = start + item.index("。")
            yield Finding(
                say("分号隔开的一项里面有句号"),
                at(paragraph, stop, stop + 1),
                say("几项之间的分号改成句号，或项内的句号改成逗号"),
            )


@rule("G107", "GB/T 15834—2011 4.9.3.4；GB/T 9704—2012 7.2.5", Strength.MUST)
def cited_numbers(document: WordDocument) -> Iterator[Finding]:
    """引用的发文字号，年份用六角括号“〔〕”，序号不加“第”、不补 0。
    为什么：标准规定公文编号中标示年份用六角括号。
    例：“（国办发[2024]12号）”应为“（国办发〔2024〕12号）”。
    """
    yield from found((paragraph for paragraph in prose(document) if paragraph.role is not Role.NUMBER), _YEARS)
