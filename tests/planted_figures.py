"""Changes of the example years, one at a time → what the checks say of them; how a case is written: ``report/figures/README.md``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen.draft import Given, YearInput, read_dictionary, read_year
from reportgen.problem import Grade, Problem
from reportgen.report.checks import Subject, check
from reportgen.report.dictionary import Dictionary

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "report" / "figures"
_ANCHORS = {"加": "一批重点难点问题取得突破。", "另加": "城市功能更加完善。"}
_FILES = {"数据": "2024", "上年": "2023", "正文": "2024", "字典": "fields", "加": "2024", "另加": "2024"}
_ORDER = (Grade.NOTE, Grade.WARNING, Grade.ERROR)


@dataclass(frozen=True, slots=True)
class Planted:
    """A case: its changes as (word, rest), and what is wanted (empty: nothing new)."""

    name: str
    kind: str
    what: str
    changes: tuple[tuple[str, str], ...]
    wanted: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        return f"{self.name} {self.what}"


def cases(file: str) -> list[Planted]:
    """The cases of a file."""
    chunks = ("\n" + (CASES / f"{file}.txt").read_text(encoding="utf-8")).split("\n=== ")[1:]
    return [_case(chunk) for chunk in chunks]


def _case(chunk: str) -> Planted:
    head, *lines = [line for line in chunk.strip().split("\n") if line.strip()]
    name, kind, what = re.fullmatch(r"(\S+)\s+(\S+) \| (.+)", head).groups()  # type: ignore[union-attr]
    rows = [tuple(line.split(" ", 1)) if " " in line else (line, "") for line in lines]
    wanted = [tuple(f"{one.strip()} ".split(" ", 1)) for word, rest in rows if word == "应" for one in rest.split(" | ")]
    assert wanted or ("静", "") in rows, name
    changes = tuple((word, rest) for word, rest in rows if word not in ("应", "静"))
    return Planted(name, kind, what, changes, tuple((code, words.strip()) for code, words in wanted))  # type: ignore[misc]


@cache
def texts() -> dict[str, str]:
    files = {year: ROOT / "inputs" / f"{year}.yaml" for year in ("2022", "2023", "2024")}
    files["fields"] = ROOT / "templates/annual/fields.yaml"
    return {name: path.read_text(encoding="utf-8") for name, path in files.items()}


def changed(case: Planted) -> dict[str, str]:
    """The files with the changes of a case; a change that meets nothing is a fault of the case."""
    made = dict(texts())
    for word, rest in case.changes:
        file = _FILES[word]
        before = made[file]
        if word in ("数据", "上年"):
            name = rest.partition(":")[0]
            made[file] = re.sub(rf"(?m)^( +){re.escape(name)}:.*$", lambda line: line[1] + rest, before, count=1)  # noqa: B023
        elif word in _ANCHORS:
            made[file] = before.replace(_ANCHORS[word], _ANCHORS[word] + rest, 1)
        else:
            old, new = rest.split(" => ")
            head, mark, body = before.partition("\n部分:\n") if word == "正文" else ("", "", before)
            made[file] = head + mark + body.replace(old, new.replace("\\n", "\n"), 1)
        assert made[file] != before, f"{case.name}: {rest} meets nothing"
    return made


@cache
def _base() -> Counter[str]:
    return Counter(map(_key, problems(texts())))


@cache
def _dictionary(text: str) -> tuple[Dictionary, tuple[Problem, ...]]:
    return read_dictionary(Given("fields.yaml", text.encode()))


@cache
def _last(text: str, fields: str) -> YearInput:
    return read_year([Given("2023.yaml", text.encode())], _dictionary(fields)[0])


def problems(files: dict[str, str]) -> list[Problem]:
    """All that reading, checking and printing this year say."""
    dictionary, found = _dictionary(files["fields"])
    year = read_year([Given("2024.yaml", files["2024"].encode())], dictionary, _last(files["2023"], files["fields"]))
    found = (*found, *year.problems)
    subject = Subject.of(year.report)
    return [*found, *check(subject), *year.report.printed(subject.said).problems]


def _key(problem: Problem) -> str:
    return f"{problem.code} {problem.message}"


def new(case: Planted, least: Grade = Grade.WARNING) -> list[Problem]:
    """The reminders and errors that a case brings and the example years do not have, and notes where these are asked for."""
    base = _base()
    found = [problem for problem in problems(changed(case)) if _ORDER.index(problem.grade) >= _ORDER.index(least)]
    return [problem for problem in found if not base[_key(problem)]]


def answers(case: Planted, found: list[Problem]) -> bool:
    """Whether what is new is what the case wants."""
    if not case.wanted:
        return not found
    return any(problem.code == code and words in str(problem) for problem in found for code, words in case.wanted)


def lines(case: Planted) -> Iterator[str]:
    """What a case gives, for a reader."""
    found = new(case)
    yield f"{'ok ' if answers(case, found) else 'NO '} {case.id}"
    yield from (f"       {problem.grade.value} {problem}" for problem in found)


if __name__ == "__main__":
    import sys

    for file in sys.argv[1:2]:
        for each in cases(file):
            if len(sys.argv) < 3 or each.name in sys.argv[2:]:
                print("\n".join(lines(each)))
