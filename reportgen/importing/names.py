"""The figures of a report and the words around them → a name for each, unique in the report, and how certain it is.

Knows no YAML.  A name comes, in this order, from the dictionary of the office, from an older year in which the same words lead
to it, from the words before the figure, from those behind its unit; what has none is 待命名1, 待命名2 ….  The same name with the same
value and unit is one figure said twice; with another value it gets a word of its own section, or a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.importing.figures import (
    COUNT,
    GROWTH,
    LIKELY,
    POINTS,
    SHARE,
    SURE,
    UNNAMED,
    UNSURE,
    ReportFigure,
)
from reportgen.report.dictionary import Dictionary, Field, Path
from reportgen.report.model.grammar import LAST_YEAR, RANK, YEAR
from reportgen.text.numbers import usual_unit

_HAN = "\u4e00-\u9fff"
_STOP = re.compile(r"[。；！？：，、（）()“”《》…—;,!?:\n\t ]")
_LED = re.compile(
    r"^(?:其中|此外|同时|另外|目前|截至目前|截至|累计|全年|今年|去年|当年|年内|上半年|全市|全区|全县|全省|全镇|全乡|我市|我区|我县|我省|我镇|共|已|将|力争|预计|初步|"
    r"计划|确保|使|让|对|为|在|并|又|再|还|也|均|都|先后|成功|顺利|全面|全部|分别|各类|各级|一批|重点|大力|积极|深入|扎实|持续|不断|进一步|一是|二是|三是|四是|五是|六是|月底|年底|年末|底|末|年(?!度))+"
)
_VERBS = (
    "完成 实现 达到 突破 新建 建成 新增 引进 培育 开展 组织 举办 实施 推进 争取 获得 获批 创建 改造 整治 拆除 查处 办理 处理 化解 排查 整改 发放 投入 落实 "
    "安排 签约 开工 竣工 投产 启动 建设 改建 扩建 修建 新改扩建 维修 新改建 认定 入选 入库 储备 谋划 带动 帮助 解决 受理 调解 接待 服务 培训 救助 慰问 资助 惠及 覆盖 涉及 "
    "新开工 清理 清退 关停 淘汰 搬迁 征收 流转 种植 绿化 造林 新植 治理 修复 新开 开通 增设 设立 成立 打造 评选 表彰 选派 招录 吸纳 转移 脱贫 退出 核查 检查 出动 立案 "
    "查办 破获 抓获 打掉 审结 提供 收到 收集 征集 采纳 提出 制定 出台 修订 编制 发布 公开 补贴 减免 减税 兑现 拨付 筹集 募集 发行 置换 支持 扶持 推广 应用 达 超 有 为 到 约 近 "
    "共有 拥有 增加 减少 增加到 提高到 提升到 下降到 上升到 提高 提升 下降 上升 降低 控制 增至 升至 降至 减至 占 占比 较 比 同比 环比 增长 年均增长 平均 人均"
).split()
_TAIL = re.compile(
    r"(?:约|近|超过|超额|超|逾|突破|达到了|达到|高达|达|不足|不低于|不少于|至少|接近|大约|将近|为|是|有|共有|共|共计|合计|总计|累计|累计达|已|已达|仅|了|实现了?|完成了?|"
    r"增加到|提高到|提升到|提升至|提高至|增至|升至|降至|下降到|上升到|稳定在|保持在|控制在|分别|均|各|到|至|在|由|从|的|增加|新增|同比|较上年|比上年|比去年|较去年|上年|"
    r"年均|平均|增长|下降|提高|提升|上升|回落|减少|降低|压减|下滑|增幅|降幅|增速|以上|左右|第|居|列|位居|位列|排名|排|仍|再|又|将|要|上|并|和|及|与|等|名列|跃居|前移|后移|按|以|用|给|被)$"
)
_PLAIN = re.compile(rf"[^{_HAN}]")
_NOUN = re.compile(rf"(?:\d{{1,3}}周?岁(?:及?以上|及?以下)?的?)?([{_HAN}]{{1,14}})")
_GIVEN = re.compile(r".*(?:发放|拨付|兑现|减免)(?=..)")
"""What is given out stands behind the verb, whoever gets it before."""
_RISEN = re.compile(r"(?:提高|提升|上升|增加|下降|降低|减少|降|增|升)(?:到|至)了?$")
_FROM = re.compile(r"(?:由|从)[^，。；]{0,12}$")
_MORE = re.compile(r"(?:比|较)(?:上年|去年|上年同期|去年同期)(?:净|同期)?(增加|减少|多|少)了?$")
_PLACE = re.compile(r"(?:位?[居列]|排名?|名列)?全[国省市区县镇乡].{0,2}")
_FORMER = "原"
_NOUN_END = re.compile(
    r"(?:的|，|得到|获得|发放|提供|办理|完成|实现|达到|列入|纳入|被|正在|已|全部|顺利|开工|竣工|投产|建成|投入使用|通过|入选|成功|落户|落地|开展|实施|推进|进行|开放|投用|启动|参与|受益|实现|"
    r"以上|左右|以下|分别|增长|下降|同比|占|比|较|为|用于|和|及|与|等|并|均|居|总投资|达产|签约|在建|续建|新建)"
)
_SHORT_VERB = frozenset(_VERBS)
_FIRST_VERB = re.compile("|".join(sorted((each for each in _VERBS if len(each) > 1), key=len, reverse=True)))
_BARE_VERBS = frozenset(("完成", "实现", "达到", "共有", "拥有", "突破"))
_KEPT = frozenset(("人均", "新增", "减税"))
"""Verbs that say nothing of what is counted, and such without which a name says something else: 新增就业 is not 就业."""
_MOST, _LONGEST, _LEAST = 3, 14, 2
_PLANNED = re.compile(r"(?:安排|任务|打算|计划|目标|展望|今后|下一步|未来|思路)")
_PLAN = "计划"
_RATES = {GROWTH: "增速", POINTS: "变化百分点", SHARE: "占比"}
_RESERVED = frozenset((YEAR, LAST_YEAR, "数据", "单位", "本年", "无"))
_BASE = re.compile(r"(?:比|较)(?:上年|去年|同期|上年同期|\d{4}年)?$")


OlderKey = tuple[str, str, str, bool]
"""The words that lead to a figure, its unit and kind, and whether it is planned: this year's result is not next year's plan."""


def older_key(figure: ReportFigure) -> OlderKey:
    """Under which a figure of one year is found by the next."""
    return figure.subject, figure.unit, figure.kind, figure.name.rstrip("0123456789").endswith(_PLAN)


@dataclass(frozen=True, slots=True)
class Named:
    """A name with how it was come by."""

    words: str
    certainty: str
    subject: str
    path: Path = ()
    department: str = ""


@dataclass(slots=True, eq=False)
class Namer:
    """Gives names one after another, in the order of the text.  ``dictionary`` is the office's own, ``older`` the figures of
    older years
    by the words that led to them."""

    dictionary: Dictionary
    older: Mapping[OlderKey, Path] = field(default_factory=dict)
    taken: dict[str, ReportFigure] = field(default_factory=dict)
    unnamed: int = 0
    levels: dict[str, ReportFigure] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    again: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    _by_words: dict[tuple[str, str], Field] = field(default_factory=dict)
    _by_unit: dict[str, list[Field]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fixed = frozenset(path[-1] for path in self.dictionary.fields)
        for made in self.dictionary.fields.values():
            unit = usual_unit(made.unit)
            for words in (made.wording, made.leaf, made.label):
                if words:
                    self._by_words.setdefault((words, unit), made)
            self._by_unit.setdefault(unit, []).append(made)

    def paragraph(self, words: str, found: Sequence[ReportFigure], group: str) -> Iterator[ReportFigure]:
        """The figures of one paragraph with their names; ``group`` is the section that they are put under."""
        planned = bool(_PLANNED.search(group))
        subjects = list(_subjects(words, found))
        self.levels.clear()
        for figure, subject in zip(found, subjects, strict=True):
            if not figure.is_data:
                yield figure
                continue
            made = self._given(figure, subject, group, planned)
            if made.kind in (GROWTH, POINTS) and (level := self.levels.get(subject.subject)) is not None:
                made = replace(made, level=level.path)
            elif made.kind not in (GROWTH, POINTS, RANK):
                self.levels[subject.words] = made
            yield made

    def _given(self, figure: ReportFigure, subject: Named, group: str, planned: bool) -> ReportFigure:
        known = self._known(figure, subject, planned)
        if known is not None:
            same = self.taken.get(known.path[-1])
            if same is None or _is_same(same, figure):
                return self._take(
                    replace(figure, path=known.path, subject=subject.words, department=known.department, certainty=SURE)
                )
        words, certainty = subject.words, subject.certainty
        if not words:
            self.unnamed += 1
            words, certainty = f"{UNNAMED}{self.unnamed}", UNNAMED
        elif planned and not words.endswith(("目标", _PLAN)):
            words += _PLAN
        leaf = self._unique(words, figure)
        return self._take(replace(figure, path=(group, leaf), subject=subject.words, certainty=certainty))

    def _take(self, figure: ReportFigure) -> ReportFigure:
        first = self.taken.setdefault(figure.path[-1], figure)
        return replace(figure, path=first.path)

    def _unique(self, words: str, figure: ReportFigure) -> str:
        """The name itself where it is free or the same figure has it, else with a number."""
        said = (words, figure.digits, figure.unit, figure.kind)
        if (again := self.again.get(said)) is not None and _is_same(self.taken[again], figure):
            return again
        number = self.numbers.get(words, 1)
        leaf = words if number == 1 else f"{words}{number}"
        while leaf in _RESERVED or (leaf in self.taken and not _is_same(self.taken[leaf], figure)) or self._is_fixed(leaf):
            number += 1
            leaf = f"{words}{number}"
        self.numbers[words] = number
        self.again[said] = leaf
        return leaf

    def _is_fixed(self, leaf: str) -> bool:
        """Whether the dictionary has the name, of something else."""
        return leaf not in self.taken and leaf in self.fixed

    def _known(self, figure: ReportFigure, subject: Named, planned: bool) -> Field | None:
        """The field of the dictionary, or of an older year, that is meant."""
        words, unit = subject.words, figure.unit
        if not words:
            return None
        if (path := self.older.get((words, unit, figure.kind, planned))) is not None:
            made = self.dictionary.fields.get(path)
            return made or Field(path, path[-1], unit)
        found = self._by_words.get((words, unit))
        if found is not None:
            return found
        near = [
            made for made in self._by_unit.get(unit, ()) if _alike(words, made.leaf) and made.leaf not in self.taken
        ]
        return near[0] if len(near) == 1 else None


def _alike(words: str, leaf: str) -> bool:
    """Whether one of two names ends in the other, and that is most of it."""
    short, long = sorted((words, leaf), key=len)
    return len(short) >= 4 and (long.endswith(short) or long.startswith(short)) and len(short) * 2 >= len(long)


def _is_same(first: ReportFigure, figure: ReportFigure) -> bool:
    return (
        (first.digits, first.unit, first.kind) == (figure.digits, figure.unit, figure.kind)
        and not figure.is_gap
        and not figure.is_redacted
    )


def _subjects(words: str, found: Sequence[ReportFigure]) -> Iterator[Named]:
    """The name that the words of the paragraph give each figure."""
    level, share = "", ""
    recent: list[str] = []
    sentence_end = 0
    for place, figure in enumerate(found):
        edge = found[place - 1].unit_end if place else 0
        if not figure.is_data:
            yield Named("", UNNAMED, "")
            continue
        start = max(edge, _clause_start(words, figure.start))
        if re.search(r"[。！？]", words[sentence_end : figure.start]):
            level, share = "", ""
            recent.clear()
        listed = _listed_subject(words, found, place, recent)
        own = listed or _cleaned(words[start : figure.start])
        made = _from_to(words, found, place, share or level) or _of_kind(
            words, figure, own, share or level if figure.kind == POINTS else level, place, found
        )
        if figure.kind not in (GROWTH, POINTS, SHARE, RANK) and made.words and figure.reason != "年份":
            level, share = made.words, ""
        elif figure.kind == SHARE and made.words:
            share = made.words.removeprefix(_FORMER)
        if figure.kind not in (GROWTH, POINTS, RANK) and made.words:
            recent.append(made.words)
        sentence_end = figure.unit_end
        yield made


def _from_to(words: str, found: Sequence[ReportFigure], place: int, before: str) -> Named | None:
    """由78.2%提高到83.5%: the second is what is spoken of, the first is what it was; and what is more than last year."""
    figure = found[place]
    lead = words[max(0, figure.start - 16) : figure.start]
    if before and (more := _MORE.search(lead)) and figure.kind not in (GROWTH, POINTS, SHARE):
        return Named(f"{before}{more[1]}", UNSURE, before)
    if before and place and _RISEN.search(words[found[place - 1].unit_end : figure.start].strip()):
        return Named(before, LIKELY, before)
    after = found[place + 1] if place + 1 < len(found) else None
    if after is None or not _RISEN.fullmatch(words[figure.unit_end : after.start].strip()) or not _FROM.search(lead):
        return None
    own = _cleaned(words[_clause_start(words, figure.start) : figure.start])
    return Named(f"{_FORMER}{own}", LIKELY, f"{_FORMER}{own}") if own else None


def _of_kind(
    words: str, figure: ReportFigure, own: str, level: str, place: int, found: Sequence[ReportFigure]
) -> Named:
    """A growth is that of the level it stands beside; a number of things is named by the things."""
    if figure.kind in (GROWTH, POINTS):
        subject = own or level or _clause_before(words, figure.start)
        if figure.kind == POINTS and own.startswith("超"):
            return Named(f"{own}百分点", UNSURE, own)
        rate = "" if subject.endswith(("率", "增速", "增幅")) and figure.kind == GROWTH else _RATES[figure.kind]
        return Named(f"{subject}{rate}" if subject else "", LIKELY if own or level else UNSURE, subject)
    if figure.kind == RANK:
        subject = level if _PLACE.fullmatch(own) else own or level
        return Named(f"{subject}名次" if subject else "", UNSURE, subject)
    if figure.kind == SHARE:
        subject = own or level or _clause_before(words, figure.start)
        rate = "" if subject.endswith(("率", "比重", "比例", "占比", "度")) else "比重" if subject.startswith("占") else _RATES[SHARE]
        return Named(f"{subject}{rate}" if subject else "", LIKELY if own else UNSURE, subject)
    behind = _noun_behind(words, figure) if figure.kind == COUNT or figure.unit.startswith(("亩", "公里")) else ""
    if behind and words[max(0, figure.start - 1) : figure.start] == "的":
        return Named(behind, LIKELY, behind)  # 年初确定的10件民生实事
    if own.startswith("每") and len(own) < 4 and (before := _clause_before(words, figure.start)):
        return Named(f"{before}{own}"[-_LONGEST:], UNSURE, own)
    if own in _SHORT_VERB or not own:
        verb = own if own in _SHORT_VERB and len(own) > 1 else ""
        if behind:
            return Named(f"{verb}{behind}"[:_LONGEST], LIKELY if verb else UNSURE, f"{verb}{behind}")
        subject = level or _clause_before(words, figure.start)
        return Named(subject, UNSURE, subject)
    return Named(own, LIKELY, own)


def _clause_start(words: str, at: int) -> int:
    first = max(0, at - 60)
    return max((found.end() for found in _STOP.finditer(words, first, at)), default=first)


_LAST_WORDS = re.compile(rf"[{_HAN}A-Za-z]{{0,60}}$")


def _cleaned(words: str) -> str:
    """A clause without what says when, how much and that: 全年完成固定资产投资达 → 固定资产投资."""
    text = _LAST_WORDS.search(words.strip())[0]  # type: ignore[index]
    text = _stripped_tail(text)
    text = _LED.sub("", _GIVEN.sub("", text))
    text = _without_verb(text)
    if "的" in text[:-1]:
        head = text.rsplit("的", 1)[1]
        text = head if len(head) >= _LEAST else text.replace("的", "")
    if len(text) > _LONGEST:
        starts = (found.start() for found in _FIRST_VERB.finditer(text))
        text = next((text[at:] for at in starts if _LEAST + 2 <= len(text) - at <= _LONGEST), text[-_LONGEST:])
    text = _PLAIN.sub("", text)
    return text if len(text) >= _LEAST else ""


def _stripped_tail(text: str) -> str:
    while (cut := _TAIL.sub("", text)) != text:
        text = cut
    return text


def _without_verb(text: str) -> str:
    """The verb at the beginning goes where at least two signs of a noun are left; a verb alone stays."""
    for _ in range(2):
        found = _FIRST_VERB.match(text)
        verb = found[0] if found else ""
        rest = text[len(verb) :].removeprefix("了").removeprefix("到")
        if not verb or len(rest) < (_LEAST if verb in _BARE_VERBS else _LEAST + 1) or verb in _KEPT:
            return text
        text = _LED.sub("", rest)
    return text


def _clause_before(words: str, at: int) -> str:
    """The subject of the clause before, for one that has none of its own."""
    start = _clause_start(words, at)
    for _ in range(_MOST):
        if start <= 1 or words[start - 1] in "。！？；：":
            return ""
        end = start - 1
        start = _clause_start(words, end)
        clause = re.split(r"[0-9０-９]", words[start:end])[0]
        if cleaned := _cleaned(clause):
            return cleaned
    return ""


def _noun_behind(words: str, figure: ReportFigure) -> str:
    """The things that are counted: 培育12家高新技术企业 → 高新技术企业."""
    found = _NOUN.match(words, figure.unit_end)
    if found is None:
        return ""
    noun = found[1]
    end = next((match.start() for match in _NOUN_END.finditer(noun) if match.start() >= 1), len(noun))
    noun = noun[:end]
    return noun if _LEAST <= len(noun) <= 12 else ""


_RESPECTIVE = re.compile(r"(?:同比|年均|均)?分别[\u4e00-\u9fff]{0,6}$")
_BETWEEN = re.compile(r"\s{0,3}(?:、|和|及|与|以及)\s{0,3}(?:增长|下降)?\s{0,3}")
_MOST_LISTED = 12


def _listed_subject(words: str, found: Sequence[ReportFigure], place: int, recent: Sequence[str]) -> str:
    """甲、乙、丙分别增长1%、2%、3%: the subject that a figure of the list belongs to; of 同比分别提高0.8和2.1个百分点, one of the
    figures said just before."""
    first = place
    while first and place - first < _MOST_LISTED and _BETWEEN.fullmatch(words[found[first - 1].unit_end : found[first].start]):
        first -= 1
    before = words[max(0, found[first].start - 90) : found[first].start]
    said = _RESPECTIVE.search(before)
    if said is None:
        return ""
    clause = re.split(r"[，。；：！？（）“”]", before[: said.start()])[-1]
    subjects = [each for each in re.split(r"、|和|及|与", clause) if each]
    at = place - first
    if len(subjects) < _LEAST and found[place].kind in (GROWTH, POINTS) and not _cleaned(clause):
        last = place
        while last + 1 < len(found) and _BETWEEN.fullmatch(words[found[last].unit_end : found[last + 1].start]):
            last += 1
        count = last - first + 1
        return recent[len(recent) - count + at] if 1 < count <= len(recent) else ""
    return _cleaned(subjects[at]) if len(subjects) > 1 and at < len(subjects) else ""
