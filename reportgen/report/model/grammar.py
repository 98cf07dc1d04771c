"""What may stand in a year's input: keys, what each holds, and whether it prints, as data.

Knows no file, no YAML and no place.  A new key of a section is declared here and put into the Word template; everything else
follows. ``KeyRole`` says what a key is to the program, so that no other module need know what it is called.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum


class Content(Enum):
    """What stands behind a key."""

    WORD = "一个值"
    REMARK = "给自己看的话"
    SENTENCE = "一句"
    SENTENCES = "几句"
    SECTIONS = "一条一条"
    SETTINGS = "选项"
    DATA = "名称和值"


class KeyRole(Enum):
    """What a key is to the program, whatever it is called."""

    YEAR = "year"
    TITLE = "title"
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


RUNNING = frozenset((KeyRole.OPENING, KeyRole.LEAD_IN, KeyRole.BODY))
"""The roles of running text, as against headings, titles and what stands at the ends."""
MARGINAL = frozenset((KeyRole.YEAR, KeyRole.DATE, KeyRole.SIGNATURE))
"""The roles that say when and by whom; no check of wording reads them."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key: its name, what stands behind it, its role, what it means to a clerk; ``section`` names the kind of the sections
    that it lists; ``required`` where a section without it is a fault."""

    name: str
    kind: Content
    role: KeyRole
    meaning: str
    section: str = ""
    required: bool = False

    @property
    def is_text(self) -> bool:
        """Whether sentences stand behind it."""
        return self.kind in (Content.SENTENCE, Content.SENTENCES)


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A kind of section: its name, its keys in the order of the text; ``vanishes`` where it goes with its last sentence."""

    name: str
    keys: tuple[Key, ...]
    vanishes: bool = False

    def key(self, name: str) -> Key | None:
        """The key of a name."""
        return next((key for key in self.keys if key.name == name), None)


@dataclass(frozen=True, slots=True)
class NoteKey:
    """What may be noted beside a sentence or a value, or chosen in 版式 (where the first of ``choices`` holds if nothing is said);
    ``choices`` where only some words may stand there, ``expires`` where it
    says nothing about the year after."""

    name: str
    meaning: str = ""
    choices: tuple[str, ...] = ()
    expires: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """The whole: the keys of a file, the kinds of sections by name, what may be noted, and the settings."""

    top: SectionKind
    sections: Mapping[str, SectionKind]
    sentence_notes: tuple[NoteKey, ...]
    value_notes: tuple[NoteKey, ...]
    settings: tuple[NoteKey, ...] = field(default=())

    def section(self, name: str) -> SectionKind:
        """The kind of that name; that of the file itself for none."""
        return self.sections[name] if name else self.top

    def named(self, role: KeyRole) -> str:
        """The name of the top key with that role."""
        return next(key.name for key in self.top.keys if key.role is role)

    def every_key(self) -> Iterator[tuple[SectionKind, Key]]:
        """Every key with the kind of section it belongs to, from the outside inward."""
        for kind in (self.top, *self.sections.values()):
            yield from ((kind, key) for key in kind.keys)


# The words of the input.  They stand here and nowhere else (a test holds it).
YEAR, LAST_YEAR = "年度", "上年"
TITLE, SIGNATURE, DATE, REMARK, SETTINGS = "标题", "署名", "日期", "说明", "版式"
NAMES, FIGURES, OPENING, PARTS = "单位", "数据", "开头", "部分"
HEADING, LEAD_IN, TOPICS, TOPIC, BODY = "标题", "总起", "小节", "话题", "正文"
SENTENCE, VALUE = "句", "值"
"""The key of the sentence, or of the value, where something is noted beside it."""
REUSED, GROUND, VERBATIM, TO_REWRITE, COMMENT = "沿用", "依据", "照录", "待改写", "备注"
CALIBRE, SOURCE, AS_OF, REVISED, STATE, UNIT = "口径", "来源", "截至", "上年修订", "状态", "单位"
REPORTER, TARGET, RANK, DEPARTMENT = "填报人", "目标", "名次", "科室"
TABLE, CHART = "附表", "图表"
CONFIRMED, CHECKED, UNCHECKED = "已确认", "已核对", "未核对"

_TOPIC = SectionKind(
    TOPICS,
    (
        Key(TOPIC, Content.SENTENCE, KeyRole.TOPIC, "段首句，不写句号"),
        Key(BODY, Content.SENTENCES, KeyRole.BODY, "这一段的句子，一行一句"),
    ),
    vanishes=True,
)
_PART = SectionKind(
    PARTS,
    (
        Key(HEADING, Content.SENTENCE, KeyRole.HEADING, "这一部分的标题，不写序号，模板会加", required=True),
        Key(LEAD_IN, Content.SENTENCES, KeyRole.LEAD_IN, "标题下面、各小节前面的话"),
        Key(TOPICS, Content.SECTIONS, KeyRole.SECTIONS, "各小节，从“- 话题:”开始", section=TOPICS),
    ),
)
_TOP = SectionKind(
    "",
    (
        Key(YEAR, Content.WORD, KeyRole.YEAR, "报告的年度，四位数字", required=True),
        Key(TITLE, Content.SENTENCE, KeyRole.TITLE, "报告的标题", required=True),
        Key(SIGNATURE, Content.SENTENCE, KeyRole.SIGNATURE, "落在标题下面的单位；不写就没有这一行"),
        Key(DATE, Content.WORD, KeyRole.DATE, "成文日期，写法如 2024年1月8日"),
        Key(REMARK, Content.REMARK, KeyRole.REMARK, "给自己看的话，不印出来"),
        Key(SETTINGS, Content.SETTINGS, KeyRole.SETTINGS, "排法"),
        Key(NAMES, Content.DATA, KeyRole.NAMES, "名称，正文里用【名称】引用"),
        Key(OPENING, Content.SENTENCES, KeyRole.OPENING, "开头的几句"),
        Key(PARTS, Content.SECTIONS, KeyRole.SECTIONS, "各部分，从“- 标题:”开始", section=PARTS, required=True),
        Key(FIGURES, Content.DATA, KeyRole.FIGURES, "数，一个数只填一次，正文里用【名称】引用"),
    ),
)

GRAMMAR = Grammar(
    _TOP,
    {PARTS: _PART, TOPICS: _TOPIC},
    sentence_notes=(
        NoteKey(REUSED, "与上年相同的句子，确认可以沿用就写“已确认”", (CONFIRMED,), expires=True),
        NoteKey(GROUND, "名次、结论的依据", expires=True),
        NoteKey(VERBATIM, "原文如此，照样印", ("是", "否")),
        NoteKey(TO_REWRITE, "从上年带来、还没有改好的句子；改好后删去这一行", ("是", "否")),
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
    settings=(NoteKey(TOPIC, choices=("分段", "连排")), NoteKey(TABLE, choices=("无", "有")), NoteKey(CHART, choices=("无", "有"))),
)
"""The grammar of the yearly report (汇报材料)."""
