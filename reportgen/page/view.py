"""A moment of a year → what the page shows of it, as plain data: figures by department and group, problems, what can be undone.

Knows no server and no drawing.  A figure is named by its address as the trace spells it, so that a click on the page and a field
of the list mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.message import say
from reportgen.page.live_year import Answer, Moment
from reportgen.page.outline_steps import InsertStep, MoveStep, RemoveStep, SentenceStep
from reportgen.page.steps import Clash, FigureStep, FileStep, LineStep, PageStep, stood
from reportgen.problem import Grade, Problem, TextPlace
from reportgen.report.data import GAP, Datum
from reportgen.report.dictionary import NUMERIC, Field, Path
from reportgen.report.load import Report
from reportgen.report.model.grammar import AS_OF, CALIBRE, GRAMMAR, NAMES, SOURCE, STATE, VALUE
from reportgen.report.prose import origin
from reportgen.review.remarks import last_year, movement, source
from reportgen.session import Session
from reportgen.workspace.journal import LoggedChange


def shown(moment: Moment) -> dict[str, Any]:
    """The whole state but the pages."""
    session, report = moment.session, moment.session.year.report if moment.session.year else None
    problems = moment.problems
    return {
        "number": moment.number,
        "title": report.title if report else "",
        "year": report.year if report else 0,
        "current": moment.is_current,
        "printed": session.draft is not None,
        "counts": {grade.value: sum(problem.grade is grade for problem in problems) for grade in Grade},
        "missing": len(report.awaited) if report else 0,
        "departments": list(_departments(report, problems)) if report else [],
        "states": list(next(note.choices for note in GRAMMAR.value_notes if note.name == STATE)),
        "problems": [_problem(problem, _lines(session)) for problem in problems],
        "sentences": {str(each.address): _sentence(each.address.as_data(), each.scalar.text) for each in report.sentences()}
        if report
        else {},
        "undo": _change(moment.undo),
        "redo": _change(moment.redo),
    }


def answered(answer: Answer) -> dict[str, Any]:
    """What became of steps, beside the state after them."""
    return {
        "written": [step_data(step) for step in answer.written],
        "clashes": [_clash(clash) for clash in answer.clashes],
        "refused": [{"step": step_data(step), "message": told.message, "hint": told.hint} for step, told in answer.refused],
        "told": [_problem(problem, _lines(answer.moment.session)) for problem in answer.problems],
    }


def problems_data(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems of files that are not the year's own: no figure stands in their lines."""
    return [_problem(problem, {}) for problem in problems]


def _sentence(address: Sequence[str | int], text: str) -> dict[str, Any]:
    return {"address": list(address), "text": text}


def _change(change: LoggedChange | None) -> dict[str, str] | None:
    return {"command": change.command, "time": change.time.replace("T", " ")} if change else None


def _clash(clash: Clash) -> dict[str, Any]:
    return {"step": step_data(clash.step), "now": clash.now}


def step_data(step: PageStep) -> dict[str, Any]:
    """A step as a tab sends it."""
    match step:
        case FigureStep(path, slot, old, new):
            return {"kind": "figure", "path": list(path), "slot": slot, "old": old, "new": new}
        case SentenceStep(address, old, new):
            return {"kind": "sentence", "address": address.as_data(), "old": old, "new": new}
        case InsertStep(address, old, new):
            return {"kind": "insert", "address": address.as_data(), "old": old, "new": new}
        case RemoveStep(address, old, new):
            return {"kind": "remove", "address": address.as_data(), "old": old, "new": new}
        case MoveStep(address, old, by, new):
            return {"kind": "move", "address": address.as_data(), "old": old, "by": by, "new": new}
        case FileStep(file, old, new):
            return {"kind": "file", "file": file, "old": old, "new": new}
        case LineStep(file, line, old, new):
            return {"kind": "line", "file": file, "line": line, "old": old, "new": new}


def _lines(session: Session) -> Mapping[tuple[str, int], str]:
    """The figure that stands in a line of a file."""
    data = session.year.report.data.values() if session.year else ()
    return {(datum.place.file, datum.place.line): origin(datum.path) for datum in data}


def _problem(problem: Problem, lines: Mapping[tuple[str, int], str]) -> dict[str, Any]:
    place, repair = problem.place, problem.repair
    found: dict[str, Any] = {
        "code": str(problem.code), "grade": problem.grade.value, "message": problem.message, "hint": problem.hint,
        "department": problem.department, "place": place.words if place else "", "key": "", "line": 0, "file": "",
    }  # fmt: skip
    if isinstance(place, TextPlace):
        found |= {"key": lines.get((place.file, place.line), ""), "line": place.line, "file": place.file}
    if repair is not None:
        line, mended = repair
        found["repair"] = {
            "kind": "line", "file": line.file, "line": line.line, "old": line.excerpt, "new": mended,
        }  # fmt: skip
    return found


def _departments(report: Report, problems: Sequence[Problem]) -> Iterator[dict[str, Any]]:
    """Each department with its groups, in the order of the dictionary; figures that no one is in charge of come last."""
    doubted = _doubted(report, problems)
    rows = [_row(field, report, doubted) for field in fields_of(report)]
    known = [*report.dictionary.departments, *(row["department"] for row in rows)]
    for department in [*filter(None, dict.fromkeys(known)), ""]:
        own = [row for row in rows if row["department"] == department]
        if own:
            yield {
                "name": department or say("未定科室"),
                "gaps": sum(row["gap"] for row in own),
                "groups": [
                    {"name": group, "rows": [row for row in own if row["group"] == group]}
                    for group in dict.fromkeys(row["group"] for row in own)
                ],
            }


def fields_of(report: Report) -> Iterator[Field]:
    """All fields: those of the dictionary in its order where they are wanted or there, then those that only the input has."""
    for path, made in report.dictionary.fields.items():
        if path in report.data or made.required:
            yield made
    yield from (datum.field for path, datum in report.data.items() if path not in report.dictionary.fields)


def _doubted(report: Report, problems: Sequence[Problem]) -> Mapping[str, str]:
    """The gravest grade that is told of each figure."""
    lines = {(datum.place.file, datum.place.line): origin(path) for path, datum in report.data.items()}
    found: dict[str, str] = {}
    for problem in problems:
        if isinstance(problem.place, TextPlace):
            found.setdefault(lines.get((problem.place.file, problem.place.line), ""), problem.grade.value)
    return found


def _row(made: Field, report: Report, doubted: Mapping[str, str]) -> dict[str, Any]:
    datum = report.data.get(made.path)
    key = origin(made.path)
    return {
        "key": key, "path": list(made.path), "label": made.label, "unit": made.unit, "kind": made.kind,
        "department": made.department, "group": _group(made.path), "numeric": made.kind in NUMERIC,
        "value": stood(datum, VALUE), "gap": datum is None or datum.state == GAP, "grade": doubted.get(key, ""),
        "last": last_year(datum) if datum is not None else _last(report, made.path),
        "growth": movement(datum) if datum is not None else "",
        "noted": {name: stood(datum, name) for name in (SOURCE, CALIBRE, AS_OF, STATE)},
        "source": source(datum) if datum is not None else "",
        "place": datum.place.words if datum is not None else "",
    }  # fmt: skip


def _last(report: Report, path: Path) -> str:
    datum: Datum | None = report.last.data.get(path) if report.last is not None else None
    return f"{datum.text}{datum.field.unit}" if datum is not None and datum.text else ""


def _group(path: Path) -> str:
    return say("名称") if path[:1] == (NAMES,) else " · ".join(path[:-1])
