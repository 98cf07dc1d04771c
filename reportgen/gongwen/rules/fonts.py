"""The runs of a document → departures in fonts, sizes, colours and what decides about them.

Knows no words beyond which characters are 汉字.  A class of fonts has several accepted names (``standard.FONTS``); headings are
judged with their level (``levels``), here stand the body and what holds for all text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.gongwen.document.model import LEVELS, DocParagraph, DocRun, Role, WordDocument
from reportgen.gongwen.rules.measures import chinese_runs, font_words, has_chinese, points, size_name
from reportgen.gongwen.rules.rule import Finding, at, at_run, rule
from reportgen.gongwen.standard import LATIN, SIZE_3, Strength, font_class
from reportgen.message import say
from reportgen.regex import regex

_RED_ROLES = frozenset((Role.MARK, Role.EMPTY))
_AMBIGUOUS = "“”‘’—…·"
_RANGE = regex(r"(?<=[0-9%年月日万亿])—(?=[0-9])")
"""A dash between figures is as wide in a Latin font."""
_LONGEST_LEAD = 60
_FULL_WIDTH = 100
_ENOUGH_WORDS = 10
_MOST, _HABIT = 0.75, 3
"""How many paragraphs of all have to be alike, for another to be odd, or for all to be one habit."""
_SCALED = frozenset((Role.MARK, Role.OTHER, Role.NUMBER))
"""Set wide or narrow to fit a line of its own."""
_LEAD = frozenset(("楷体", "黑体", "仿宋"))


def body_stretches(document: WordDocument) -> Iterator[tuple[DocParagraph, int, int]]:
    """The stretches of text that are body: body paragraphs, and what follows a run-in heading."""
    for paragraph in document.text:
        start = 0 if paragraph.role is Role.BODY else paragraph.lead
        if start < len(paragraph.text):
            yield paragraph, start, len(paragraph.text)


@rule("G10", "GB/T 9704—2012 5.2.2、7.3.3", Strength.NORMAL)
def body_font(document: WordDocument) -> Iterator[Finding]:
    """正文用仿宋；段首的主旨句可以另用楷体、黑体或加粗。
    为什么：标准说“如无特殊说明，公文格式各要素一般用3号仿宋体字”。
    例：正文用宋体、等线是错的；“仿宋_GB2312”“仿宋”“方正仿宋_GBK”都算仿宋。
    """
    for paragraph, start, end in body_stretches(document):
        lead = paragraph.text.find("。", start) + 1
        for run in chinese_runs(paragraph, start, end):
            known = font_class(run.look.chinese)
            if known != "仿宋" and not (run.end <= max(lead, start) < end and known in _LEAD):
                yield Finding(
                    say("正文的中文字体是{font}，应为仿宋", font=font_words(run.look)),
                    at_run(paragraph, run),
                    say("改成仿宋_GB2312（或仿宋）"),
                )


@rule("G11", "GB/T 9704—2012 5.2.2、7.3.3", Strength.NORMAL)
def body_size(document: WordDocument) -> Iterator[Finding]:
    """正文用三号（16 磅）。
    为什么：标准规定的行数、字数都以三号字为准。
    例：四号、小四是错的。
    """
    for paragraph, start, end in body_stretches(document):
        for run in paragraph.runs:
            if run.end > start and run.start < end and run.text.strip() and run.look.size != SIZE_3:
                yield Finding(
                    say("正文的字号是{size}，应为三号", size=size_name(run.look.size)),
                    at_run(paragraph, run),
                    say("改成三号（16 磅）"),
                )


@rule("G12", "GB/T 9704—2012 5.2.4", Strength.MUST)
def colour(document: WordDocument) -> Iterator[Finding]:
    """文字用黑色；只有发文机关标志、版头的分隔线和印章用红色。
    为什么：标准说“如无特殊说明，公文中文字的颜色均为黑色”。
    例：标题用深蓝、数字用红色都是错的；软件自带的“标题 1”样式常是蓝色。
    """
    for paragraph in document.everything:
        if paragraph.role in _RED_ROLES and document.profile == "公文":
            continue
        for run in paragraph.runs:
            signs = any(char.isalnum() for char in run.text)
            if run.look.colour and run.text.strip() and (signs or not paragraph.boxed):
                yield Finding(
                    say("文字颜色是 {colour}，应为黑色", colour=run.look.colour),
                    at_run(paragraph, run),
                    say("字体颜色改成“自动”或黑色"),
                )


@rule("G13", "MS-OI29500 2.1.88", Strength.PRACTICE)
def theme_fonts(document: WordDocument) -> Iterator[Finding]:
    """字体写明名称，不由“主题”决定。
    为什么：主题字体随电脑、语言和软件换，文件到了别处就不是原来的字体；WPS 会报“缺失字体”。
    例：字体框里显示“等线（中文正文）”“宋体（正文）”的就是主题字体。
    """
    for paragraph in document.everything:
        for run in paragraph.runs:
            if run.look.themed and run.text.strip():
                yield Finding(
                    say("字体由主题决定，没有写明名称"), at_run(paragraph, run), say("选中后在字体框里直接选定字体")
                )


@rule("G14", "GB/T 9704—2012 5.2.2（未规定西文字体）", Strength.PRACTICE)
def latin_font(document: WordDocument) -> Iterator[Finding]:
    """数字和字母用 Times New Roman，或与中文同一字体。
    为什么：标准没有规定西文字体，机关多用 Times New Roman；Calibri、Arial、等线与仿宋放在一起轻重不合。
    例：数字用 Calibri 的，改成 Times New Roman。
    """
    for paragraph in document.everything:
        for run in paragraph.runs:
            plain = any(char.isascii() and char.isalnum() for char in run.text)
            if plain and run.look.latin != LATIN and not font_class(run.look.latin):
                name = say("“{latin}”", latin=run.look.latin) if run.look.latin else say("没有指定的字体")
                yield Finding(
                    say("数字和字母的字体是{font}，机关一般用 {usual}", font=name, usual=LATIN),
                    at_run(paragraph, run),
                    say("西文字体改成 {font}", font=LATIN),
                )


@rule("G15", "GB/T 33476.2—2016 5", Strength.PRACTICE)
def one_name(document: WordDocument) -> Iterator[Finding]:
    """同一类字体全文只用一个名称。
    为什么：“仿宋”与“仿宋_GB2312”、“方正仿宋_GBK”字形有别，混在一篇里看得出深浅；多半是从别处粘贴来的。
    例：大部分正文是仿宋_GB2312，中间一段是方正仿宋_GBK。
    """
    names: dict[str, dict[str, list[tuple[DocParagraph, DocRun]]]] = {}
    for paragraph in document.everything:
        for run in chinese_runs(paragraph):
            if known := font_class(run.look.chinese):
                names.setdefault(known, {}).setdefault(run.look.chinese, []).append((paragraph, run))
    for known, held in names.items():
        usual = max(held, key=lambda name: sum(len(run.text) for _, run in held[name]))
        for name in held.keys() - {usual}:
            for paragraph, run in held[name]:
                message = say("这里的{kind}写作“{font}”，全文多用“{usual}”", kind=known, font=name, usual=usual)
                yield Finding(message, at_run(paragraph, run), say("统一成“{usual}”", usual=usual))


@rule("G16", "MS-OI29500 2.1.88", Strength.PRACTICE)
def hints(document: WordDocument) -> Iterator[Finding]:
    """中文引号、破折号、省略号、间隔号按中文字体显示。
    为什么：这几个符号中西文共用；文字片段没有“按中文处理”的标记时，Word 拿西文字体画它们，引号就变成半个字宽。
    例：Times New Roman 的“ ”又窄又挤；用本工具修正会补上标记。
    """
    for paragraph in document.everything:
        for run in paragraph.runs:
            shown = _RANGE.sub(lambda match: "0" * len(match[0]), run.text)
            signs = [char for char in shown if char in _AMBIGUOUS]
            chinese_anyway = font_class(run.look.other) != "" or run.look.hint == "eastAsia"
            if signs and not chinese_anyway and not run.field:
                place = run.start + next(at for at, char in enumerate(shown) if char in _AMBIGUOUS)
                yield Finding(
                    say("引号、破折号等符号会按西文字体显示，成半个字宽"),
                    at(paragraph, place, place + 1),
                    say("用 --修正 改好，或重新输入并设成中文字体"),
                )


@rule("G17", "GB/T 9704—2012 7.3.1、7.3.3（未规定加粗）", Strength.PRACTICE)
def bold(document: WordDocument) -> Iterator[Finding]:
    """小标宋、黑体、楷体的标题不再加粗。
    为什么：这几种字体本身就有轻重，软件加粗是把字描粗，小标宋描粗后笔画糊在一起，最常见也最显眼。
    例：标题用方正小标宋简体又加粗；一级标题用黑体又加粗。
    """
    for paragraph in document.having(Role.TITLE, Role.LEVEL_1, Role.LEVEL_2):
        end = len(paragraph.text) if paragraph.role is Role.TITLE else paragraph.lead
        for run in chinese_runs(paragraph, 0, end):
            if run.look.bold and font_class(run.look.chinese) in ("小标宋", "黑体", "楷体"):
                yield Finding(
                    say(
                        "{role}用了{font}又加粗",
                        role=paragraph.role.value,
                        font=font_words(run.look),
                    ),
                    at_run(paragraph, run),
                    say("去掉加粗"),
                )


@rule("G18", "ECMA-376 17.3.2.20", Strength.PRACTICE)
def language(document: WordDocument) -> Iterator[Finding]:
    """文字的语言设为中文（中国）。
    为什么：换行时哪些标点不能放在行首行末、标点怎样压缩，软件按语言来定；语言是英语的文件，逗号会跑到行首。
    例：程序生成的文件常是“英语（美国）”。
    """
    for paragraph in document.everything:
        for run in chinese_runs(paragraph):
            if run.look.language and not run.look.language.lower().startswith("zh"):
                yield Finding(
                    say("中文文字的语言是 {language}，应为 zh-CN", language=run.look.language),
                    at_run(paragraph, run),
                    say("审阅→语言→设置校对语言→中文（中国）"),
                )


@rule("G19", "GB 2312—1980", Strength.PRACTICE)
def rare_characters(document: WordDocument) -> Iterator[Finding]:
    """_GB2312 字体里没有的字，换用收字多的字体。
    为什么：“镕”“堃”“喆”“珺”“昇”等人名用字不在 GB 2312 里，_GB2312 字体和小标宋简体画不出来，会换成别的字体，一行里轻重不一。
    例：人名“陶喆”用仿宋_GB2312，“喆”会变成宋体；这个字改用“仿宋”或“方正仿宋_GBK”。
    """
    for paragraph in document.everything:
        for run in chinese_runs(paragraph):
            if not run.look.chinese.endswith(("_GB2312", "简体")):
                continue
            for at_char, char in enumerate(run.text, run.start):
                if has_chinese(char) and not _in_gb2312(char):
                    yield Finding(
                        say("“{font}”里没有“{character}”字", font=run.look.chinese, character=char),
                        at(paragraph, at_char, at_char + 1),
                        say("这个字改用“仿宋”或方正_GBK 字体"),
                    )


@rule("G27", "GB/T 9704—2012 5.2.2（未规定加粗）", Strength.PRACTICE)
def bold_text(document: WordDocument) -> Iterator[Finding]:
    """正文不整段加粗；段首的主旨句可以加粗。
    为什么：标准只用字体分层次；整段加粗，主旨句就显不出来，多半是设错了样式。
    例：每一段正文从头到尾都加粗。
    """
    stretches = tuple(body_stretches(document))
    whole = [stretch for stretch in stretches if _is_bold(*stretch)]
    habit = len(whole) >= _HABIT and len(whole) >= _MOST * len(stretches)
    for paragraph, start, end in whole:
        rest = paragraph.text[paragraph.text.find("。", start) + 1 : end]
        if habit or rest.strip() or len(paragraph.text) - start > _LONGEST_LEAD:
            yield Finding(say("正文整段加粗"), at(paragraph, start, min(end, start + 12)), say("去掉加粗，只留段首的主旨句"))


def _is_bold(paragraph: DocParagraph, start: int, end: int) -> bool:
    runs = chinese_runs(paragraph, start, end)
    return bool(runs) and all(run.look.bold for run in runs)


@rule("G28", "GB/T 9704—2012 5.2.3", Strength.PRACTICE)
def scaled(document: WordDocument) -> Iterator[Finding]:
    """文字不缩放（字符缩放 100%）。
    为什么：压扁或拉宽的字与别处不一样，一行也不是 28 字；要多排一字，用字符间距。
    例：为了少占一行，把一段设成“缩放 90%”。
    """
    for paragraph in document.everything:
        for run in chinese_runs(paragraph):
            if run.look.scale != _FULL_WIDTH and paragraph.role not in _SCALED:
                yield Finding(say("文字缩放到 {percent}%", percent=run.look.scale), at_run(paragraph, run), say("字体→高级→缩放 100%"))


@rule("G29", "GB/T 9704—2012 5.2.3", Strength.PRACTICE)
def odd_paragraph(document: WordDocument) -> Iterator[Finding]:
    """正文各段的行距、字距相同。
    为什么：一段与别的段疏密不同，一页就不是 22 行 28 字；多半是为了凑页数，或者从别处粘贴来的。
    例：最后一段行距 27 磅，为的是不多出一页。
    """
    bodies = [each for each in document.having(Role.BODY) if len(each.words) >= _ENOUGH_WORDS and each.size == SIZE_3]
    for what, values in (("行距", [each.layout.line for each in bodies]), ("字距", [each.most("spacing") for each in bodies])):
        usual, count = Counter(values).most_common(1)[0] if values else (0, 0)
        if count == len(values) or count < _MOST * len(values):
            continue
        for paragraph, found in zip(bodies, values, strict=True):
            if found != usual:
                yield Finding(
                    say(
                        "这一段的{property}与别的段不同：{found_points}，别的段{usual_points}",
                        property=what, found_points=points(found), usual_points=points(usual),
                    ),
                    at(paragraph), say("与别的段设成一样"),
                )  # fmt: skip


def _in_gb2312(char: str) -> bool:
    try:
        return bool(char.encode("gb2312")) or char == "〇"
    except UnicodeEncodeError:
        return char == "〇"


def wanted_class(role: Role) -> str:
    """The class of fonts that a role asks for."""
    if role in LEVELS:
        return ("黑体", "楷体", "仿宋", "仿宋")[LEVELS.index(role)]
    return {Role.TITLE: "小标宋", Role.ANNEX: "黑体", Role.SECRECY: "黑体", Role.URGENCY: "黑体"}.get(role, "仿宋")
