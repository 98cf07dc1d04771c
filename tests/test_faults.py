"""Something happens to an input, or to a Word file, form, template or dictionary that a command reads or replaces, between any two of
its operations: no trace that does not fit, no half a write, a way on.

What happens to a file can matter only by the command's next operation with that file, so it happens before each of those, and after
the last.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from clerk import typed
from operations import Operation, operations, quick_folder, refused, state_of, watched
from parted_office import CASES, Case, generating, parted, pulling, undoing
from processes import remains, tree

from reportgen.storage.atomic_write import digest
from reportgen.workspace.journal import Direction, FileChange, LoggedChange
from reportgen.workspace.locate import Workspace

FILES = ("inputs/2024/1综合.yaml", "inputs/2024/2社会.yaml", "inputs/2023.yaml")
MARK = "# 后来加的一行"
FURTHER = {
    "generating": ("templates/annual/template.docx", "templates/annual/fields.yaml", "output/*汇报材料.docx"),
    "reviewing": ("templates/annual/template.docx",),
    "pulling": ("output/*汇报材料.docx",),
    "importing": ("output/填报表/2024年/经济发展办.xlsx",),
}
"""What else a command reads or replaces, by the name of its case."""


def replaced(path: Path) -> None:
    """Somebody saves it again, with a line more, as editors do: beside it, then under its name."""
    beside, data = path.with_name(".swap"), path.read_bytes()
    beside.write_bytes(saved_again(data) if data.startswith(b"PK") else f"{MARK}\n".encode() + data)
    beside.replace(path)


def saved_again(package: bytes) -> bytes:
    """A zip that holds the same and has other bytes: with a remark at its end."""
    assert package[-2:] == b"\0\0", "it has one already"
    return package[:-2] + len(MARK.encode()).to_bytes(2, "little") + MARK.encode()


def truncated(path: Path) -> None:
    """A disk that was full leaves half of it."""
    os.truncate(path, path.stat().st_size // 2)


def deleted(path: Path) -> None:
    path.unlink()


def locked(_: Path) -> None:
    """Another program has opened it for itself: nothing is done to it, but ``Office`` lets nobody open it."""


Fault = Callable[[Path], None]
FAULTS: tuple[Fault, ...] = (replaced, truncated, deleted, locked)


class Office:
    """A workspace in which a command is run again and again, each time with another fault."""

    def __init__(self, folder: Path, case: Case) -> None:
        self.folder, self.office = folder, folder / "office"
        self.office.mkdir()
        os.chdir(self.office)
        self.words = case(parted(self.office))
        shutil.copytree(self.office, folder / "before")
        self.before = tree(self.office / "inputs")
        self.taken = next((digest(copy.read_bytes()) for copy in self.office.glob("output/*.docx")), None)
        self.files = (*FILES, *(path.relative_to(self.office).as_posix() for each in FURTHER.get(case.__name__, ()) for path in self.office.glob(each)))
        self.logged = self._logged()
        self.done = operations(self.office, lambda: typed(*self.words))
        self.after = tree(self.office / "inputs")
        self.went_on: set[object] = set()

    def _logged(self) -> dict[tuple[int, bool], LoggedChange]:
        return {(each.number, each.undone): each for each in Workspace(self.office).journal.changes()}

    def _counting_change(self) -> dict[str, FileChange]:
        """The inputs that the last run has changed, as the journal has noted it."""
        new = [each for key, each in self._logged().items() if key not in self.logged]
        files = [file for each in new for file in each.turned(Direction.UNDO if each.undone else Direction.WRITE)]
        return {each.place.removeprefix("inputs/"): each for each in files if not each.note}

    def moments(self, file: str, fault: Fault) -> list[int]:
        """Numbers of the operations before which the fault may matter."""
        numbers = [number for number, each in enumerate(self.done) if _concerns(each, file, fault) and not self._was_just_looked_at(number, file)]
        return [*numbers, len(self.done) - 1] if numbers else []

    def _was_just_looked_at(self, number: int, file: str) -> bool:
        """Whether an operation puts another file in the place of ours, or takes it away, and the one before it was to read it: no system
        has one call that does both."""
        if self.done[number].kind not in ("os.rename", "os.remove") or self.done[number].places[-1:] != (file,):
            return False
        return self.done[number - 1] == Operation("open", (file,))

    def _renew(self) -> None:
        os.chdir(self.folder)
        shutil.rmtree(self.office)
        shutil.copytree(self.folder / "before", self.office)
        os.chdir(self.office)

    def hit(self, file: str, fault: Fault, moment: int) -> None:
        """Runs the command in which that happens, and looks at what is left; then the fault is mended, and it is run again."""
        self._renew()
        when = f"{self.words[0]}: {file} {fault.__name__} before operation {moment}, {self.done[moment]}"
        path, left = self.office / file, [moment]
        seen: list[bytes | None] = []

        def strike(operation: Operation) -> None:
            left[0] -= 1
            if left[0] == -1 and path.exists():
                seen.append(path.read_bytes())
                fault(path)
                seen.append(path.read_bytes() if path.exists() else None)
            if fault is locked and left[0] < 0 and file in operation.places and not operation.looks_only:
                raise refused(str(path))

        with watched(self.office, strike):
            done = typed(*self.words)
        assert left[0] < 0, f"{when}: the run is shorter than the first"
        was, became = seen or (None, None)
        assert done.exception is None or isinstance(done.exception, SystemExit), f"{when}: {done.exception!r}"
        assert done.exit_code == 0 or "[" in done.output, f"{when}: nothing is said: {done.output}"
        self._nothing_is_lost(when, file, was, became)
        self._traces_fit(when)
        self._goes_on(when, file, fault, was)

    def _nothing_is_lost(self, when: str, file: str, was: bytes | None, became: bytes | None) -> None:
        """Each input is as it was, or as somebody left it, or has become by a change that counts what it should, made of what it was."""
        if not file.startswith("inputs/"):
            self._is_still_somewhere(when, file, was, became)
        now, own, change = tree(self.office / "inputs"), file.removeprefix("inputs/"), self._counting_change()
        for name in (now.keys() | self.before.keys() | change.keys()) - {own}:
            wanted = change[name].after if name in change else self.before.get(name)
            assert now.get(name) == wanted, f"{when}: {name} is neither old nor of a change that counts"
        if file.startswith("inputs/") and now.get(own) != became and (became is not None or now[own] != was):
            assert (change[own].before, change[own].after) == (became, now.get(own)), f"{when}: what somebody wrote is lost"
        assert not remains(self.office), when

    def _is_still_somewhere(self, when: str, file: str, was: bytes | None, became: bytes | None) -> None:
        """What somebody wrote into a Word file stands at its place or is kept aside; only what we wrote ourselves makes room."""
        kept = [path.read_bytes() for path in (self.office / "output").rglob("*.*") if path.is_file()]
        path = self.office / file
        at_its_place = path.read_bytes() if path.exists() else None
        assert became is None or at_its_place == became or became in kept or became == was, f"{when}: what somebody wrote is lost"

    def _traces_fit(self, when: str) -> None:
        """A copy that is as it was written is what its record says, and the inputs it was made of are kept as they were read."""
        place = Workspace(self.office)
        for copy in self.office.glob("output/*.docx"):
            record = place.record(copy)
            assert record is not None, f"{when}: {copy.name} has no record"
            taken = record.get("已回收")
            assert taken in (None, self.taken), f"{when}: {copy.name} is said to be taken over, which was never read"
            if digest(copy.read_bytes()) != record["摘要"]:
                continue
            for name, named in record["轨迹"]["输入"].items():
                assert place.kept.source(named) is not None, f"{when}: {name} of {copy.name} is not kept"

    def _goes_on(self, when: str, file: str, fault: Fault, was: bytes | None) -> None:
        """With the fault mended, or somebody's line taken as it is, the command does its work; once for each state that is left."""
        path = self.office / file
        if fault in (truncated, deleted) and was:
            if self.words[0] != "撤回" and self._counting_change() and was == self.before.get(file.removeprefix("inputs/")):
                assert typed("撤回", "--是").exit_code == 0, f"{when}: what was made of half a file can be taken back"
            path.write_bytes(was)
        state = state_of(self.office)
        if state in self.went_on:
            return
        self.went_on.add(state)
        again = typed(*self.words)
        done = again.exit_code == 0 or "[W32]" in again.output or "[W37]" in again.output
        if self.words[0] == "撤回" and fault is replaced and "[W36]" in again.output:
            return  # what somebody wrote since is theirs to weigh
        assert done, f"{when}: {again.output}"
        now = tree(self.office / "inputs")
        for name, data in self.after.items():
            assert now[name].replace(f"{MARK}\n".encode(), b"") == data, f"{when}: {name} after it was run again: {again.output}"


def _concerns(operation: Operation, file: str, fault: Fault) -> bool:
    """Whether an operation can tell the fault; only a deleted file is missed by one who merely looks."""
    if file in operation.places:
        return fault is deleted or not operation.looks_only
    return fault is deleted and operation.looks_only and str(Path(file).parent) in operation.places


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    with quick_folder(tmp_path) as folder:
        yield folder
        os.chdir(tmp_path)


def everywhere(office: Office) -> int:
    """Each fault in each file before each operation that can tell it; how many there were."""
    count = 0
    for file in office.files:
        for fault in FAULTS:
            if fault is truncated and file.startswith("output/") and office.words[0] == "生成":
                continue  # half of an old report may be kept aside as it is, and here every Word file that is made has to open
            for moment in office.moments(file, fault):
                office.hit(file, fault, moment)
                count += 1
    return count


def test_a_module_that_is_kept_compiled_in_the_first_run_of_a_command_is_no_operation_of_it(tmp_path: Path) -> None:
    office, beside = tmp_path / "office", tmp_path / "module.pyc"
    office.mkdir()

    def run() -> None:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY), "wb") as file:
            file.write(b"compiled")
        with os.fdopen(os.open(office / "own", os.O_CREAT | os.O_WRONLY), "wb") as file:
            os.fsync(file.fileno())

    assert operations(office, run) == [Operation("open", ("own",)), Operation("os.fsync", ())]


def test_what_happens_to_an_input_in_any_moment_of_undo_is_seen_or_does_no_harm(memory: Path) -> None:
    assert everywhere(Office(memory, undoing)) > 20


@pytest.mark.slow
@pytest.mark.parametrize("case", [case for case in CASES if case is not undoing], ids=lambda case: case.__name__)
def test_what_happens_to_an_input_in_any_moment_is_seen_or_does_no_harm(memory: Path, case: Case) -> None:
    office = Office(memory, case)
    assert len(office.files) == len(FILES) + len(FURTHER.get(case.__name__, ()))
    assert everywhere(office) > 50


def test_a_copy_that_is_saved_again_while_the_question_waits_is_not_noted_as_taken_over(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(memory)
    office = parted(memory)
    words = pulling(office)
    copy = office / words[1]
    asked: list[str] = []

    def answered(*_: object, **__: object) -> str:
        asked.append("是")
        if len(asked) == 1:
            replaced(copy)
        return "是"

    monkeypatch.setattr("reportgen.cli.pull._prompt", answered)
    assert typed(*words[:2]).exit_code == 0 and asked
    saved = copy.read_bytes()
    assert (Workspace(office).record(copy) or {}).get("已回收") != digest(saved)
    assert typed("生成", "2024").exit_code == 0
    assert copy.read_bytes() == saved, "what was saved in between is in no input: it is not written over"
    assert "--解除" in typed(*words).output, "the way on"


def test_an_output_that_cannot_be_read_or_is_edited_while_it_is_replaced_stays(memory: Path) -> None:
    office = Office(memory, generating)
    (file,) = (each for each in office.files if each.startswith("output/"))
    for fault, some in ((locked, slice(1)), (replaced, slice(-3, -1))):
        moments = office.moments(file, fault)
        assert len(moments) > 3
        for moment in moments[some]:
            office.hit(file, fault, moment)
