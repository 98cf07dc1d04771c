"""A report → figures that are missing, unknown, unused or not yet verified.

Knows nothing of values.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.message import NOTHING, say
from reportgen.problem import Code, Grade, Place, Problem
from reportgen.provenance import Text
from reportgen.report.checks.subject import Subject, ask
from reportgen.report.data import FILLED
from reportgen.report.dictionary import Field, Path
from reportgen.report.grades import C01
from reportgen.report.grids import Grids
from reportgen.report.model.grammar import FIGURES, NAMES, STATE, KeyRole
from reportgen.report.prose import Sentence, origin

C02 = Code("C02", "字典里有的指标，本年数据里没有列", "（删去了“研发费用投入”一行）", "补上这一行；本年没有就写“无”")
C03 = Code("C03", "数据里有的，字典里没有", "研发费: 7.05", "研发费用投入: 7.05，或在 fields.yaml 里加一条")
C10 = Code("C10", "填了的数正文里没有用到", "农户贷款: 3540，正文没有【农户贷款】", "核对是否漏写，或改用引用")
C24 = Code("C24", "还没有核对的数", "{值: 12.3, 状态: 有出入}", "核对以后写 状态: 已核对")

_SHOWN = 8
"""How many names one message gives."""
_SETTLED = frozenset(("", "已核对"))


def gaps(subject: Subject) -> Iterator[Problem]:
    """C01: a datum is empty.

    Why: a final copy with a hole in it is not handed in; an invented figure even less.
    Example: ``研发费用投入:``
    """
    for datum in subject.report.gaps:
        unit = say("（单位：{unit}）", unit=datum.field.unit) if datum.field.unit else NOTHING
        hint = say("请{department}报数；本年没有就写“无”", department=datum.field.department or say("经办科室"))
        yield from ask(C01, datum, say("还缺“{figure}”{unit}", figure=datum.label, unit=unit), hint, Grade.ERROR)


def never_given(subject: Subject) -> Iterator[Problem]:
    """C02: fields of the dictionary are nowhere in the input; one problem for a department.

    Why: a line that was deleted is a gap that nobody sees.
    Example: the dictionary has 研发费用投入, the year's file has no such line.
    """
    report = subject.report
    groups: dict[tuple[str, Grade], list[Field]] = {}
    for made in report.unlisted:
        grade = made.grades.get(C02, Grade.NOTE)
        if grade is not None:
            groups.setdefault((made.department, grade), []).append(made)
    for (department, grade), fields in groups.items():
        labels = tuple(say("“{label}”", label=made.label) for made in fields[:_SHOWN])
        message = say("指标{labels}没有列入本年数据", labels=labels)
        if len(fields) > _SHOWN:
            message = say("指标{labels}等 {count} 项没有列入本年数据", labels=labels, count=len(fields))
        yield Problem(C02, message, grade, _beside(subject, fields[0]), say("补上这几行；本年没有就写“无”，免得是漏了"), department)


def _beside(subject: Subject, made: Field) -> Place | None:
    """The line after which it belongs: the last datum of its group, else of the data, else the title."""
    data = [datum for path, datum in subject.report.data.items() if path[0] != NAMES]
    group = [datum for datum in data if datum.path[: len(made.path) - 1] == made.path[:-1]]
    if data:
        return (group or data)[-1].place
    title = subject.report.outline.first(KeyRole.TITLE)
    return title.scalar.place() if title else None


def unknown(subject: Subject) -> Iterator[Problem]:
    """C03: a datum has no field in the dictionary, so nothing is known of its unit, kind or department.

    Why: what has no unit and no department can be neither checked nor asked for.
    Example: ``研发费用: 7.05`` where the dictionary calls it 研发费用投入.
    """
    for datum in subject.report.data.values():
        if not datum.known:
            message = say("“{figure}”不在指标字典里，不知道单位和科室", figure=datum.name)
            yield from ask(C03, datum, message, say("在 fields.yaml 里加上，或改正名称"))


def never_used(subject: Subject) -> Iterator[Problem]:
    """C10: a filled figure that no sentence and no table in the text refers to.

    Why: a department's figure was collected and then forgotten, or typed into the prose by hand.
    Example: ``农户贷款: 3540`` and no 【农户贷款】 anywhere.
    """
    report = subject.report
    used = {path for said in subject.said.values() for path in said.read} | set(_in_tables(subject))
    derived = {
        datum.rate.path for datum in report.data.values() if datum.rate is not None and datum.path in used
    }
    for datum in report.figures:
        if datum.state != FILLED or datum.path in used | derived | report.unasked or datum.field.kind == "年份":
            continue
        message = say("“{figure}”填了 {given}，正文里没有用到", figure=datum.label, given=datum.text)
        yield from ask(C10, datum, message, say("请核对是否漏写"), Grade.NOTE)


def _in_tables(subject: Subject) -> Iterator[Path]:
    """The figures that tables in the text print."""
    report, said = subject.report, subject.said

    def spoken(sentence: Sentence) -> Text | None:
        return said[sentence.address].text if sentence.address in said else None

    blocks = [block for block in report.outline.blocks() if FIGURES in block.options]
    if blocks:
        grids = Grids(report.data, report.dictionary.fields, report.names, report.files, spoken)
        shown = {name for block in blocks for name in grids.figures(block)}
        yield from (path for path in report.data if origin(path) in shown)


def unverified(subject: Subject) -> Iterator[Problem]:
    """C24: a datum says of itself that it is not verified yet (状态: 未核对, 未找到, 有出入).

    Why: the final copy goes out with the note forgotten in the file.
    Example: ``{值: 12.3, 状态: 有出入}``
    """
    for datum in subject.report.data.values():
        state = datum.notes.get(STATE, "").strip()
        if state not in _SETTLED:
            message = say(
                "“{figure}”填的是 {given}，状态还是“{state}”",
                figure=datum.label,
                given=datum.text,
                state=state,
            )
            yield from ask(C24, datum, message, say("核对以后改成 状态: 已核对"))
