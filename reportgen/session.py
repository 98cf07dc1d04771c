"""A year that is being worked on: files as they are at each moment → the last draft that could be made of them, and all
problems.

Knows no file by its path and keeps nothing on a disk.  It serves whoever asks again and again, as a front end does at each
keystroke: what did not change since the last time is not read again, and a text that cannot be read for a moment costs nobody
the last good page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reportgen.draft import Draft, Kit, Trace, YearInput
from reportgen.problem import Problem, ReportError
from reportgen.report.grades import Grades
from reportgen.storage.given import Given


@dataclass(frozen=True, slots=True)
class Session:
    """A year that is being worked on: the last draft that could be made (none at first), everything there is to say of the files
    as they are now, and the year as it was last read.

    Each ``update`` gives a new session; what did not change since is not read again, so it may be asked for at each keystroke.
    """

    kit: Kit
    draft: Draft | None = None
    problems: tuple[Problem, ...] = ()
    year: YearInput | None = None
    last: YearInput | None = None

    @property
    def trace(self) -> Trace | None:
        """What the last good draft printed from where."""
        return self.draft.trace if self.draft else None

    @property
    def is_current(self) -> bool:
        """Whether the draft is that of the files as they are now."""
        return self.draft is not None and self.year is not None and self.draft.report is self.year.report

    @classmethod
    def of(cls, template: Given, fields: Given) -> Session:
        """A session that has read nothing yet; raises ``ReportError`` when the template is no usable Word file."""
        return cls(Kit.open(template.content, fields))

    def update(
        self, inputs: Iterable[Given], last: Iterable[Given] = (), *, gaps: bool = True, grades: Grades | None = None,
        goes_on: Callable[[], None] = lambda: None,
    ) -> Session:  # fmt: skip
        """The session with the files as they are now; ``gaps`` are shown in the draft, as in a 草稿, or forbid it.  ``goes_on`` is
        called between the steps, and may raise what it likes to end them."""
        last, kit = tuple(last), self.kit if self.kit.memory is not None else self.kit.remembering()
        is_same = self.last is not None and self.last.inputs == last
        before = self.last if is_same else kit.read(last, known=self.last) if last else None
        year = kit.read(inputs, before, self.year)
        goes_on()
        try:
            made = kit.make(year, draft=gaps, grades=grades, goes_on=goes_on)
        except ReportError as error:
            return Session(kit, self.draft, error.problems, year, before)
        return Session(kit, made, made.problems, year, before)
