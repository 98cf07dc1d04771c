"""What somebody typed on the page, as steps → the files of a year with the steps made, and which of them could not be.

Knows no server and no disk.  A step says what it changes, what stood there when it was typed, and what is to stand there: so two
tabs, a command and a text editor can change one file, and where two have changed the same place it is asked, never decided.
Values are read as in the departments' forms: with their unit, with full-width digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen.draft import YearInput
from reportgen.forms.plan import DatumChange, meant
from reportgen.forms.write import write
from reportgen.message import Message, say
from reportgen.page.outline_steps import InsertStep, MoveStep, OutlineStep, RemoveStep, SentenceStep, steps_for
from reportgen.page.raw_file import merged_lines, with_ends_of
from reportgen.problem import CellPlace, Code, Grade, Problem, errors
from reportgen.report.data import DERIVED, GAP, Datum
from reportgen.report.dictionary import Dictionary, Field, Path
from reportgen.report.model.address import Address
from reportgen.report.model.grammar import CHECKED, STATE, UNCHECKED, VALUE
from reportgen.roundtrip.apply import CannotApply, apply
from reportgen.roundtrip.outline import read_outline
from reportgen.storage.given import Given
from reportgen.workspace.changes import rewritten
from reportgen.yamltext import Document, read_bytes

S01 = Code("S01", "同一处两边都改过，没有写入", "页面上填 51.2，同时有人在记事本里改成 50.8", "看清两边，选一个")
S02 = Code("S02", "这一步写不进输入文件", "要改的句子已经被删去", "照提示在输入文件里改")
S03 = Code("S03", "输入文件读不通，先改好才能填数", "第 30 行少了引号，就在页面上填数", "点“改好这一行”，或在记事本里改好")

LONGEST = 20_000
"""Characters of one value or sentence; more is no sentence."""
_LONGEST_FILE = 2_000_000
MOST = 2_000
"""Steps that may come at once: a pasted column has a hundred."""


@dataclass(frozen=True, slots=True)
class FigureStep:
    """The value of a figure or name, or a note beside it (``slot``), was ``old`` and becomes ``new``."""

    path: Path
    slot: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class LineStep:
    """A whole line of a file, counted from 1: for what a message knows to mend."""

    file: str
    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FileStep:
    """The whole text of a file was ``old`` (with plain line ends) and becomes ``new``: merged with what others wrote since."""

    file: str
    old: str
    new: str


PageStep = FigureStep | OutlineStep | LineStep | FileStep


def place_of(step: PageStep) -> str:
    """Where a step was typed: what is typed there again goes on with it."""
    match step:
        case FigureStep(path, slot):
            return ".".join((*path, slot))
        case LineStep(file, line):
            return f"{file}:{line}"
        case FileStep(file):
            return file
        case SentenceStep(address):
            return str(address)
        case InsertStep(address) | RemoveStep(address) | MoveStep(address):
            return f"{address}:{type(step).__name__}:{step.old}"  # each is a change of its own


@dataclass(frozen=True, slots=True)
class Clash:
    """A step that was not made, because ``now`` stands there and not what the step began with."""

    step: PageStep
    now: str


@dataclass(frozen=True, slots=True)
class Stepped:
    """The files with the steps made, those made, those that others had come before, and what there is to say; ``refused`` are those
    that could not be made, each with why."""

    inputs: tuple[Given, ...]
    done: tuple[PageStep, ...] = ()
    clashes: tuple[Clash, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    refused: tuple[tuple[PageStep, Problem], ...] = ()


class TooLong(ValueError):
    """More text in one place than anybody types."""


def read_steps(data: Any) -> tuple[PageStep, ...]:
    """Steps as they come from the page; raises ``ValueError`` for anything else."""
    if not isinstance(data, list) or len(data) > MOST:
        raise ValueError("steps")
    return tuple(map(_step, data))


def _step(data: Any) -> PageStep:
    if not isinstance(data, dict):
        raise ValueError("step")
    if data.get("kind") == "file":
        return FileStep(_text(data.get("file")), *(_text(data.get(name), _LONGEST_FILE) for name in ("old", "new")))
    old, new = (_text(data.get(name)) for name in ("old", "new"))
    match data.get("kind"):
        case "figure":
            return FigureStep(tuple(map(_text, _list(data.get("path")))), _text(data.get("slot")), old, new)
        case "sentence":
            return SentenceStep(Address.of_data(_list(data.get("address"))), old, new)
        case "insert":
            return InsertStep(Address.of_data(_list(data.get("address"))), old, new)
        case "remove":
            return RemoveStep(Address.of_data(_list(data.get("address"))), old)
        case "move" if data.get("by") in (-1, 1):
            return MoveStep(Address.of_data(_list(data.get("address"))), old, int(data["by"]))
        case "line" if type(data.get("line")) is int:
            return LineStep(_text(data.get("file")), data["line"], old, new)
    raise ValueError("kind")


def _text(data: Any, longest: int = LONGEST) -> str:
    if not isinstance(data, str):
        raise ValueError("text")
    if len(data) > longest:
        raise TooLong
    return data


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list) or not data:
        raise ValueError("list")
    return data


def stood(datum: Datum | None, slot: str) -> str:
    """What stands in the file for a figure, as the page shows it in its field; empty for a gap."""
    if datum is None:
        return ""
    if slot != VALUE:
        return datum.notes.get(slot, "").strip()
    if datum.state in (GAP, DERIVED):
        return ""
    return datum.scalar.text.strip() if datum.scalar is not None else "、".join(datum.items)


def make_steps(year: YearInput, dictionary: Dictionary, steps: Sequence[PageStep], *, near: bool = False) -> Stepped:
    """Makes the steps: whole files first, then mended lines, figures, sentences.  ``near``: for who looks at what they make, and
    writes nothing (``parse_near``)."""
    made = _files(Stepped(year.inputs), [step for step in steps if isinstance(step, FileStep)])
    made = _lines(made, [step for step in steps if isinstance(step, LineStep)])
    others = [step for step in steps if not isinstance(step, LineStep | FileStep)]
    if others and (fault := _unreadable(year)):
        return replace(made, problems=(*made.problems, fault))
    made = _figures(made, year, dictionary, [step for step in others if isinstance(step, FigureStep)], near)
    return _sentences(made, [step for step in others if not isinstance(step, FigureStep)])


def _unreadable(year: YearInput) -> Problem | None:
    """S03: where lines of a file are only guessed, nothing may be written by their places."""
    fault = next(iter(errors(problem for found in year.faults for problem in found)), None)
    if fault is None:
        return None
    hint = say("先改好下面列出的错误，再填；填的没有丢，还在页面上")
    return Problem(S03, say("输入文件有读不通的地方，没有写入"), place=fault.place, hint=hint)


def _files(made: Stepped, steps: Sequence[FileStep]) -> Stepped:
    for step in steps:
        at = next((at for at, item in enumerate(made.inputs) if item.name == step.file), -1)
        document = read_bytes(made.inputs[at].content, step.file)[0] if at >= 0 else None
        now = plain(document.text) if document is not None else ""
        text = merged_lines(step.old, step.new, now) if document is not None else None
        if document is None or text is None:
            made = replace(made, clashes=(*made.clashes, Clash(step, now)))
            continue
        fresh = rewritten(made.inputs[at], document, with_ends_of(text, document.text, document.newline))
        made = replace(made, inputs=(*made.inputs[:at], fresh, *made.inputs[at + 1 :]), done=(*made.done, step))
    return made


def plain(text: str) -> str:
    """A text as a browser's field has it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(made: Stepped, steps: Sequence[LineStep]) -> Stepped:
    for step in steps:
        at = next((at for at, item in enumerate(made.inputs) if item.name == step.file), -1)
        document = read_bytes(made.inputs[at].content, step.file)[0] if at >= 0 else None
        lines = document.text.split("\n") if document is not None else []
        now = lines[step.line - 1].removesuffix("\r") if 0 < step.line <= len(lines) else ""
        if document is None or now != step.old:
            made = replace(made, clashes=(*made.clashes, Clash(step, now)))
            continue
        end = "\r" if lines[step.line - 1].endswith("\r") else ""
        lines[step.line - 1] = step.new + end
        inputs = (*made.inputs[:at], rewritten(made.inputs[at], document, "\n".join(lines)), *made.inputs[at + 1 :])
        made = replace(made, inputs=inputs, done=(*made.done, step))
    return made


def _figures(made: Stepped, year: YearInput, dictionary: Dictionary, steps: Sequence[FigureStep], near: bool) -> Stepped:
    changes: list[tuple[FigureStep, DatumChange]] = []
    for step in steps:
        datum = year.report.data.get(step.path)
        known = datum.field if datum is not None else dictionary.fields.get(step.path)
        now = stood(datum, step.slot)
        if known is None:
            made = _refused(made, step, _lost(say("这个指标在字典和输入文件里都没有")))
        elif now == step.new:
            made = replace(made, done=(*made.done, step))
        elif now != step.old:
            made = replace(made, clashes=(*made.clashes, Clash(step, now)))
        else:
            read, told = _meant(step, known)
            made = replace(made, problems=(*made.problems, *told)) if read else _refused(made, step, *told)
            changes += [(step, change) for change in read]
            changes += [(step, change) for change in _unchecked(step, datum, steps)] if read else []
    return _written(made, changes, near)


def _meant(step: FigureStep, known: Field) -> tuple[list[DatumChange], tuple[Problem, ...]]:
    """What the typed text means; none where it could not be read."""
    place = CellPlace(known.label)
    new: str | tuple[str, ...] | None = step.new
    told: tuple[Problem, ...] = ()
    if step.slot == VALUE and step.new.strip():
        read = meant(step.new.strip(), known, place)
        new, told = read.value, (replace(read.problem, place=None),) if read.problem else ()
    if new is None:
        message = say("“{figure}”填的是“{given}”，没有写入", figure=known.label, given=step.new.strip())
        return [], tuple(replace(problem, message=message).regraded(Grade.ERROR) for problem in told)
    return [DatumChange(step.path, step.slot, known.label, known.unit, step.old, new, place)], told


def _unchecked(step: FigureStep, datum: Datum | None, steps: Sequence[FigureStep]) -> Iterator[DatumChange]:
    """A value that was 已核对 is so no longer when it is another."""
    if datum is None or step.slot != VALUE or stood(datum, STATE) != CHECKED:
        return
    if not any(other.path == step.path and other.slot == STATE for other in steps):
        yield DatumChange(step.path, STATE, datum.label, "", CHECKED, UNCHECKED, CellPlace(datum.label))


def _written(made: Stepped, changes: Sequence[tuple[FigureStep, DatumChange]], near: bool) -> Stepped:
    if not changes:
        return made
    documents = _documents(made.inputs)
    filled = write([change for _, change in changes], documents, near)
    done = dict.fromkeys(step for step, change in changes if change in filled.changes)
    return replace(
        made, inputs=_with(made.inputs, documents, filled.texts), done=(*made.done, *done),
        problems=(*made.problems, *filled.problems),
    )  # fmt: skip


def _sentences(made: Stepped, steps: Sequence[OutlineStep]) -> Stepped:
    for step in steps:
        documents = _documents(made.inputs)
        outline = read_outline(documents)
        spot = outline.spots.get(step.address)
        now = spot.scalar.text if spot is not None else ""
        if isinstance(step, SentenceStep) and now == step.new:
            made = replace(made, done=(*made.done, step))
            continue
        if not isinstance(step, SentenceStep) and spot is not None and now != step.old:
            made = replace(made, clashes=(*made.clashes, Clash(step, now)))
            continue
        try:
            texts = apply(outline, steps_for(outline, step))
        except CannotApply as fault:
            clash = spot is not None and now != step.old
            made = replace(made, clashes=(*made.clashes, Clash(step, now))) if clash else _refused(made, step, _lost(fault.message))
            continue
        made = replace(made, inputs=_with(made.inputs, documents, texts), done=(*made.done, step))
    return made


def _refused(made: Stepped, step: PageStep, *told: Problem) -> Stepped:
    return replace(made, problems=(*made.problems, *told), refused=(*made.refused, *((step, problem) for problem in told)))


def _documents(inputs: Sequence[Given]) -> tuple[Document, ...]:
    return tuple(read_bytes(item.content, item.name)[0] for item in inputs)


def _with(inputs: Sequence[Given], documents: Sequence[Document], texts: Sequence[str]) -> tuple[Given, ...]:
    return tuple(map(rewritten, inputs, documents, texts))


def _lost(reason: Message) -> Problem:
    return Problem(S02, say("没有写入：{reason}", reason=reason), hint=say("请在输入文件里改"))


def told_clash(clash: Clash, labels: Mapping[Path, str]) -> Problem:
    """S01, for the clerk: what stands there now, and what was typed."""
    step = clash.step
    changed = say("这一行") if isinstance(step, LineStep) else say("这一句")
    if isinstance(step, FileStep):
        hint = say("看清两边，在“文件”里改好再存；填的没有丢，还在页面上")
        return Problem(S01, say("“{file}”的同几行在别处也改过，没有写入", file=step.file), hint=hint)
    if isinstance(step, FigureStep):
        changed = say("“{figure}”", figure=labels.get(step.path, step.path[-1]))
    now = clash.now or say("（空）")
    message = say("{changed}在别处改过：现在是“{now}”，你填的是“{given}”，没有写入", changed=changed, now=now, given=step.new)
    return Problem(S01, message, hint=say("看清两边，选用哪一个"))
