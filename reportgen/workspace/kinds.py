"""A folder of templates → the kinds of text (文种) that there are; a year's files and a kind → the files of that text.

Knows no folder layout beyond ``templates/<kind>/`` and no kind by name but the usual one: a kind is a folder with a 文种.yaml, which
says in the office's own words what it is, whose template it has, which figures it asks for and how grave the checks are.  So an
office has a kind of its own by making a folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem, ReportError
from reportgen.report.grades import Grades, read_grades
from reportgen.report.model.grammar import TEXT_KIND, USUAL
from reportgen.report.texts import is_a_text, kind_node, kind_of
from reportgen.storage.given import Given
from reportgen.text.suggest import near
from reportgen.value_object import ValueObject
from reportgen.yamltext import Document, Scalar, read_bytes
from reportgen.yamltext.read import read

W03 = Code("W03", "设置文件里有不认识的内容", "模版: annual（reportgen.yaml）", "模板: annual")
W46 = Code("W46", "没有这一种文种", "文种: 工作总接", "文种: 工作总结；自己的文种，在 templates 里建一个文件夹")
W47 = Code("W47", "同一年有两份同一文种的", "总结.yaml 和 总结2.yaml 都写着 文种: 工作总结", "只留一份，其余移到别处")
W48 = Code("W48", "没有指明要哪一份，或这一年没有这一份", "有 工作总结、工作要点 两份，只写 生成 2024", "加上 --文种 工作总结")
W56 = Code(
    "W56",
    "比对的一年检查有错误（提醒）",
    "字典里单位改成了万元，2025.yaml 的正文还写着【低保资金】亿元",
    "先改好这一年，再比对",
)

SETTINGS, SAMPLE = "文种.yaml", "示例.yaml"
_TEMPLATE, _CHECKS, _SUMMARY, _ASKED, _SPOKEN = "模板", "检查", "说明", "要数", "说的是"
_ALL, _USED = "全部", "用到的"
_RESULT, _PLAN = "结果", "打算"
_OTHER_ENCODINGS = ("gb18030", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TextKind(ValueObject):
    """A kind of text: its name (empty for the usual one), what it is, the folder below ``templates/`` whose template it has
    (empty for the workspace's own), whether it asks only for the figures that it uses, whether it is a plan of its year and no
    result, its grades of the checks, and the files that say so: its settings and its sample."""

    name: str = ""
    summary: str = ""
    template: str = ""
    sparing: bool = False
    planned: bool = False
    grades: Grades = field(default_factory=dict)
    settings: Path | None = None
    sample: Path | None = None
    problems: tuple[Problem, ...] = ()


def folders(bases: Sequence[Path]) -> Mapping[str, Path]:
    """The kinds by name, each with its folder; what stands first counts."""
    found: dict[str, Path] = {}
    for base in bases:
        for path in sorted(base.glob(f"*/{SETTINGS}")) if base.is_dir() else ():
            found.setdefault(path.parent.name, path.parent)
    return found


def read_kind(bases: Sequence[Path], name: str) -> TextKind:
    """What its folder says of a kind; raises ``ReportError`` (W46) where there is none of that name."""
    known = folders(bases)
    folder = known.get(name or USUAL)
    if folder is None:
        if not name:
            return TextKind()
        raise ReportError([_unknown(name, tuple(known))])
    document, told = read(folder / SETTINGS, f"{folder.name}/{SETTINGS}")
    made, problems = TextKind(name), list(told)
    for entry in document.mapping or ():
        word = entry.value.text.strip() if isinstance(entry.value, Scalar) else ""
        if entry.key.text == _SUMMARY:
            made = replace(made, summary=word)
        elif entry.key.text == _TEMPLATE:
            made = replace(made, template=word)
        elif entry.key.text == _ASKED and word in (_ALL, _USED):
            made = replace(made, sparing=word == _USED)
        elif entry.key.text == _SPOKEN and word in (_RESULT, _PLAN):
            made = replace(made, planned=word == _PLAN)
        elif entry.key.text == _CHECKS:
            grades, faults = read_grades(entry.value, W03)
            made = replace(made, grades=grades)
            problems += faults
        else:
            message = say("“{entry}”这一项看不懂", entry=entry.key.text)
            hint = say("这里可以写：说明、模板（templates 里文件夹的名字）、要数（全部或用到的）、说的是（结果或打算）、检查")
            problems.append(Problem(W03, message, Grade.WARNING, entry.key.place(), hint))
    own = folder / "template.docx"
    sample = folder / SAMPLE
    return replace(
        made, problems=tuple(problems), settings=folder / SETTINGS, sample=sample if sample.is_file() else None,
        template=folder.name if name and own.is_file() else made.template,
    )  # fmt: skip


def present(files: Sequence[Given]) -> tuple[str, ...]:
    """The kinds of text that a year's files are, the usual one first."""
    said = [stated(item) for item in files]
    if not any(said):
        return (USUAL,) if files else ()
    usual = [USUAL] if any(not kind and _has_text(item) for item, kind in zip(files, said, strict=True)) else []
    return tuple(dict.fromkeys((*usual, *sorted(filter(None, said), key=lambda kind: (kind != USUAL, kind)))))


def text_of(files: Sequence[Given], year: int, kind: str, known: Sequence[str]) -> tuple[str, tuple[Given, ...]]:
    """The kind of a text (empty for the usual one) and its files: its own, and those that say no kind, which all texts share.

    Without ``kind`` it is the usual one, else the only one that there is.  Raises ``ReportError`` (W46, W47, W48).
    """
    said = {item.name: stated(item) for item in files}
    if not any(said.values()) and kind in ("", USUAL):
        return "", tuple(files)
    if faults := [_misnamed(item, known) for item in files if said[item.name] and said[item.name] not in known]:
        raise ReportError(faults)
    there = present(files)
    chosen = kind or (USUAL if USUAL in there else there[0] if len(there) == 1 else "")
    if chosen not in there:
        raise ReportError([_not_there(year, chosen, there, known)])
    own = [item for item in files if said[item.name] == chosen]
    shared = [item for item in files if not said[item.name]]
    usual = [item.name for item in shared if chosen == USUAL and _has_text(item)]
    if len(own) > 1 or (own and usual):
        names = tuple(item.name for item in own) + tuple(usual)
        message = say("{year} 年的“{kind}”有好几份：{files}", year=year, kind=chosen, files=names)
        raise ReportError([Problem(W47, message, hint=say("只留一份，其余移到别处；没有写“文种”的，算{usual}", usual=USUAL))])
    return "" if chosen == USUAL else chosen, _in_order(files, [*own, *shared])


def text_before(files: Sequence[Given], kind: str) -> tuple[Given, ...]:
    """Of the files of the year before those of the same text, and what all texts share; never fails."""
    said = {item.name: stated(item) for item in files}
    own = [item for item in files if said[item.name] == (kind or USUAL)][:1]
    return _in_order(files, [*own, *(item for item in files if not said[item.name])])


def _may_state(content: bytes) -> bool:
    """Whether the word stands in a file, whatever its encoding; in none of the others is it sound UTF-8."""
    if TEXT_KIND.encode() in content:
        return True
    try:
        content.decode()
    except UnicodeDecodeError:
        return any(TEXT_KIND.encode(name) in content for name in _OTHER_ENCODINGS)
    return False


def stated(item: Given) -> str:
    """The kind that a file says it is; empty where it says none."""
    if not _may_state(item.content):
        return ""
    return kind_of(_document(item))


def _document(item: Given) -> Document:
    return read_bytes(item.content, item.name)[0]


def _has_text(item: Given) -> bool:
    return is_a_text(_document(item))


def _in_order(files: Sequence[Given], wanted: Sequence[Given]) -> tuple[Given, ...]:
    names = {item.name for item in wanted}
    return tuple(item for item in files if item.name in names)


def _misnamed(item: Given, known: Sequence[str]) -> Problem:
    document = _document(item)
    node = kind_node(document)
    return replace(_unknown(kind_of(document), known), place=node.place() if node is not None else None)


def _unknown(name: str, known: Sequence[str]) -> Problem:
    meant = near(name, known, 1)
    hint = say("可写：{kinds}；自己的文种，在 templates 里建一个同名文件夹，放一份 {settings}", kinds=tuple(known), settings=SETTINGS)
    if meant:
        hint = say("是不是“{meant}”？{otherwise}", meant=meant[0], otherwise=hint)
    return Problem(W46, say("没有“{kind}”这一种文种", kind=name), hint=hint)


def _not_there(year: int, kind: str, there: tuple[str, ...], known: Sequence[str]) -> Problem:
    if kind and kind not in known:
        return _unknown(kind, known)
    if not kind and not there:
        message: Message = say("{year} 年只有数，没有一份材料", year=year)
        hint = say("另建一个文件，开头写 文种: {kind}；或运行 reportgen 新建 {year} --文种 {kind}", kind=next(iter(known), USUAL), year=year)
    elif not kind:
        message = say("{year} 年有几份材料：{kinds}，没有指明是哪一份", year=year, kinds=there)
        hint = say("加上 --文种 {kind}", kind=there[0])
    else:
        message = say("{year} 年没有“{kind}”", year=year, kind=kind)
        hint = say("这一年有：{kinds}；要新建，运行 reportgen 新建 {year} --文种 {kind}", kinds=there or say("没有"), year=year, kind=kind)
    return Problem(W48, message, hint=hint)
