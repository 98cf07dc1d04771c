"""Whatever clerks, officials and the program do in any order, nobody's text is lost: a state machine over a workspace."""

from __future__ import annotations

import tempfile
from pathlib import Path

from docx_samples import document
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pulled_files import pulled

from reportgen.storage import digest
from reportgen.workspace.locate import ASIDE, FINAL, Workspace


class Office(RuleBasedStateMachine):
    """``theirs``: for each file that somebody edited, what it holds; ``finals``: for each 定稿 that nobody released, its bytes;
    ``released``: the bytes of those that somebody released, which are known to be the program's own wherever they lie."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        (Path(self.folder.name) / "inputs").mkdir()
        self.workspace = Workspace(Path(self.folder.name))
        self.target = self.workspace.target(2024, "材料")
        self.theirs: dict[Path, bytes] = {}
        self.pulled: dict[Path, bytes] = {}
        self.finals: dict[Path, bytes] = {}
        self.released: set[bytes] = set()

    @rule(text=st.sampled_from(["甲", "乙", "丙"]), final=st.booleans())
    def generate(self, text: str, final: bool) -> None:
        before = dict(self.theirs)
        path, _ = self.workspace.keep(self.target, document(text), {"稿本": FINAL} if final else {})
        assert path is not None
        assert path.read_bytes() == document(text)
        if path in before and before[path] != document(text):
            assert self.pulled.get(path) == before[path], "only what was taken over makes room"
            self.theirs[self.aside(before[path])] = before[path]
        self.theirs.pop(path, None)  # the very words that the program writes are nobody's own
        if final:
            self.finals[path] = document(text)

    @precondition(lambda self: self.finals)
    @rule(number=st.integers(0, 9), name=st.sampled_from(["领导.docx", "送审.docx"]))
    def rename_a_final(self, number: int, name: str) -> None:
        path = sorted(self.finals)[number % len(self.finals)]
        new = path.with_name(name)
        if not new.exists() and path not in self.theirs:
            path.rename(new)
            self.finals[new] = self.finals.pop(path)

    @precondition(lambda self: self.finals)
    @rule(number=st.integers(0, 9))
    def release(self, number: int) -> None:
        path = sorted(self.finals)[number % len(self.finals)]
        if path not in self.theirs:
            content = self.finals[path]
            assert self.workspace.is_final(path)
            assert self.workspace.release(path, "2025-01-08T09:00") is None
            self.released.add(content)
            self.finals = {each: held for each, held in self.finals.items() if held != content}

    @precondition(lambda self: self.files())
    @rule(number=st.integers(0, 9), text=st.text("丁戊己", min_size=1, max_size=3))
    def edit(self, number: int, text: str) -> None:
        files = self.files()
        path = files[number % len(files)]
        edited = document(f"改：{text}")
        if path.read_bytes() != edited:
            path.write_bytes(edited)
            self.theirs[path] = edited
            self.finals.pop(path, None)

    @precondition(lambda self: self.theirs)
    @rule(number=st.integers(0, 9))
    def pull(self, number: int) -> None:
        """Everything in it was taken over: from then on it may be replaced, and is kept aside."""
        path = sorted(self.theirs)[number % len(self.theirs)]
        pulled(self.workspace, path)
        if self.workspace.record(path) is not None:
            self.pulled[path] = self.theirs[path]

    @precondition(lambda self: self.files())
    @rule(number=st.integers(0, 9))
    def lose_the_record(self, number: int) -> None:
        """A file without a record is somebody's work, unless it was released byte by byte."""
        path = self.files()[number % len(self.files())]
        self.workspace.record_place(path).unlink(missing_ok=True)
        if path.read_bytes() not in self.released:
            self.theirs[path] = path.read_bytes()

    @invariant()
    def nobodys_text_is_lost(self) -> None:
        for path, content in getattr(self, "theirs", {}).items():
            assert digest(path.read_bytes()) == digest(content), f"{path.name} was overwritten"

    @invariant()
    def a_final_copy_stays_as_it_is(self) -> None:
        for path, content in getattr(self, "finals", {}).items():
            assert digest(path.read_bytes()) == digest(content), f"{path.name} was final and was overwritten"

    def aside(self, content: bytes) -> Path:
        """Where an edited file that made room was kept."""
        return next(path for path in (self.workspace.output / ASIDE).iterdir() if path.read_bytes() == content)

    def files(self) -> list[Path]:
        return sorted(self.workspace.output.glob("*.docx"))

    def teardown(self) -> None:
        self.folder.cleanup()


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)
