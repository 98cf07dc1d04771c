"""The words of a paragraph and the figures found in it → what each figure is said to be a figure of, and how certain that is.

Knows no dictionary and no other paragraph.  A thing that is counted stands behind its unit (12家企业), a measure before its
digits (产值12亿元); growth and shares belong to the level beside them, lists with 分别 to their subjects one by one.  What says
when (由2010年的, “十一五”累计) and quotation marks inside of a name are looked through, by a text of the same length in which
they are blanked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.importing.figures import (
    AMOUNT,
    COUNT,
    DURATION,
    GROWTH,
    LIKELY,
    POINTS,
    SHARE,
    UNNAMED,
    UNSURE,
    ReportFigure,
    respective,
)
from reportgen.regex import regex
from reportgen.report.model.grammar import RANK

_HAN = "\u4e00-\u9fff"
_BLANK = "\0"
_HALF = str.maketrans("（）", "()")
_Y = r"(?:19|20)\d{2}"
_TIMES = regex(
    rf"(?:(?<=[，。；：,;])(?:截[至止]|到|至))?{_Y}(?:\s?[-—–~～至到]+\s?{_Y})?\s?年(?!度)(?:上半年|[底末初前]|以来|同期)?前?的?|上年[底末]|去年[底末]|年初"
    rf"|(?:截[至止])?\d{{1,2}}(?:[-—–~～至到]\d{{1,2}})?月(?:\d{{1,2}}日)?(?:份|[底末初])?(?:[-—–~～至到]\d{{1,2}}月)?(?:以来)?"
    rf"|[“\"]?十[一二三四五][”\"]?(?:期间|时期|以来|期末|末)?的?(?=[{_HAN}\d])|(?<=[，。；：,;])[二三四五六七八九]年(?:来|间)?(?=共|累|新|完|建|投|办)"
    r"|(?:今|全|当|明)年(?!度)|(?<![一二三四五六七八九十])年内|上年同期|去年同期|(?<=[比较])(?:上年|去年|年初|期初)(?:同期)?"
)
_SHORT_QUOTE = regex(r"[“\"‘「]([^“”\"‘’「」，。；：,;]{1,12})[”\"’」](?=.)")
_ASIDE = regex(r"[（(][^（）()0-9]{1,12}[）)]")
_GAPS = regex(rf"(?<=[{_HAN}])[ \u3000\u00a0]+(?=[{_HAN}0-9])")
_STOP = regex(r"[。；！？：，、（）()“”《》…—;,!?:\n\t ]")
_SENTENCE = regex(r"[。！？]")
_LED = regex(
    r"^(?:举.{1,6}之力|其中|此外|同时|另外|目前|截至目前|截至|累计|累积|全年|今年|去年|当年|年内|上半年|全市|全区|全县|全省|全镇|全乡|我市|我区|我县|我省|我镇|共(?![享建]|有产权)|已|将|力争"
    r"|预计|初步|计划|确保|使(?!用)|让(?!利)|对(?![象外口])|为|在(?![建校册岗线])|并(?![购网])|又|再(?![就生贷])|还(?![款贷林草迁建])|也|均(?!价)|都(?![市会])|先后"
    r"|成功(?!率)|顺利|全面|全部|分别|各类|各级|一批"
    r"|重点(?![企项人工])|大力|积极|深入|扎实|持续|不断|进一步|一是|二是|三是|四是|五是|六是|月底|年底|年末|底(?!线)|末|年(?!度)|和|及|与|以及|要|全力|提前|免费|集中)+"
)
_VERBS = (
    "完成 实现 达到 突破 新建 建成 新增 引进 培育 开展 组织 举办 实施 推进 争取 获得 获批 创建 改造 整治 拆除 查处 办理 处理 化解 排查 整改 发放 投入 落实 编制完成 建设完成 开工建设 "
    "安排 签约 开工 竣工 投产 启动 建设 改建 扩建 修建 新改扩建 维修 维修改造 新改建 认定 入选 入库 储备 谋划 带动 帮助 解决 受理 调解 接待 服务 培训 救助 慰问 资助 惠及 覆盖 涉及 "
    "新开工 清理 清退 关停 淘汰 搬迁 征收 流转 种植 绿化 造林 新植 治理 修复 新开 开通 增设 设立 成立 打造 评选 表彰 选派 招录 吸纳 转移 脱贫 退出 核查 检查 出动 立案 "
    "查办 破获 抓获 打掉 审结 提供 收到 收集 征集 采纳 提出 制定 出台 修订 编制 发布 公开 补贴 减免 减税 兑现 拨付 筹集 募集 发行 置换 支持 扶持 推广 应用 达 超 有 为 到 约 近 "
    "共有 拥有 增加 减少 增加到 提高到 提升到 下降到 上升到 提高 提升 下降 上升 降低 控制 增至 升至 降至 减至 占 占比 较 比 同比 环比 增长 年均增长 平均 人均 安装 更换 组建 规范 新增更换 "
    "恢复 转化 精简 削减 建立 配备 购置 铺设 硬化 疏通 采购 招引 招聘 兑付 追回 追缴 挽回 走访 摸排 整理 盘活 腾退 封停 惩处 处置 约谈 督办 回访 发现 保障 存续 投资"
).split()
_TAIL = regex(
    r"(?:(?<![节合签履违])约|(?<!附)近|超过|超额|超|逾|突破|达到了|达到|高达|达|不足|不低于|不少于|至少|接近|大约|将近|(?<!行)为|是|(?<![所国持占公私])有|共有|共|共计|合计|总计"
    r"|累计|累计达|已|已达|仅|了|实现了?|完成了?|折合"
    r"|增加到|提高到|提升到|提升至|提高至|增至|升至|降至|下降到|上升到|发展到|稳定在|保持在|控制在|控制到|保持|控制|分别|均(?<![人户地亩年月日平]均)|各|到|至|(?<!存)在|由|从|的|增加|新增|同比"
    r"|较上年|比上年|比去年|较去年|上年"
    r"|(?<!占)比|较|年均|平均|增长|递增|下降|提高|提升|上升|回落|减少|降低|压减|下滑|增幅|降幅|增速|以上|左右|第|(?<![民新定安旧])居|(?<!系)列|位居|位列|排名|(?<!安)排|仍|再|又|将"
    r"|(?<!纪)要|(?<![线网])上|并|和|(?<!惠)及|与|等|名列|跃居|前移|后移|按|以|(?<![费应利公使租聘信])用|(?<!供)给|被"
    r"|全面|全部|普遍|全力|精简|逐年|显著|明显|大幅|稳步|持续|迅速|逐步|进一步|成为|列为|评为)$"
)
_PLAIN = regex(rf"[^{_HAN}A-Za-z]")
_LAST_WORDS = regex(rf"[{_HAN}A-Za-z]{{0,60}}$")
_GIVEN = regex(r".*(?:发放|拨付|兑现|减免)(?=..)")
"""What is given out stands behind the verb, whoever gets it before."""
_RISEN = regex(r"[，,]?(?:稳步|逐步|大幅)?(?:提高|提升|上升|增加|下降|降低|减少|发展|降|增|升|达|突破|扩大|缩小)(?:到|至|为)?了?")
_FROM = regex(r"(?:由|从)[^，。；]{0,12}$")
_MORE = regex(r"(?:比|较)(?:上年|去年)?(?:分别|净|各|年均)*(增加|减少|多|少|净增|新增)了?$")
_DONE_VERBS = tuple(f"{no}{verb}" for no in ("", "未") for verb in ("完成", "开工", "竣工", "办结"))
_CHANGES = frozenset(("增加", "减少", "多", "少", "净增", "新增", "折合", *_DONE_VERBS))
_DONE = regex(r"(未?完成|未?开工|未?竣工|未?办结)$")
_PLACE = regex(r"(?:位?[居列]|排名?|名列)?全[国省市区县镇乡].{0,2}")
_FORMER, _BELOW = "原", regex(r"(?:[高低]于|^[超快慢高低]出?|目标|进度|平均|年度计划)")
_ROW = regex(rf"、([{_HAN}]{{2,14}})(?=[，。；,;]|$)")
_NOUN = regex(rf"(?P<led>(?:以上|左右|多|余)?的?)(?:\d{{1,3}}周?岁(?:及?以上|及?以下)?的?)?(?P<noun>[{_HAN}]{{1,16}})")
_NO_NOUN = regex(
    r"正在|按(?!揭)|(?:完工|竣工|投产|开工|入库|获批)(?!项目|工程)|[比较占约近超达共均各并已也都还但是有为被在从由对向与和及或等由以]|同比|增长|下降|分别|全部|全面|以[上下内]|其中|左右|列[入为全]"
    r"|获得?[^奖]|进行|得到|正式|先后|提前|顺利|稳定|完成|实现|达到|直接|涉及|合计|总计|用于"
    r"|组织|举办|建成|新建|新增|开展|提高|提升|上升"
)
_NOUN_END = regex(
    r"(?:的|，|用上(?=了)|[\u4e00-\u9fff](?=了)|得到|获得|获(?!奖)|发放|提供|办理|完成|实现|达到|列入|列为|纳入|被|正在|已|全部|全面|顺利|(?:开工|竣工|投产|建成|在建|续建"
    r"|新建|改建|(?<!改)扩建|改扩建|达产|签约|落地)(?!项目|工程|率|面积|企业)|投入使用|通过|入选|成功|落户|开展|实施|推进|进行|开放|投用|启动|参与|受益|实现|享受"
    r"|左右|以下|分别|增长|下降|同比|占(?!地)|比(?![例重])|较|为|用于|和|及(?!时)|与|等(?!级)|并(?![网购])|均(?!衡)|居(?!民|住)|总投资|共(?![享建]|有产权)|参加|荣获|晋级"
    r"|入驻|进入|直接|从(?!业)|由|向|是|有(?!限)|使|约|整合"
    r"|正式|稳定|接受|恢复|贯通|通车|运营|运行(?!机制)|见效|封顶|交付|加快|有序|基本|开通|挂牌|投放|入园|提档|完工|建设改造|被评)"
)
_SHORT_VERB = frozenset(_VERBS)
_FIRST_VERB = regex("|".join(sorted((each for each in _VERBS if len(each) > 1), key=len, reverse=True)))
_BARE_VERBS = frozenset(("完成", "实现", "达到", "共有", "拥有", "突破"))
_KEPT = frozenset(("人均", "新增", "减税"))
"""Verbs that say nothing of what is counted, and such without which a name says something else: 新增就业 is not 就业."""
_NOMINAL = frozenset(("投资", "总投资", "投入", "补贴", "减税"))
"""Verbs that are what is counted themselves."""
_OF_NOUN = frozenset("业人性率面量额数费员者款金区点站资化户村店厂品物线网证票期度值比权力书案用")
"""Behind a verb these make one noun with it: 服务业, 绿化面积, 覆盖率."""
_GENERIC = frozenset(("比重", "占比", "比例", "比率", "总额", "总量", "总数", "数量", "规模", "水平", "标准", "增速", "增幅", "涨幅", "均值", "总和"))
"""Heads that say nothing without what they belong to."""
_SIZES = ("面积", "里程", "长度", "产量", "总量", "规模", "容量", "能力", "投资", "管网", "道路", "管道", "公路", "库容", "绿地", "产值", "吞吐量")
_WORKS = regex(r".{1,16}(?:项目|工程|基地|园区|产业园|中心|综合体|改造|组团|水厂|电站)(?:[一二三]期)?")
_SELF = frozenset("人户名位")
"""Units that say what is counted themselves."""
_ONE_SIGN = frozenset("村镇乡县市区校厂")
_SIZE_OF = {"平方米": "面积", "亩": "面积", "公顷": "面积", "平方公里": "面积", "米": "长度", "公里": "里程", "户": "户数", "人": "人数", "人次": "人次",
            "家": "家数", "倍": "倍数", "元": "金额", "亿": "金额", "吨": "吨数"}  # fmt: skip
_NO_NAMES = frozenset(("and", "or", "not", "in", "is", "if", "else", "true", "false", "none"))
"""What a reference cannot be called."""
_MOST, _LONGEST, _LEAST, _LISTED = 3, 20, 2, 12
_RATES = {GROWTH: "增速", POINTS: "变化百分点", SHARE: "占比"}
_FALLS = {GROWTH: "降幅", POINTS: "下降百分点"}
"""A fall has a name of its own: under one name 2.0 would be a fall in one year and growth in the next."""
_RATED = ("率", "比重", "比例", "占比", "度")
_BETWEEN = regex(r"\s{0,3}(?:、|和|及|与|以及)\s{0,3}(?:增长|下降)?\s{0,3}")


@dataclass(frozen=True, slots=True)
class FigureSubject:
    """What a figure is a figure of: its name, how certain it is, and the words that it was found by."""

    words: str
    certainty: str
    subject: str


_NOBODY = FigureSubject("", UNNAMED, "")


def subjects_of(words: str, found: Sequence[ReportFigure]) -> tuple[FigureSubject, ...]:
    """The subject of each figure of a paragraph, in their order; empty for what is no data."""
    reader = _SubjectReader(masked(words), found)
    return tuple(reader.subject(place) if figure.is_data else _NOBODY for place, figure in enumerate(found))


def masked(words: str) -> str:
    """The words with what only says when, marks within a name, and short asides blanked; as long as before."""
    text = _TIMES.sub(lambda match: _BLANK * len(match[0]), words)
    for pattern in (_ASIDE, _GAPS):
        text = pattern.sub(lambda match: _BLANK * len(match[0]), text)
    return _SHORT_QUOTE.sub(lambda match: f"{_BLANK}{match[1]}{_BLANK}", text)


@dataclass(slots=True, eq=False)
class _SubjectReader:
    """Goes through the figures of one paragraph in their order; ``level`` is what was spoken of last, ``share`` the last share,
    ``recent`` the levels of this sentence."""

    text: str
    found: Sequence[ReportFigure]
    level: str = ""
    level_unit: str = ""
    share: str = ""
    recent: list[str] = field(default_factory=list)
    last_end: int = 0

    def subject(self, place: int) -> FigureSubject:
        """The subject of the figure at this place; those before it have been asked for."""
        figure = self.found[place]
        if _SENTENCE.search(self.text, self.last_end, figure.start):
            self.level = self.level_unit = self.share = ""
            self.recent.clear()
        raw = self._raw(place)
        listed, change, again = self._listed(place)
        own = f"{listed}{change}" or cleaned(raw)
        made = None if listed else self._more(figure, raw) or self._risen(place, raw, own)
        made = made or self._of_kind(place, raw, own, bool(listed))
        self.last_end = figure.unit_end
        if made.words and not again and not self._is_aside(figure):
            self._remember(figure, own, made)
        return made

    def _remember(self, figure: ReportFigure, own: str, made: FigureSubject) -> None:
        subject = made.subject.removeprefix(_FORMER)
        if self.level and subject.startswith(self.level) and subject[len(self.level) :] in _CHANGES:
            return
        if figure.kind in (GROWTH, POINTS):
            if own and figure.kind == GROWTH and not _BELOW.search(own):
                self.level, self.level_unit, self.share = own, "", ""
        elif figure.kind == SHARE:
            self.share = subject if "占" not in own else ""
            self.recent += [subject] if not own.startswith("占") else []
        elif figure.kind != RANK and not figure.unit.endswith("倍"):
            self.level, self.level_unit, self.share = subject, figure.unit, ""
            self.recent.append(subject)

    def _is_aside(self, figure: ReportFigure) -> bool:
        before = self.text[max(0, figure.start - 30) : figure.start].translate(_HALF)
        return before.rfind("(") > before.rfind(")")

    def _cut(self, start: int, end: int) -> str:
        return self.text[start:end].replace(_BLANK, "")

    def _edge(self, place: int) -> int:
        """Where the figure before ends, other than one that only says when."""
        for at in range(place - 1, -1, -1):
            if self.text[self.found[at].start : self.found[at].start + 1] != _BLANK:
                return self.found[at].unit_end
        return 0

    def _raw(self, place: int) -> str:
        """The clause before the figure, without the things that the figure before it counts (9个村3.2万人)."""
        figure, edge = self.found[place], self._edge(place)
        start = max(edge, self._clause_start(figure.start))
        raw = self._cut(start, figure.start)
        if start == edge and place and self.found[place - 1].is_data and (noun := self._noun(self.found[place - 1], least=1)):
            return raw.removeprefix(noun[1])
        return raw

    def _clause_start(self, at: int) -> int:
        first = max(0, at - 60)
        return max((match.end() for match in _STOP.finditer(self.text, first, at)), default=first)

    def _clause_before(self, at: int) -> str:
        """The subject of the clause before, for one that has none of its own."""
        start = self._clause_start(at)
        for _ in range(_MOST):
            if start <= 1 or self.text[start - 1] in "。！？；：;":
                return ""
            end = start - 1
            start = self._clause_start(end)
            if text := cleaned(re.split(r"[0-9０-９]", self._cut(start, end))[0]):
                return text
        return ""

    def _more(self, figure: ReportFigure, raw: str) -> FigureSubject | None:
        """比上年增加16家: how much more of what was spoken of last."""
        found = _MORE.search(raw)
        if found is None or figure.kind in _RATES:
            return None
        own = cleaned(raw[: found.start()])
        of = own if own == self.level else "" if own else self.level
        return FigureSubject(f"{of}{found[1]}", UNSURE, f"{of}{found[1]}") if of else None

    def _risen(self, place: int, raw: str, own: str) -> FigureSubject | None:
        """由78.2%提高到83.5%: the second is what is spoken of, the first is what it was."""
        figure = self.found[place]
        spoken = self.share if figure.kind == SHARE else self.level
        before = self._data(range(place - 1, max(-1, place - _MOST - 2), -1))
        after = self._data(range(place + 1, place + _MOST + 2))
        if spoken and not own and before and before.kind == figure.kind and self._rises(before, figure):
            return FigureSubject(spoken, LIKELY, spoken)
        if own and after and _FROM.search(raw) and self._rises(figure, after):
            return FigureSubject(f"{_FORMER}{own}", LIKELY, f"{_FORMER}{own}")
        return None

    def _data(self, places: range) -> ReportFigure | None:
        """The first of the figures at these places that is data."""
        return next((self.found[at] for at in places if at < len(self.found) and self.found[at].is_data), None)

    def _rises(self, before: ReportFigure, after: ReportFigure) -> bool:
        return _RISEN.fullmatch(self._cut(before.unit_end, after.start).strip()) is not None

    def _listed(self, place: int) -> tuple[str, str, bool]:
        """甲、乙、丙分别增长1%、2%、3%: the subject that a figure of the list belongs to, else one of the levels just before; what is
        said of its change, and whether it was spoken of before."""
        first = place
        while first and place - first < _LISTED and self._in_row(first - 1):
            first -= 1
        last = place
        while last + 1 < len(self.found) and last - first < _LISTED and self._in_row(last):
            last += 1
        said = respective(self._cut(max(0, self.found[first].start - 120), self.found[first].start))
        if said is None:
            return "", "", False
        subjects, tail = said
        count, at = last - first + 1, place - first
        names = [cleaned(each) for each in _in_full(subjects)]
        again = not any(names)
        if again:
            names = self.recent[-count:] if 1 < count <= len(self.recent) else []
        name = names[at] if at < len(names) else names[0] if len(names) == 1 else ""
        change = self._suffix(place, tail) if name else ""
        return name, change, bool(name) and (again or bool(change))

    def _in_row(self, place: int) -> bool:
        here, after = self.found[place], self.found[place + 1]
        return _BETWEEN.fullmatch(self._cut(here.unit_end, after.start)) is not None

    def _suffix(self, place: int, tail: str) -> str:
        figure = self.found[place]
        if figure.kind in (GROWTH, POINTS):
            return ""
        if figure.unit.endswith("倍"):
            return "倍数"
        if figure.kind == SHARE:
            return f"{tail.rstrip('的')}比重" if tail.startswith("占") else ""
        return next((word for word in ("增加", "减少") if word in tail and "到" not in tail and "至" not in tail), "")

    def _of_kind(self, place: int, raw: str, own: str, listed: bool) -> FigureSubject:
        figure = self.found[place]
        if figure.kind in (GROWTH, POINTS):
            return self._growth(figure, own)
        if figure.kind == RANK:
            subject = self.level if _PLACE.fullmatch(own) else own or self.level
            return FigureSubject(f"{subject}名次" if subject else "", UNSURE, subject)
        if figure.unit.endswith("倍"):
            return self._times(raw, own, listed)
        if figure.kind == SHARE:
            return self._share(figure, own, raw)
        if listed:
            return FigureSubject(own, LIKELY, own)
        return self._thing(place, raw, own)

    def _growth(self, figure: ReportFigure, own: str) -> FigureSubject:
        subject = own or self.level or self._clause_before(figure.start)
        if figure.kind == POINTS and own and _BELOW.search(own):
            before = self.share or self.level
            return FigureSubject(f"{before}{own}{figure.unit}"[-_LONGEST:], UNSURE, f"{before}{own}")
        if figure.kind == POINTS and not own:
            subject = self.share or subject
        rate = "" if subject.endswith(("率", "增速", "增幅", "涨幅")) and figure.kind == GROWTH else _RATES[figure.kind]
        if figure.falls:
            subject = subject.removesuffix("降")
            rate = "" if subject.endswith(_FALLS[figure.kind]) else _FALLS[figure.kind]
        return FigureSubject(f"{subject}{rate}" if subject else "", LIKELY if own or self.level else UNSURE, subject)

    def _times(self, raw: str, own: str, listed: bool) -> FigureSubject:
        """是2010年的2.6倍: of what was spoken of last; 利润增长5倍: of its own subject."""
        base = re.match(r"(?:是|为|相当于|约为|超过)", raw.strip("，,")) is not None or not own
        subject = self.level if base and not listed else own
        if not subject:
            return _NOBODY
        name = subject if subject.endswith("倍数") else f"{subject}倍数"
        return FigureSubject(name, LIKELY if listed else UNSURE, name)

    def _share(self, figure: ReportFigure, own: str, raw: str) -> FigureSubject:
        behind = self._noun(figure)
        if not own and behind and behind[0]:
            return FigureSubject(f"{behind[1]}占比", LIKELY, behind[1])
        if own.startswith("占") and self.level and len(self.level) + len(own) <= _LONGEST:
            own = f"{self.level}{own}"
        elif own.startswith("是") or (own and own[0] in "与和" and self.level):
            own = self.level
        subject = own or self.level or self._clause_before(figure.start)
        if not subject and behind:
            subject = behind[1]
        if "占" in subject and not subject.endswith(_RATED):
            rate = "比重"
        else:
            rate = "" if subject.endswith((*_RATED, "增速", "涨幅", "增幅", "指数", "水平")) else _RATES[SHARE]
        return FigureSubject(f"{subject}{rate}" if subject else "", LIKELY if own else UNSURE, subject)

    def _thing(self, place: int, raw: str, own: str) -> FigureSubject:
        """An amount, a number of things, a length of time."""
        figure = self.found[place]
        behind = self._noun(figure)
        if figure.kind != DURATION and behind and self._counts(figure, own, raw, behind):
            noun = behind[1]
            if own in _NOMINAL:
                return FigureSubject(f"{noun}{own}"[-_LONGEST:], LIKELY, f"{noun}{own}")
            verb = own if own in _SHORT_VERB and len(own) > 1 and own not in _BARE_VERBS else ""
            return FigureSubject(f"{verb}{noun}"[:_LONGEST], LIKELY, f"{verb}{noun}")
        if own.startswith("每") and len(own) < 4 and (before := self._clause_before(figure.start)):
            return FigureSubject(f"{before}{own}"[-_LONGEST:], UNSURE, own)
        if own in _NOMINAL and (works := self._works(place)):
            return FigureSubject(f"{works}{own}"[-_LONGEST:], UNSURE, f"{works}{own}")
        if self.level and self._is_aside(figure) and (not own or own in _SHORT_VERB):
            return FigureSubject(f"{self.level}折合", UNSURE, f"{self.level}折合")
        if own and (own not in _SHORT_VERB or own in _NOMINAL):
            return FigureSubject(own, LIKELY, own)
        return self._bare(place, own)

    def _works(self, place: int) -> str:
        """What a bare 投资 is put into: the things that were just counted, or the works that the clause before speaks of."""
        figure = self.found[place]
        if place and self._edge(place) == self.found[place - 1].unit_end > self._clause_start(figure.start):
            behind = self._noun(self.found[place - 1])
            return behind[1] if behind and self.found[place - 1].is_data else ""
        found = _WORKS.match(self._clause_before(figure.start))
        return found[0] if found and len(found[0]) <= _LONGEST - _LEAST else ""

    def _counts(self, figure: ReportFigure, own: str, raw: str, behind: tuple[bool, str]) -> bool:
        """Whether what stands behind the unit is what is counted."""
        if raw.rstrip(_BLANK).endswith("的") and not own.endswith(_SIZES):
            return True
        bare = not own or own in _SHORT_VERB or own.endswith(("惠及", "覆盖", "涉及", "带动", "救助", "帮扶", "受益"))
        if figure.kind == AMOUNT:
            return behind[0] and (not own or own in _NOMINAL)
        if figure.kind == COUNT and figure.unit[-1:] not in _SELF and not figure.unit.endswith("人次"):
            return True
        if figure.kind == COUNT:
            return bare or (not behind[0] and raw.endswith("等"))
        return bare or (figure.unit.endswith(("米", "亩", "公顷", "公里")) and not own.endswith(_SIZES))

    def _bare(self, place: int, verb: str) -> FigureSubject:
        """A figure with a verb or nothing before it: said of what was spoken of last, by what its unit measures."""
        figure = self.found[place]
        after = self.found[place + 1] if place + 1 < len(self.found) else None
        if after is not None and after.start == figure.unit_end and (noun := self._noun(after)):
            name = f"{noun[1]}{figure.unit}数"  # 10类42项实事
            return FigureSubject(name, UNSURE, name)
        size = _size(figure)
        other = self.level_unit and size != _size_of(self.level_unit)
        if len(verb) > 1 and verb not in _BARE_VERBS:
            return FigureSubject(f"{verb}{size}", UNSURE, f"{verb}{size}")
        if self.level and other:
            head = next((self.level[: -len(each)] for each in _SIZE_OF.values() if self.level.endswith(each)), self.level)
            return FigureSubject(f"{head}{size}", UNSURE, f"{head}{size}")
        done = _DONE.search(self._raw(place))
        subject = f"{self.level}{done[1]}" if self.level and done and not other else self.level or self._clause_before(figure.start)
        return FigureSubject(subject, UNSURE, subject)

    def _noun(self, figure: ReportFigure, least: int = _LEAST) -> tuple[bool, str] | None:
        """The things that are counted, and whether 的 stands before them: 培育12家高新技术企业 → 高新技术企业."""
        found = _NOUN.match(self._cut(figure.unit_end, figure.unit_end + 30))
        if found is None:
            return None
        noun = found["noun"]
        if _NO_NOUN.match(noun):
            return None
        end = next((match.start() for match in _NOUN_END.finditer(noun) if match.start() >= 1), len(noun))
        if end == len(noun) and (row := _ROW.match(found.string, found.end())):
            noun, end = row[1], len(row[1])  # 138项区委、区政府重点工作
        noun = noun[:-1] if end == len(noun) and noun.endswith(("中", "内")) else noun
        end = min(end, len(noun))
        if end == len(noun) and found["led"] and found.string[found.end() : found.end() + 1].isdigit():
            return None  # 的日处理80吨污泥焚烧厂
        noun = noun[:end]
        if least <= len(noun) <= 14:
            return found["led"].endswith("的"), noun
        return (False, f"{noun}数") if noun in _ONE_SIGN and least == _LEAST else None


def _in_full(subjects: Sequence[str]) -> list[str]:
    """城镇和农村居民收入: what stands short before the last takes its end."""
    last = subjects[-1]
    short = [0 < len(each) <= _LEAST and len(last) > len(each) + 1 for each in subjects]
    return [f"{each}{last[len(each) :]}" if is_short else each for each, is_short in zip(subjects, short, strict=True)]


def _size(figure: ReportFigure) -> str:
    return _size_of(figure.unit)


def _size_of(unit: str) -> str:
    """What a unit measures, as the end of a name: 户 → 户数, 万平方米 → 面积."""
    return next((made for each, made in _SIZE_OF.items() if unit.endswith(each)), f"{unit.lstrip('百千万亿')}数")


def cleaned(words: str) -> str:
    """A clause without what says when, how much and that: 全年完成固定资产投资达 → 固定资产投资."""
    last = _LAST_WORDS.search(words.strip())
    text = _stripped_tail(last[0]) if last else ""
    text = _LED.sub("", _GIVEN.sub("", text))
    text = _without_verb(text)
    if "的" in text[:-1]:
        head = text.rsplit("的", 1)[1]
        text = head if len(head) >= _LEAST and head not in _GENERIC else text.replace("的", "")
    if len(text) > _LONGEST:
        starts = (found.start() for found in _FIRST_VERB.finditer(text))
        text = next((text[at:] for at in starts if _LEAST + 2 <= len(text) - at <= _LONGEST), text[-_LONGEST:])
    text = _PLAIN.sub("", text)
    return text if len(text) >= _LEAST and text.lower() not in _NO_NAMES else ""


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
        short = len(rest) < (_LEAST if verb in _BARE_VERBS else _LEAST + 1)
        if not verb or (short and rest not in _NOMINAL) or verb in _KEPT or (rest[:1] in _OF_NOUN and verb not in _BARE_VERBS):
            return text
        text = _LED.sub("", rest)
    return text
