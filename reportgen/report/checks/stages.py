"""Sentences → a project that is finished in one of them and still going on in another.

Knows no projects.  A project is a name of the data, or what a clause says is finished; only clauses that say outright
that it is (完工, 投用 …) and that it is not yet (正在建设, 前期工作 …) are set against each other.  Plans, phases and parts
of a project are left out: for each contradiction found here there must be none that is only a way of speaking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.regex import regex
from reportgen.report.checks.entities import names
from reportgen.report.checks.subject import ON, Passage, Subject, tell
from reportgen.report.model.grammar import PARTS, TARGET

C26 = Code("C26", "同一个项目，一处说做好了，一处说还在做", "文体中心建成投用；另一处：文体中心正在加快建设", "核对做到哪一步，两处说成一样")

_DONE = ("建成", "完工", "竣工", "投用", "投入使用", "通车", "交付使用", "正式启用", "对外开放", "开业运营")
_GOING_ON = (
    "在建", "前期工作", *(how + what for how in ("加快", "抓紧") for what in ("建设", "施工", "实施")),
    *("尚未" + what for what in ("开工", "完工", "建成", "竣工", "投用")),
    *("即将" + what for what in ("开工", "完工", "建成", "竣工", "投用", "投入使用", "通车")),
)  # fmt: skip
_BEING_DONE = regex(rf"正在{ON}{{0,6}}(?:建设|施工|推进|实施|改造|装修|报批)")
_UNSURE = (
    "预计", "计划", "力争", "争取", "拟", "明年", "下一年", "确保", "推动", TARGET, "主体", PARTS, "首期", "标段", "地块", "拆迁", "征迁", "设计", "方案",
    "封顶", "结顶", "尚未", "即将", *(number + "期" for number in "一二三四五六"), *"东段 南段 西段 北段 中段".split(),
)  # fmt: skip
"""In a clause that says that something is finished: a plan, or only a part of it."""
_ENDS = str.maketrans(dict.fromkeys("；。：！？", "，"))
"""All that ends a clause becomes one sign."""
_BEFORE = regex(r"(?:等?(?:工程|项目)|已经?|均|都|全部|全面|如期|按期|顺利|正式|相继|提前|基本|高标准|高质量)+$")
_AFTER = (
    "、", "“", "”", "《", "》", "（", "等", "和", "与", "及", "的", "工程", "项目", "已", "均", "全", "如期", "按期", "顺利", "正", "在建", "加快", "抓紧",
    "尚未", "即将", "前期", "仍", "还", "目前",
)  # fmt: skip
_LEADING = regex(r"^(?:其中|目前|截至目前|推进|实现|完成|新建的?|改建的?|扩建的?)+")
_SHORTEST, _LONGEST = 4, 14


class _Clause(NamedTuple):
    """A clause of a printed sentence."""

    text: str
    passage: Passage


def stages(subject: Subject) -> Iterator[Problem]:
    """C26: one project is finished in one sentence, and still going on in another.

    Why: departments write of the same project, each as it last heard of it, and the leader reads both.
    Example: ``文体中心建成投用。`` and, under another topic, ``文体中心正在加快建设。``
    """
    body = [passage for passage in subject.passages if passage.body]
    going = [clause for one in _where_any(body, (*_GOING_ON, "正在")) for clause in _clauses(one) if _going_on(clause.text)]
    if not going:
        return
    ready = [clause for one in _where_any(body, _DONE) for clause in _clauses(one)]
    done = _finished(ready, [name for name, _ in names(subject) if len(name) >= _SHORTEST])
    for name, finished in done.items():
        for clause in going:
            if clause.passage is not finished.passage and _speaks_of(clause.text, name):
                yield from _told(name, clause, finished)
                break


def _where_any(passages: Sequence[Passage], words: Iterable[str]) -> list[Passage]:
    """Those that have one of the words: of many words few stand in a report at all."""
    text = "\n".join(passage.said for passage in passages)
    there = [word for word in words if word in text]
    return [passage for passage in passages if _has_any(passage.said, there)]


def _has_any(text: str, words: Sequence[str]) -> bool:
    for word in words:  # noqa: SIM110 (a generator takes three times as long)
        if word in text:
            return True
    return False


def _clauses(passage: Passage) -> list[_Clause]:
    return [_Clause(each, passage) for each in passage.said.translate(_ENDS).split("，")]


def _finished(clauses: list[_Clause], known: list[str]) -> Mapping[str, _Clause]:
    """What is said to be finished, and where first."""
    found: dict[str, _Clause] = {}
    for clause in clauses:
        text = clause.text
        done = _first(text, _DONE)
        if not done or any(word in text for word in _UNSURE) or "将" in text.replace("将军", ""):
            continue
        before = text.partition(done)[0]
        for name in (*(name for name in known if _speaks_of(before, name)), *_called(before)):
            found.setdefault(name, clause)
    return found


def _called(before: str) -> Iterator[str]:
    """The names that stand before the word that says that they are finished."""
    for name in re.split("[、和及与]", _BEFORE.sub("", before)):
        name = _BEFORE.sub("", _LEADING.sub("", name.strip("“”《》 ")))
        if _SHORTEST <= len(name) <= _LONGEST and re.fullmatch(r"[^\W\d_a-zA-Z]+", name) and not re.search("一批|多个|各类", name):
            yield name


def _speaks_of(text: str, name: str) -> bool:
    """Whether a clause speaks of the project, and not of a phase of it or of another whose name begins with its name."""
    end = text.find(name) + len(name)
    while end >= len(name):
        if end == len(text) or text.startswith(_AFTER, end):
            return True
        end = text.find(name, end - len(name) + 1) + len(name)
    return False


def _going_on(text: str) -> str:
    """What says that something is not finished yet, empty for nothing."""
    being = _BEING_DONE.search(text) if "正在" in text else None
    return being[0] if being else _first(text, _GOING_ON)


def _first(text: str, words: tuple[str, ...]) -> str:
    """The word that stands first in a text, empty for none."""
    found = [(at, word) for word in words if (at := text.find(word)) >= 0]
    return min(found)[1] if found else ""


def _told(name: str, clause: _Clause, finished: _Clause) -> Iterator[Problem]:
    passage = clause.passage
    still, ready = _going_on(clause.text), _first(finished.text, _DONE)
    message = say("“{project}”这里是“{unfinished}”，另一处已经“{finished}”", project=name, unfinished=still, finished=ready)
    hint = say("核对项目做到哪一步，两处说成一样；分期、分段的写明是哪一期")
    at = max(passage.sentence.scalar.text.find(name), 0)
    for problem in tell(C26, passage, at, message, hint):
        yield replace(problem, also=(finished.passage.place(),))
