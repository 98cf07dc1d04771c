"""Sentences → slips of the pen and of punctuation that a machine can tell.

Knows general rules of official Chinese (GB/T 15834, GB/T 15835) and a few words that are often mistaken; nothing of
what a sentence means.  Each rule is one row of ``_RULES``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.checks.subject import ENDED, ON, Passage, Subject, shortened, tell
from reportgen.report.model.grammar import VERBATIM
from reportgen.value_object import ValueObject

C19 = Code("C19", "文字或标点有疑问", "特别在是疫情冲击下", "特别是在疫情冲击下；照原样用就注明 照录: 是")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SlipRule(ValueObject):
    """A pattern over a masked sentence, what is wrong, what to write instead (``\\\\1`` for a group), how grave, and
    ``signs`` of each of which one word has to be there where the pattern is met, so that most patterns need never be compiled."""

    pattern: str
    wrong: Message
    right: str
    grade: Grade = Grade.WARNING
    signs: tuple[tuple[str, ...], ...] = ()

    def may_meet(self, text: str) -> bool:
        """Whether it is worth searching."""
        return all(any(word in text for word in words) for words in self.signs)

    def search(self, text: str) -> re.Match[str] | None:
        return _compiled(self.pattern).search(text) if self.may_meet(text) else None


_compiled = cache(regex)
_HAN = r"[^\W\da-zA-Z_]"
"""A 汉字, or another letter that is not Latin; said so because a range of thousands of signs takes a millisecond to compile."""

_WIDE = "０１２３４５６７８９"
_DIGITS = "0123456789" + _WIDE
_DOUBLED = "的|了(?!了[解结断然])|和(?!和[谐平睦美解])|(?<!实实)在(?!在[岗建职编线校册读])|是|与|及|等(?!等[待候级同])|为(?!为[民首主])|对(?!对[标口接照])|把|将(?!将[士军])"
"""Words that nobody writes twice running, but where the second begins a word of its own (了了解)."""
_RULES = (
    SlipRule(r"特别在是", say("语序颠倒"), "特别是在", signs=(("特别在是",),)),
    SlipRule(r"截止(目前|年底|\d)", say("“截止”表示停止"), r"截至\1", signs=(("截止",),)),
    SlipRule(r"急难愁盼(?!的?[问事])(?!的?[难实])", say("后面缺“问题”"), "急难愁盼问题", signs=(("急难愁盼",),)),
    SlipRule(f"加强(基层权力运行){ENDED}", say("“加强”缺宾语"), r"加强\1监督", signs=(tuple(f"加强基层权力运行{sign}" for sign in "，。；"),)),
    SlipRule(
        f"((?:获得|荣获){ON}{{0,14}}“[^”]+”){ENDED}", say("后面缺“称号”一类的词"), r"\1称号", Grade.NOTE,
        signs=(("获得", "荣获"), ("”，", "”。", "”；")),
    ),
    SlipRule(r"VOCS", say("大小写不规范"), "VOCs", signs=(("VOCS",),)),
    SlipRule(rf"({_DOUBLED})\1(?={_HAN})", say("字写重了"), r"\1", signs=(tuple(2 * each for each in "的了和在是与及等为对把将"),)),
    SlipRule(r"([，。；、：])(?:[，；、：]|。)", say("标点写重了"), r"\1", signs=(tuple(a + b for a in "，。；、：" for b in "，；、：。"),)),
    SlipRule(rf"({_HAN}),({_HAN})", say("中文里用了英文逗号"), r"\1，\2", signs=((",",),)),
    SlipRule(rf"({_HAN});({_HAN})", say("中文里用了英文分号"), r"\1；\2", signs=((";",),)),
    SlipRule(rf"({_HAN}) +({_HAN})", say("汉字之间有空格"), r"\1\2", signs=((" ",),)),
    SlipRule(rf"([，。；、：！？”》）]) +(?=[“《（]|{_HAN})", say("标点后面有空格"), r"\1", signs=(tuple(f"{each} " for each in "，。；、：！？”》）"),)),
    SlipRule(
        rf"(?<![A-Za-z\d])([{_DIGITS}]+)[OolI]([{_DIGITS}]+)(?![A-Za-z\d])", say("数字里混了字母"), say("（把字母改成数字）"),
        signs=(tuple(f"{digit}{letter}" for digit in _DIGITS for letter in "OolI"),),
    ),
    SlipRule(
        r"(?<![A-Za-z])(?:X{2,}|x{2,}|Ｘ{2,}|×{2,}|X+(?=\.X|[%万亿家户个]))(?![A-Za-z])|_{2,}|＿{2,}"
        r"|（[ \u3000]+）|\([ \u3000]+\)|[?？]{3,}|待补|待定数",
        say("像是没有填的空"), say("（换成实际内容）"), signs=(("X", "x", "Ｘ", "×", "_", "＿", "（ ", "（\u3000", "( ", "?", "？", "待补", "待定数"),),
    ),
    SlipRule(
        r"(?:达到?|实现|完成|增长|下降|提高|降低)(?:亿元|%|％|个百分点|平方米|公里)(?=[，。；、])", say("缺了数"), say("（补上数）"),
        signs=(tuple(f"{verb}{unit}" for verb in "达到现成长降高低" for unit in ("亿元", "%", "％", "个百分点", "平方米", "公里")),),
    ),
    SlipRule(
        rf"(?<![\d.])[{_DIGITS}]{{2}}年(?=度|底|初|末|上半年|下半年|全年|[{_DIGITS}]{{1,2}}月(?!份?内))", say("年份没有写全"), say("（写四位数字）"),
        signs=(tuple(f"{each}年" for each in _DIGITS), tuple(f"年{each}" for each in "度底初末上下全" + _DIGITS)),
    ),
    SlipRule(r"、等(?![待候级同])", say("“等”前不用顿号"), "等", signs=(("、等",),)),
    SlipRule(f"(约{ON}{{1,8}})左右", say("“约”与“左右”重复"), r"\1", signs=(("左右",), ("约",))),
    SlipRule(r"近([\d.\ue0f0]+[余多])", say("“近”与“余”矛盾"), r"\1", signs=(("近",), ("余", "多"))),
    SlipRule(
        r"((?:至少|超过|突破|不少于)[\d.\ue0f0]+(?:(?!；)[^，。\d]){0,4})以上", say("“超过”与“以上”重复"), r"\1",
        signs=(("以上",), ("至少", "超过", "突破", "不少于")),
    ),
    SlipRule(r"(?:下降|减少|降低|缩小)了?[\d.\ue0f0]+倍", say("减少不能用倍数"), say("（写成减少百分之几）"), signs=(("倍",), ("下降", "减少", "降低", "缩小"))),
    SlipRule(r"(?<!\d)(\d{1,3}),(\d{3})", say("正文数字不用千分位逗号"), r"\1\2", signs=((",",),)),
    SlipRule(f"[{_WIDE}]+", say("用了全角数字"), say("（半角数字）"), signs=(tuple(_WIDE),)),
    SlipRule(f"({ON}{{2,}}?)、((?:防止|杜绝|避免)“)", say("动词短语之间用了顿号"), r"\1，\2", Grade.NOTE, signs=(("、防止“", "、杜绝“", "、避免“"),)),
    SlipRule(
        r"(；(?:(?!；)[^、。，]){4,})、(充分|积极|主动|认真|自觉)", say("分句之间用了顿号"), r"\1，\2", Grade.NOTE,
        signs=(("；",), ("、充分", "、积极", "、主动", "、认真", "、自觉")),
    ),
    SlipRule(
        f"(对{ON}{{2,24}}的(?:(?!；)[^、。，]){{1,6}})，(进行|予以|给予|采取)",
        say("介词短语后多了逗号"), r"\1\2", Grade.NOTE, signs=(("，进行", "，予以", "，给予", "，采取"), ("对",), ("的",)),
    ),
    SlipRule(
        f"(同比(?:增长|下降)[\\d.\\ue0f0]+%，(?:(?!同){ON}){{2,8}}?)((?:增长|下降)[\\d.\\ue0f0]+%)",
        say("后一个增减缺“同比”"), r"\1同比\2", Grade.NOTE, signs=(("同比增长", "同比下降"), ("%，",)),
    ),
    SlipRule(f"有力{ON}{{2}}[^。；]*?有力[^。；]*", say("一句里“有力”写了两次"), say("（换一个说法）"), Grade.NOTE, signs=(("有力",),)),
    SlipRule(
        f"((?:设施|系统|警器|充电[口桩]){ON}{{0,4}}(?:共计|合计)[\\d.\\ue0f0]+[万余多]*)家",
        say("设施的量词用了“家”"), r"\1套", Grade.NOTE, signs=(("共计", "合计"), ("设施", "系统", "警器", "充电口", "充电桩"), ("家",)),
    ),
    SlipRule(
        f"”项目作为{ON}{{2,8}}试点{ON}{{0,4}}之一", say("“项目”与“试点……之一”不搭配"), say("（主语改成单位）"), Grade.NOTE,
        signs=(("”项目作为",), ("试点",), ("之一",)),
    ),
)  # fmt: skip
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("‘", "’"))
_ENDS = frozenset("。！？：；……”）")


def wording(subject: Subject) -> Iterator[Problem]:
    """C19: a slip of the pen: a word out of order, doubled words or signs, 约 with 左右, unpaired quotes, no 。 at the end.

    Why: the eye that wrote it does not see it.  ``照录: 是`` beside a sentence keeps it as it is.
    Example: ``特别在是疫情严重冲击的背景下``
    """
    text = "\n".join(passage.masked for passage in subject.passages)
    rules = [rule for rule in _RULES if rule.may_meet(text)]
    for passage in subject.passages:
        if not passage.noted(VERBATIM):
            yield from _by_rules(passage, rules)
            yield from _pairs(passage)
            if passage.body and passage.masked and passage.masked[-1] not in _ENDS:
                end = len(passage.masked)
                message = say("句末没有标点：{sentence}", sentence=shortened(passage.said))
                yield from tell(C19, passage, end - 1, message, say("补上“。”"), Grade.NOTE)


def _by_rules(passage: Passage, rules: Sequence[SlipRule]) -> Iterator[Problem]:
    for rule in rules:
        found = rule.search(passage.masked)
        if found:
            written = passage.sentence.scalar.text[found.start() : found.end()]
            message = say("“{written}”{fault}", written=shortened(written, 24), fault=rule.wrong)
            yield from tell(
                C19,
                passage,
                found.start(),
                message,
                say("改成：{mended}", mended=_mended(passage, found, rule)),
                rule.grade,
            )


def _mended(passage: Passage, found: re.Match[str], rule: SlipRule) -> str:
    """The right words, with the groups of the pattern as the sentence has them; or what to do, where no words can be given."""
    if isinstance(rule.right, Message):
        return rule.right

    def group(number: re.Match[str]) -> str:
        start, end = found.span(int(number[1]))
        return passage.sentence.scalar.text[start:end]

    return re.sub(r"\\(\d)", group, rule.right)


def _pairs(passage: Passage) -> Iterator[Problem]:
    for left, right in _PAIRS:
        if left not in passage.masked and right not in passage.masked:
            continue
        lefts, rights = passage.masked.count(left), passage.masked.count(right)
        if lefts != rights:
            at = passage.masked.find(left if lefts > rights else right)
            message = say(
                "“{opening}”{openings} 个，“{closing}”{closings} 个，没有成对", opening=left, openings=lefts, closing=right, closings=rights
            )
            yield from tell(
                C19, passage, at, message, say("补上缺的“{closing}”", closing=right if lefts > rights else left)
            )
