"""Problems → what a clerk reads on the screen: gravest first, each with its place, the line, and how to mend it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from reportgen.problem import Grade, Problem, TextPlace

_MEANING = {Grade.ERROR: "改好才能出稿", Grade.WARNING: "请逐条确认", Grade.NOTE: "供核对"}


def as_text(problems: Sequence[Problem]) -> str:
    """All problems, grouped by grade."""
    blocks: list[str] = []
    for grade in Grade:
        found = [problem for problem in problems if problem.grade is grade]
        if found:
            blocks.append(f"{grade.value} {len(found)} 项（{_MEANING[grade]}）")
            blocks += [_one(number, problem) for number, problem in enumerate(found, 1)]
    return "\n".join(blocks)


def _one(number: int, problem: Problem) -> str:
    where = f"{problem.place}：" if problem.place else ""
    lines = [f"  {number}. [{problem.code}] {where}{problem.message}"]
    quote = problem.place.quote() if problem.place else ""
    lines += [f"       {line}" for line in quote.split("\n") if line.strip()]
    if problem.hint:
        lines.append(f"     怎么办：{problem.hint}")
    lines += [f"     另见：{place}" for place in problem.also if not isinstance(place, TextPlace) or place != problem.place]
    return "\n".join(lines)


def as_json(problems: Sequence[Problem], **more: Any) -> str:
    """Problems, and what else is known, as data."""
    return json.dumps({**more, "问题": [problem.as_data() for problem in problems]}, ensure_ascii=False, indent=2)


def counted(figures: int, missing: Mapping[str, int]) -> str:
    """How many figures, and how many of them are still to come, by department."""
    if not missing:
        return f"共 {figures} 个数，没有缺项"
    parts = "、".join(f"{department} {number} 个" for department, number in missing.items())
    return f"共 {figures} 个数，还缺 {sum(missing.values())} 个：{parts}"
