"""``检查: {C11: 关, C17: 说明}`` → the grades that findings get instead of their usual ones.

Knows no check, only their codes.  The same words stand in ``reportgen.yaml`` (for the whole office) and at a field of the
dictionary (for that figure alone).  A gap (C01) has no switch: without the figure there is no honest final copy.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.yamltext import MappingNode, Node, Scalar

C01 = Code("C01", "还缺一个数", "研发费用投入:", "研发费用投入: 7.05；本年没有就写“无”")

Grades = Mapping[str, Grade | None]
"""Code → grade; None for a check that is switched off."""

WORDS: Mapping[str, Grade | None] = {"关": None, **{grade.value: grade for grade in Grade}}
"""What may be written after a code."""
GRADED = (
    "C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "C09", "C10", "C11", "C12", "C13",
    "C14", "C15", "C16", "C17", "C18", "C19", "C20", "C21", "C22", "C24", "C25", "C26", "C27", "C28",
    "C29", "C30", "C31", "C32", "C33", "C34", "C35", "C36", "C38", "C40", "C60", "C61", "C62",
)  # fmt: skip
"""The codes of all checks.  Named here, since reading a workspace's settings must not read the checks; a test holds them
together."""
_FIXED = C01


def read_grades(node: Node | None, code: Code) -> tuple[Grades, list[Problem]]:
    """Reads the lines below ``检查``; nothing there is no fault.  A fault is a warning of the code of whose lines they are."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return {}, []
    if not isinstance(node, MappingNode):
        return {}, [Problem(code, say("“检查”下面要一行一个编号"), Grade.WARNING, node.place(), say("写成 检查: {{C11: 关}}"))]
    grades: dict[str, Grade | None] = {}
    faults: list[Problem] = []
    for entry in node:
        check, word = entry.key.text, entry.value.text if isinstance(entry.value, Scalar) else ""
        if check not in GRADED:
            message, hint = say("没有“{code}”这一项检查", code=check), say("编号见 docs/problems.md 里 C 开头的")
            faults.append(Problem(code, message, Grade.WARNING, entry.key.place(), hint))
        elif check == _FIXED:
            message, hint = say("“{code}”不能改", code=check), say("还缺数就不能出定稿，要先看稿子请加 --草稿")
            faults.append(Problem(code, message, Grade.WARNING, entry.key.place(), hint))
        elif word not in WORDS:
            message = say("“{code}: {word}”读不懂", code=check, word=word)
            faults.append(Problem(code, message, Grade.WARNING, entry.value.place(), say("可写：{allowed}", allowed=tuple(WORDS))))
        else:
            grades[check] = WORDS[word]
    return grades, faults


def regraded(problem: Problem, grades: Grades) -> Problem | None:
    """The problem with the grade that was wished for; None if its check is off."""
    if problem.code not in grades:
        return problem
    grade = grades[problem.code]
    return None if grade is None else problem.regraded(grade)
