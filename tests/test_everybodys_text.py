"""Whatever clerks, officials and the program do in any order, nobody's text is lost: a state machine over a workspace."""

from __future__ import annotations

import tempfile
from pathlib import Path

from docx_samples import document
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reportgen.storage import digest
from reportgen.workspace.locate import Workspace


class Office(RuleBasedStateMachine):
    """``theirs``: for each file that somebody edited, what it holds."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.workspace = Workspace(Path(self.folder.name))
        self.target = self.workspace.target(2024, "材料")
        self.theirs: dict[Path, bytes] = {}

    @rule(text=st.sampled_from(["甲", "乙", "丙"]))
    def generate(self, text: str) -> None:
        before = dict(self.theirs)
        path, _ = self.workspace.keep(self.target, document(text), {})
        assert path is not None
        assert path not in before or before[path] == document(text)
        assert path.read_bytes() == document(text)
        self.theirs.pop(path, None)  # the very words that the program writes are nobody's own

    @precondition(lambda self: self.files())
    @rule(number=st.integers(0, 9), text=st.text("丁戊己", min_size=1, max_size=3))
    def edit(self, number: int, text: str) -> None:
        files = self.files()
        path = files[number % len(files)]
        edited = document(f"改：{text}")
        if path.read_bytes() != edited:  # who saves words that were taken over once more has changed nothing
            path.write_bytes(edited)
            self.theirs[path] = edited

    @precondition(lambda self: self.theirs)
    @rule(number=st.integers(0, 9))
    def pull(self, number: int) -> None:
        """Everything in it was taken over: from then on it may be replaced."""
        path = sorted(self.theirs)[number % len(self.theirs)]
        assert self.workspace.settle(path) is None
        if self.workspace.record(path) is not None:
            del self.theirs[path]

    @precondition(lambda self: self.files())
    @rule(number=st.integers(0, 9))
    def lose_the_record(self, number: int) -> None:
        """A file without a record is somebody's work."""
        path = self.files()[number % len(self.files())]
        self.workspace.record_place(path).unlink(missing_ok=True)
        self.theirs[path] = path.read_bytes()

    @invariant()
    def nobodys_text_is_lost(self) -> None:
        for path, content in getattr(self, "theirs", {}).items():
            assert digest(path.read_bytes()) == digest(content), f"{path.name} was overwritten"

    def files(self) -> list[Path]:
        return sorted(self.workspace.output.glob("*.docx"))

    def teardown(self) -> None:
        self.folder.cleanup()


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)
