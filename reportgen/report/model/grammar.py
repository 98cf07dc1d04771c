"""What may stand in a year's input: keys, what each holds, and whether it prints, as data.

Knows no file, no YAML and no place.  A new key of a section is declared here and put into the Word template; everything else
follows. ``KeyRole`` says what a key is to the program, so that no other module need know what it is called.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from reportgen.value_object import ValueObject


class Content(Enum):
    """What stands behind a key."""

    WORD = "一个值"
    OPTION = "一个词"
    REMARK = "给自己看的话"
    SENTENCE = "一句"
    LINES = "一行或几行"
    SENTENCES = "几句"
    CELLS = "一行一行的格子"
    BLOCK = "一段、一张表或一张图"
    SECTIONS = "一条一条"
    SETTINGS = "选项"
    DATA = "名称和值"


class KeyRole(Enum):
    """What a key is to the program, whatever it is called."""

    YEAR = "year"
    KIND = "kind of text"
    TITLE = "title"
    SUBTITLE = "subtitle"
    SPEAKER = "speaker"
    RECIPIENT = "recipient"
    SALUTATION = "salutation"
    SIGNATURE = "signature"
    DATE = "date"
    REMARK = "remark"
    SETTINGS = "settings"
    NAMES = "names"
    FIGURES = "figures"
    OPENING = "opening"
    SECTIONS = "sections"
    HEADING = "heading"
    LEAD_IN = "lead-in"
    TOPIC = "topic"
    BODY = "body"
    ENDING = "ending"
    ANNEXES = "annexes"
    ANNEX = "annex"
    NUMBERING = "numbering"
    RUN_IN = "run-in"
    SPOKEN_YEAR = "spoken year"
    BLOCK = "block"
    CAPTION = "caption"
    CELL = "cell"
    LOOK = "look"
    WIDTH = "width"
    FILE = "file"


RUNNING = frozenset((KeyRole.OPENING, KeyRole.LEAD_IN, KeyRole.BODY, KeyRole.ENDING))
"""The roles of running text, as against headings, titles and what stands at the ends."""
MARGINAL = frozenset(
    (KeyRole.YEAR, KeyRole.DATE, KeyRole.SIGNATURE, KeyRole.SPEAKER, KeyRole.RECIPIENT, KeyRole.SALUTATION)
)
"""The roles that say when and by whom, or to whom; no check of wording reads them."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Key(ValueObject):
    """A key: its name, what stands behind it, its role, what it means to a clerk; ``section`` names the kind of the sections
    that it lists; ``required`` where a section without it is a fault; ``choices`` are the words that an option may be, where
    only some are (a whole number may always stand where ``counts``)."""

    name: str
    kind: Content
    role: KeyRole
    meaning: str
    section: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    counts: bool = False

    @property
    def is_text(self) -> bool:
        """Whether sentences stand behind it."""
        return self.kind in _TEXTS

    @property
    def is_several(self) -> bool:
        """Whether more than one sentence may stand behind it."""
        return self.kind in (Content.SENTENCES, Content.LINES, Content.CELLS)


_TEXTS = frozenset((Content.SENTENCE, Content.SENTENCES, Content.LINES, Content.CELLS))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SectionKind(ValueObject):
    """A kind of section, or of block: its name, its keys in the order of the text; ``vanishes`` where it goes with its last
    sentence; ``main`` is the key that is meant where one value stands in place of the whole."""

    name: str
    keys: tuple[Key, ...]
    vanishes: bool = False
    main: str = ""

    def key(self, name: str) -> Key | None:
        """The key of a name."""
        return next((key for key in self.keys if key.name == name), None)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NoteKey(ValueObject):
    """What may be noted beside a sentence or a value, or chosen in 版式 (where the first of ``choices`` holds if nothing is said);
    ``choices`` where only some words may stand there, ``expires`` where it
    says nothing about the year after."""

    name: str
    meaning: str = ""
    choices: tuple[str, ...] = ()
    expires: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Grammar(ValueObject):
    """The whole: the keys of a file, the kinds of sections by name, what may be noted, and the settings; ``blocks`` are what may
    stand where sentences stand, each as an item of its own."""

    top: SectionKind
    sections: Mapping[str, SectionKind]
    sentence_notes: tuple[NoteKey, ...]
    value_notes: tuple[NoteKey, ...]
    settings: tuple[NoteKey, ...] = field(default=())
    blocks: Mapping[str, SectionKind] = field(default_factory=dict)

    def section(self, name: str) -> SectionKind:
        """The kind of that name; that of the file itself for none."""
        return self.sections[name] if name else self.top

    def named(self, role: KeyRole) -> str:
        """The name of the top key with that role."""
        return next(key.name for key in self.top.keys if key.role is role)

    def every_key(self) -> Iterator[tuple[SectionKind, Key]]:
        """Every key with the kind of section it belongs to, from the outside inward."""
        for kind in (self.top, *self.sections.values(), *self.blocks.values()):
            yield from ((kind, key) for key in kind.keys)


# The words of the input.  They stand here and nowhere else (a test holds it).
YEAR, LAST_YEAR, TEXT_KIND = "年度", "上年", "文种"
USUAL = "汇报材料"
"""What a text is that does not say its 文种."""
TITLE, SIGNATURE, DATE, REMARK, SETTINGS = "标题", "署名", "日期", "说明", "版式"
SUBTITLE, SPEAKER, RECIPIENT, SALUTATION = "副标题", "报告人", "主送机关", "称谓"
NAMES, FIGURES, OPENING, PARTS, ENDING, ANNEXES = "单位", "数据", "开头", "部分", "结尾", "附件"
HEADING, LEAD_IN, TOPICS, TOPIC, BODY = "标题", "总起", "小节", "话题", "正文"
NUMBER, RUN_IN, SPOKEN_YEAR, NAME = "序号", "接排", "所述年度", "名称"
AUTOMATIC, AS_WRITTEN, NONE = "自动", "照写", "无"
"""How a heading is numbered."""
YES, NO = "是", "否"
PARAGRAPH, GRID, FIGURE = "段", "表", "图"
"""The blocks that may stand where sentences stand."""
BLOCKS = frozenset((PARAGRAPH, GRID, FIGURE))
COLUMNS, ROWS, SHEET, WIDTHS, TABLE_NOTE = "列", "行", "工作表", "列宽", "注"
FILE, CAPTION, WIDTH = "文件", "题注", "宽"
SENTENCE, VALUE = "句", "值"
"""The key of the sentence, or of the value, where something is noted beside it."""
REUSED, GROUND, VERBATIM, TO_REWRITE, COMMENT = "沿用", "依据", "照录", "待改写", "备注"
CALIBRE, SOURCE, AS_OF, REVISED, STATE, UNIT = "口径", "来源", "截至", "上年修订", "状态", "单位"
REPORTER, TARGET, RANK, DEPARTMENT = "填报人", "目标", "名次", "科室"
TABLE, CHART = "附表", "图表"
SEPARATE, TOGETHER = "分段", "连排"
BELOW_TITLE, AT_END, BY_TEMPLATE = "题下", "文末", "随模板"
CONFIRMED, CHECKED, UNCHECKED = "已确认", "已核对", "未核对"

_NUMBERING = Key(
    NUMBER, Content.OPTION, KeyRole.NUMBERING, "标题的序号：不写是自动；“照写”按标题里自己写的印；“无”不印；写数从几编起",
    choices=(AUTOMATIC, AS_WRITTEN, NONE), counts=True,
)  # fmt: skip
_RUN_IN = Key(
    RUN_IN, Content.OPTION, KeyRole.RUN_IN, "“是”：标题与正文同在一段，标题后面是句号；不写，标题独占一行", choices=(YES, NO)
)
_SPOKEN_YEAR = Key(
    SPOKEN_YEAR, Content.OPTION, KeyRole.SPOKEN_YEAR, "这一部分说的是哪一年；不写就是报告的年度", counts=True
)
_TOPIC = SectionKind(
    TOPICS,
    (
        Key(TOPIC, Content.SENTENCE, KeyRole.TOPIC, "段首句，不写句号"),
        Key(HEADING, Content.SENTENCE, KeyRole.HEADING, "下一级的标题，（一）、1.、（1）由程序加；与“话题”只写一样"),
        _NUMBERING,
        _RUN_IN,
        _SPOKEN_YEAR,
        Key(BODY, Content.SENTENCES, KeyRole.BODY, "这一段的句子，一行一句；另起一段写“- 段:”"),
        Key(TOPICS, Content.SECTIONS, KeyRole.SECTIONS, "再下一级的小节，几级都可以", section=TOPICS),
    ),
    vanishes=True,
)
_PART = SectionKind(
    PARTS,
    (
        Key(HEADING, Content.SENTENCE, KeyRole.HEADING, "这一部分的标题，不写序号，模板会加", required=True),
        _NUMBERING,
        _RUN_IN,
        _SPOKEN_YEAR,
        Key(LEAD_IN, Content.SENTENCES, KeyRole.LEAD_IN, "标题下面、各小节前面的话"),
        Key(TOPICS, Content.SECTIONS, KeyRole.SECTIONS, "各小节，从“- 话题:”或“- 标题:”开始", section=TOPICS),
    ),
)
_ANNEX = SectionKind(
    ANNEXES,
    (
        Key(NAME, Content.SENTENCE, KeyRole.ANNEX, "附件的名称，不写“附件1”，程序会加", required=True),
        Key(BODY, Content.SENTENCES, KeyRole.BODY, "附件的文字"),
        Key(TOPICS, Content.SECTIONS, KeyRole.SECTIONS, "附件里的小节，从“- 标题:”开始，先编一、再编（一）", section=TOPICS),
    ),
)
_TOP = SectionKind(
    "",
    (
        Key(YEAR, Content.WORD, KeyRole.YEAR, "报告的年度，四位数字", required=True),
        Key(TEXT_KIND, Content.OPTION, KeyRole.KIND, "哪一种材料，如 工作总结、工作要点；不写就是汇报材料"),
        Key(TITLE, Content.SENTENCE, KeyRole.TITLE, "报告的标题", required=True),
        Key(SUBTITLE, Content.SENTENCE, KeyRole.SUBTITLE, "标题下面的副标题，破折号自己写"),
        Key(SPEAKER, Content.SENTENCE, KeyRole.SPEAKER, "谁作的报告，标题下面一行"),
        Key(SIGNATURE, Content.LINES, KeyRole.SIGNATURE, "落在标题下面的单位；不写就没有这一行；几个单位写成 [甲, 乙]"),
        Key(DATE, Content.WORD, KeyRole.DATE, "成文日期，写法如 2024年1月8日"),
        Key(REMARK, Content.REMARK, KeyRole.REMARK, "给自己看的话，不印出来"),
        Key(SETTINGS, Content.SETTINGS, KeyRole.SETTINGS, "排法"),
        Key(NAMES, Content.DATA, KeyRole.NAMES, "名称，正文里用【名称】引用"),
        Key(RECIPIENT, Content.SENTENCE, KeyRole.RECIPIENT, "公文的主送机关，顶格，末尾写冒号；与“称谓”只写一样"),
        Key(SALUTATION, Content.SENTENCE, KeyRole.SALUTATION, "讲话的称谓，如“各位代表：”，顶格"),
        Key(OPENING, Content.SENTENCES, KeyRole.OPENING, "开头的几句；几段就写几个“- 段:”"),
        Key(PARTS, Content.SECTIONS, KeyRole.SECTIONS, "各部分，从“- 标题:”开始", section=PARTS, required=True),
        Key(ENDING, Content.SENTENCES, KeyRole.ENDING, "各部分之后的话，如“以上汇报，请予审议。”"),
        Key(ANNEXES, Content.SECTIONS, KeyRole.ANNEXES, "自己写的附件，从“- 名称:”开始；附表、图表在“版式”里要", section=ANNEXES),
        Key(FIGURES, Content.DATA, KeyRole.FIGURES, "数，一个数只填一次，正文里用【名称】引用"),
    ),
)
_BLOCKS = (
    SectionKind(PARAGRAPH, (Key(PARAGRAPH, Content.SENTENCES, KeyRole.BODY, "另起一段的句子，一行一句"),)),
    SectionKind(
        GRID,
        (
            Key(HEADING, Content.SENTENCE, KeyRole.CAPTION, "表的标题，印在表的上面"),
            Key(UNIT, Content.SENTENCE, KeyRole.CAPTION, "表上面右边的“单位：……”，只写单位"),
            Key(COLUMNS, Content.LINES, KeyRole.CAPTION, "表头，如 [项目, 进度]；每一页都会重复"),
            Key(ROWS, Content.CELLS, KeyRole.CELL, "各行，如 [[甲, 完工], [乙, 在建]]；格子里也可以写【名称】"),
            Key(FIGURES, Content.OPTION, KeyRole.LOOK, "不写“行”，从数据里列：数或一组数的名称，如 [产值, 出口]"),
            Key(FILE, Content.OPTION, KeyRole.FILE, "不写“行”，从工作区里的 .xlsx、.xls、.ods 或 .csv 文件读"),
            Key(SHEET, Content.OPTION, KeyRole.LOOK, "文件里有几张工作表的，用哪一张"),
            Key(WIDTHS, Content.OPTION, KeyRole.LOOK, "各列宽度的比例，如 [3, 1]；不写就等宽"),
            Key(TABLE_NOTE, Content.SENTENCE, KeyRole.CAPTION, "表下面的“注：……”"),
        ),
        main=FILE,
    ),
    SectionKind(
        FIGURE,
        (
            Key(FILE, Content.OPTION, KeyRole.FILE, "工作区里的图片文件，如 图片/现场.jpg", required=True),
            Key(CAPTION, Content.SENTENCE, KeyRole.CAPTION, "印在图片下面的话"),
            Key(WIDTH, Content.OPTION, KeyRole.WIDTH, "宽多少，如 12厘米、80%；不写就是原来的大小，放不下的缩小"),
        ),
        main=FILE,
    ),
)

GRAMMAR = Grammar(
    _TOP,
    {PARTS: _PART, TOPICS: _TOPIC, ANNEXES: _ANNEX},
    sentence_notes=(
        NoteKey(REUSED, "与上年相同的句子，确认可以沿用就写“已确认”", (CONFIRMED,), expires=True),
        NoteKey(GROUND, "名次、结论的依据", expires=True),
        NoteKey(VERBATIM, "原文如此，照样印", (YES, NO)),
        NoteKey(TO_REWRITE, "从上年带来、还没有改好的句子；改好后删去这一行", (YES, NO)),
        NoteKey(COMMENT, "给自己看的话，不印出来"),
    ),
    value_notes=(
        NoteKey(CALIBRE, "这个数怎么算的：现价、可比价、快报数、海关口径……"),
        NoteKey(SOURCE, "文件名+P页码，几个来源用“；”隔开"),
        NoteKey(AS_OF, "数截至哪一天"),
        NoteKey(REVISED, "上年数后来修订成多少"),
        NoteKey(STATE, "核对得怎样", (UNCHECKED, CHECKED, "未找到", "有出入")),
        NoteKey(GROUND, "名次、结论的依据"),
        NoteKey(UNIT),
        NoteKey(REPORTER, "谁报的"),
        NoteKey(COMMENT, "给自己看的话，不印出来"),
        NoteKey(TARGET),
        NoteKey(RANK),
        NoteKey(DEPARTMENT),
        NoteKey(REUSED, "与上年相同的，确认可以沿用", (CONFIRMED,)),
    ),
    settings=(
        NoteKey(TOPIC, choices=(SEPARATE, TOGETHER)),
        NoteKey(TABLE, choices=("无", "有")),
        NoteKey(CHART, choices=("无", "有")),
        NoteKey(SIGNATURE, choices=(BY_TEMPLATE, BELOW_TITLE, AT_END)),
    ),
    blocks={kind.name: kind for kind in _BLOCKS},
)
"""The grammar of the yearly report (汇报材料)."""
