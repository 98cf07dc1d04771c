"""The planted contradictions and the true sentences → docs/checks.md; run this file to print it anew."""

from __future__ import annotations

from collections import Counter

from planted_figures import Planted, answers, cases, new

from reportgen.problem import Grade

_HEAD = """# What the checks find

Contradictions are planted in the example years one at a time (`tests/report/figures/*.txt`, one case a paragraph), and true sentences
in other words beside them; then everything is read that `check 2024` has to say. A contradiction counts as told when a reminder or an
error gives the right reason: the code of the rule and the figure or word that is wrong. A true sentence counts as quiet when nothing
new is asked. The cases of `tests/report/figures/reported.txt` came in from outside, those of the other files were written beside the checks, so that
their share says what is held, not what any text would bring. `PYTHONPATH=.:tests python tests/checks_table.py` prints this page.
"""
_NAMES = {
    "手打变化": "typed growth, difference, multiple, last year's figure", "水平词": "增长到, 突破, 创新高, 升至第几",
    "方向": "words of rise and fall, of speed", "目标": "targets, 完成率", "分项": "sums and parts", "占比": "shares and rates",
    "单价": "amounts per head", "名单": "lists and their number", "两处": "one thing with two numbers, half years",
    "单位": "units", "读数": "how a figure was typed, last year's file, 口径", "越界": "limits and jumps", "时间": "years and days",
    "说法": "phrases that filters make", "约数": "approximate figures", "关系": "relations of the dictionary",
    "百分点": "百分点", "别的数": "figures of a part, or of others",
}  # fmt: skip


def table() -> str:
    """The whole page."""
    told = [(case, answers(case, new(case))) for file in ("reported", "planted") for case in cases(file) if case.wanted]
    quiet = [(case, [each.grade for each in new(case)]) for file in ("reported", "correct") for case in cases(file) if not case.wanted]
    return f"{_HEAD}\n{_planted(told)}\n{_true(quiet)}\n{_unseen()}"


_FIRST = (("fresh", 8, 3), ("second", 27, 2), ("third", 16, 2), ("fourth", 22, 7), ("fifth", 27, 2), ("sixth", 28, 0), ("seventh", 24, 3), ("eighth", 29, 1),
    ("ninth", 27, 2), ("tenth", 36, 1), ("eleventh", 29, 5), ("twelfth", 34, 1),
)
_FIRST_ASKED = (("fourth_asked", 19), ("fifth_asked", 31))
"""Files that were written without looking at the checks, and when they were first run: how many plants were told for the right
reason, and how many reminders (there were no errors) true sentences brought."""


def _unseen() -> str:
    """What each file showed when it was first run, and what it shows now."""
    rows = []
    for file, told, asked in _FIRST:
        planted, true = cases(file), cases(f"{file}_correct")
        now = sum(answers(case, new(case)) for case in planted)
        brought = [each.grade for case in true for each in new(case)]
        rows.append(f"| `{file}.txt` | {len(planted)} | {told} | {now} | {len(true)} | {asked} | {brought.count(Grade.WARNING)} | {brought.count(Grade.ERROR)} |")
    for file, told in _FIRST_ASKED:
        asked = cases(file)
        now = sum(answers(case, new(case, Grade.NOTE)) for case in asked)
        rows.append(f"| `{file}.txt` | {len(asked)} | {told} | {now} | – | – | – | – |")
    return _UNSEEN + "\n".join(rows) + "\n"


_UNSEEN = """## Written without looking at the checks

Each of these files was written in one go, in words of its own, by somebody who did not look at the checks meanwhile, and run once; then what it had
shown was mended by kind, and the next was written.  The figures of the first run are what a text that the checks have never seen may bring.
The files `…_asked` hold what the program cannot know and has to ask about (提醒 or 说明, never an error).  What counts is the third column.

| file | contradictions | told when first run | told now | true sentences | reminders when first run | reminders now | errors |
|---|---|---|---|---|---|---|---|
"""


def _planted(told: list[tuple[Planted, bool]]) -> str:
    every, right = Counter(case.kind for case, _ in told), Counter(case.kind for case, ok in told if ok)
    rows = [f"| {kind} | {_NAMES[kind]} | {every[kind]} | {right[kind]} |" for kind in every]
    rows.append(f"| **together** | | **{len(told)}** | **{sum(ok for _, ok in told)}** |")
    return "## Contradictions\n\n| kind | what | planted | told for the right reason |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def _true(quiet: list[tuple[Planted, list[Grade]]]) -> str:
    every = Counter(case.kind for case, _ in quiet)
    lines = []
    for kind in every:
        grades = [grade for case, found in quiet if case.kind == kind for grade in found]
        lines.append(f"| {kind} | {_NAMES[kind]} | {every[kind]} | {grades.count(Grade.ERROR)} | {grades.count(Grade.WARNING)} |")
    grades = [grade for _, found in quiet for grade in found]
    lines.append(f"| **together** | | **{len(quiet)}** | **{grades.count(Grade.ERROR)}** | **{grades.count(Grade.WARNING)}** |")
    return "## True sentences\n\n| kind | what | sentences | errors | reminders |\n|---|---|---|---|---|\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(table(), end="")
