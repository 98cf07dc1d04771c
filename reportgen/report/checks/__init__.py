"""A report → what a machine can find wrong with its figures and its prose.

Knows no Word file.  ``subject`` is what the checks look at; each check is a small function in the module of its kind, and
``CHECKS`` is all of them.  A check never changes anything: it names what it found, and asks.  错误 is only what allows no honest
final copy: a gap, and a sentence that states the opposite of its figure; everything else is 提醒 or 说明, and can be switched by
code, for the office in ``reportgen.yaml`` and for one figure in the dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from reportgen.problem import Grade, Problem, errors
from reportgen.report.checks.approximations import joins, rough_words
from reportgen.report.checks.bounds import limits, outliers, precision, typed_limits
from reportgen.report.checks.changes import typed_changes
from reportgen.report.checks.claims import C17, claims
from reportgen.report.checks.crowds import crowds
from reportgen.report.checks.directions import directions, points
from reportgen.report.checks.entities import two_names
from reportgen.report.checks.enumerations import listed_items, said_twice
from reportgen.report.checks.growth import revisions, stated_growth, stated_points
from reportgen.report.checks.last_year import bases, last_years
from reportgen.report.checks.literals import contradictions, typed_again, typed_ranks
from reportgen.report.checks.paragraphs import apart
from reportgen.report.checks.presence import gaps, never_given, never_used, unknown, unverified
from reportgen.report.checks.ranks import rank_words
from reportgen.report.checks.relations import list_counts, relations
from reportgen.report.checks.repeats import C21, C22, C40, only_figures, still_to_write, unchanged
from reportgen.report.checks.slips import wording
from reportgen.report.checks.stages import stages
from reportgen.report.checks.subject import Subject
from reportgen.report.checks.sums import sums
from reportgen.report.checks.table_sums import table_sums
from reportgen.report.checks.targets import targets
from reportgen.report.checks.units import mixed_units, units
from reportgen.report.checks.years import years
from reportgen.report.grades import C01, Grades, regraded
from reportgen.report.load import Report
from reportgen.report.model.address import Address
from reportgen.report.prose import Said

__all__ = [
    "CARRIED_CODE", "CHECKS", "CLAIM_CODE", "FORBIDDING", "GAP_CODE", "REPEATED_CODES", "Subject", "check", "forbidden",
]  # fmt: skip

GAP_CODE = C01
"""The code of a gap: an error in a final copy, not in a draft."""
CLAIM_CODE = C17
"""The code of a rank or conclusion without a ground."""
REPEATED_CODES = (C21, C22)
"""The codes of sentences that are last year's, unchanged or with nothing but their figures changed."""
CARRIED_CODE = C40
"""The code of sentences that were carried over from last year and not rewritten yet."""

Check = Callable[[Subject], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    gaps, never_given, unknown, limits, typed_limits, precision, outliers, relations, list_counts, last_years, bases, stated_growth,
    stated_points, revisions, directions, points, typed_changes, rank_words, targets, sums, table_sums, listed_items, said_twice,
    rough_words, joins, typed_again, contradictions, typed_ranks, years, claims, units, mixed_units, wording, two_names, stages,
    unchanged, only_figures, still_to_write, apart, crowds, never_used, unverified,
)  # fmt: skip
"""All checks, in the order in which their problems are told."""
FORBIDDING: tuple[Check, ...] = (gaps, directions, typed_changes, units)
"""Those that find errors, where nobody gave a code another grade; none of them looks at last year's passages."""


def check(subject: Subject, grades: Grades | None = None) -> list[Problem]:
    """All problems of all checks; ``grades`` are the office's own grades."""
    return _found(CHECKS, subject, grades or {})


def forbidden(report: Report, said: Mapping[Address, Said], grades: Grades | None = None) -> list[Problem]:
    """The errors among them, for somebody who asks of nothing else: the checks that find no errors are passed by."""
    given = (grades or {}, *(field.grades for field in report.dictionary.fields.values()))
    checks = CHECKS if any(Grade.ERROR in each.values() for each in given) else FORBIDDING
    subject = Subject.of(report, said, with_last=checks is CHECKS)
    return list(errors(_found(checks, subject, grades or {})))


def _found(checks: Iterable[Check], subject: Subject, grades: Grades) -> list[Problem]:
    found = [problem for one in checks for problem in one(subject)]
    return [kept for problem in found if (kept := regraded(problem, grades)) is not None]
