"""Problems and what became of a command → the lines a clerk reads, or the same as JSON.

Knows no command and decides nothing: the grades and sentences come with the problems.  Problems go to standard error,
gravest first; results go to standard output, so that either can be kept by itself.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import click

from reportgen.cli.language import told
from reportgen.message import Message, joined, say
from reportgen.problem import Grade, Problem, ReportError, TextPlace
from reportgen.regex import regex

_AROUND = 36
"""How many characters are quoted on either side of a fault: a sentence of prose can be one line of several hundred."""
_INDENT = "    "
_MANY = 3
"""From how many alike on what they share is said once."""


def show_problems(problems: Iterable[Problem]) -> None:
    """All problems on standard error, grouped by grade."""
    shown = tuple(problems)
    for grade in Grade:
        group = [problem for problem in shown if problem.grade is grade]
        if group:
            click.echo(told(say("{grade}（{count} 处）", grade=group[0].grade_word, count=len(group))), err=True)
            click.echo("\n".join(problem_lines(group)) + "\n", err=True)


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Each problem: code, place and sentence; the line it stands in with a caret; how to mend it and who is in
    charge.

    Of many alike in a row (a new year's hundred gaps) each is a line or two, and how to mend them is said once."""
    lines: list[str] = []
    for _, group in groupby(problems, lambda each: (each.code, each.hint, each.department)):
        alike = tuple(group)
        many = len(alike) >= _MANY and bool(alike[0].hint)
        for problem in alike:
            lines.append(_head(problem))
            lines += [_INDENT + line for line in _quote(problem) if not (many and _blank(problem))]
            lines += [] if many else _remedy(problem, problem.hint)
            if problem.also:
                places = joined((place.words for place in problem.also), "；")
                lines.append(problem.spoken(say("{indent}另见：{places}", indent=_INDENT, places=places)))
        shared = alike[0].spoken(say("以上 {count} 处：{hint}", count=len(alike), hint=alike[0].hint))
        lines += _remedy(alike[0], shared) if many else []
    return lines


def _head(problem: Problem) -> Message:
    """Code, place and sentence."""
    if problem.place is None:
        return problem.spoken(say("  [{code}] {sentence}", code=problem.code, sentence=problem.message))
    place = problem.place.words
    return problem.spoken(say("  [{code}] {place}：{sentence}", code=problem.code, place=place, sentence=problem.message))


def _remedy(problem: Problem, hint: Message) -> list[Message]:
    """How to mend it, and who is in charge."""
    lines = [say("{indent}→ {hint}", indent=_INDENT, hint=hint)] if hint else []
    if problem.department:
        lines.append(problem.spoken(say("{indent}科室：{department}", indent=_INDENT, department=problem.department)))
    return lines


def _blank(problem: Problem) -> bool:
    """Whether nothing is written at the place, so that there is nothing to see there."""
    place = problem.place
    return isinstance(place, TextPlace) and place.excerpt[place.column - 1 :].lstrip()[:1] in ("", "#", ",", "}")


def _quote(problem: Problem) -> list[str]:
    place = problem.place
    if isinstance(place, TextPlace):
        place = _window(place)
    return place.quote().split("\n") if place is not None and place.quote() else []


def _window(place: TextPlace) -> TextPlace:
    """The stretch of the line around the fault, without the line's indentation."""
    line = place.excerpt.rstrip()
    at = min(place.column - 1, len(line))
    start = max(at - _AROUND, min(len(line) - len(line.lstrip()), at))
    end = at + _AROUND
    head, tail = "…" if line[:start].strip() else "", "…" if end < len(line) else ""
    return replace(place, excerpt=f"{head}{line[start:end]}{tail}", column=at - start + len(head) + 1)


_LINE_END = regex("\r\n|\n|\r")


def changed_lines(name: str, before: bytes, after: bytes) -> Iterator[str]:
    """The lines of a YAML file that change, as ``diff -u`` shows them; how they end is no part of them, but where nothing else
    changes."""
    from difflib import unified_diff  # only where something was changed

    from reportgen.yamltext import decoded

    texts = [decoded(content, name)[0] for content in (before, after)]
    old, new = (_LINE_END.split(text) for text in texts)
    if old == new:
        old, new = (text.split("\n") for text in texts)
    names = (say("{file}（原）", file=name), say("{file}（新）", file=name))
    yield from unified_diff(old, new, *names, n=0, lineterm="")


def cells(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as columns two blanks apart, the first flush left, the others flush right; a 汉字 is two columns wide."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for first, *others in rows:
        padded = [f"{first}{' ' * (widths[0] - _width(first))}"]
        padded += [f"{' ' * (width - _width(cell))}{cell}" for cell, width in zip(others, widths[1:], strict=True)]
        lines.append(f"  {'  '.join(padded)}".rstrip())
    return lines


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as columns of text, two blanks apart, all flush left."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = (
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) for row in rows
    )
    return [line.rstrip() for line in lines]


def _width(text: str) -> int:
    return sum(2 if ord(char) >= 0x1100 else 1 for char in text)


def by_department(counts: Mapping[str, int]) -> tuple[Message, ...]:
    """经济发展办 4 个, 社会事业办 2 个."""
    return tuple(
        say("{department} {count} 个", department=department or say("未定科室"), count=count)
        for department, count in counts.items()
    )


def closing(path: str, figures: int, missing: Mapping[str, int], problems: Sequence[Problem], *, draft: bool) -> str:
    """What was written: the file, how many figures, what is still missing from whom, what else was said."""
    lines = [say("已生成 {file}（{figures} 个数据）", file=path, figures=figures)]
    if draft:
        lines = [say("已生成草稿 {file}（{figures} 个数据）", file=path, figures=figures)]
    if missing:
        lines.append(
            say(
                "还缺 {count} 个数：{departments}。",
                count=sum(missing.values()),
                departments=by_department(missing),
            )
        )
    if problems:
        lines.append(say("另有 {problems}，见上文。", problems=counted_grades(problems)))
    return "\n".join(lines)


def counted_grades(problems: Sequence[Problem]) -> tuple[Message, ...]:
    """2 处提醒, 1 处说明."""
    counted = Counter(problem.grade for problem in problems)
    return tuple(
        say("{count} 处{grade}", count=counted[grade], grade=grade.value)
        for grade in Grade
        if counted[grade]
    )


def refusal(problems: Sequence[Problem]) -> Message:
    """Why nothing was written, with the errors counted by department where one is in charge."""
    wrong = [problem for problem in problems if problem.grade is Grade.ERROR]
    counts = Counter(problem.department for problem in wrong if problem.department)
    if not counts:
        return say("没有生成文件：有 {count} 处错误。改正后再运行一次。", count=len(wrong))
    departments = by_department(counts)
    return say(
        "没有生成文件：有 {count} 处错误，其中{departments}。改正后再运行一次。", count=len(wrong), departments=departments
    )


def refused(error: ReportError, *, as_json: bool) -> int:
    """Everything that hindered a command, and its exit status."""
    if as_json:
        show_data({"problems": [problem.as_data() for problem in error.problems]})
    else:
        show_problems(error.problems)
    return 1


def show_data(data: Mapping[str, Any]) -> None:
    """A result as JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def show_progress(text: str) -> None:
    """One line on standard error, only when somebody is watching."""
    if sys.stderr.isatty():
        click.echo(text, err=True)
