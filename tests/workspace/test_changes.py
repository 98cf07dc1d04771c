"""An input is changed in all its files or in none, only onto what was read, and can be taken back."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.problem import Problem, ReportError
from reportgen.storage.given import Given
from reportgen.workspace import journal
from reportgen.workspace.changes import next_change, rewritten, taken_back, write_inputs, write_new
from reportgen.workspace.journal import Direction, FileChange, LoggedChange
from reportgen.workspace.locate import Workspace
from reportgen.yamltext import read_bytes


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A workspace with two files of inputs."""
    (tmp_path / "inputs/2024").mkdir(parents=True)
    for name, content in (("a.yaml", b"a: 1\n"), ("b.yaml", b"b: 1\n")):
        (tmp_path / "inputs/2024" / name).write_bytes(content)
    return Workspace(tmp_path)


def given(place: Workspace) -> list[Given]:
    return [Given(path.name, path.read_bytes(), path) for path in sorted((place.root / "inputs/2024").iterdir())]


def contents(place: Workspace) -> list[bytes]:
    return [each.content for each in given(place)]


def edited(items: list[Given], *texts: bytes) -> list[Given]:
    return [Given(each.name, content, each.path) for each, content in zip(items, texts, strict=True)]


def codes(faults: tuple[Problem, ...]) -> list[str]:
    return [fault.code for fault in faults]


def test_only_files_that_change_are_written(place: Workspace) -> None:
    before = given(place)
    written, faults = write_inputs(place, "回收 甲", before, edited(before, b"a: 1\n", b"b: 2\n"))
    assert (written, faults) == ((place.root / "inputs/2024/b.yaml",), ())
    assert contents(place) == [b"a: 1\n", b"b: 2\n"]
    assert write_inputs(place, "回收 甲", given(place), given(place)) == ((), ())
    assert [each.command for each in place.journal.changes()] == ["回收 甲"]


def test_what_was_typed_in_the_meantime_is_not_written_over(place: Workspace) -> None:
    before = given(place)
    (place.root / "inputs/2024/b.yaml").write_bytes(b"typed")
    written, faults = write_inputs(place, "回收 甲", before, edited(before, b"a: 2\n", b"b: 2\n"))
    assert (written, codes(faults)) == ((), ["W33"])
    assert contents(place) == [b"a: 1\n", b"typed"]
    assert place.journal.changes() == ()


def test_where_one_file_is_read_only_or_gone_none_is_written(place: Workspace) -> None:
    before = given(place)
    (place.root / "inputs/2024/b.yaml").chmod(0o444)
    assert codes(write_inputs(place, "回收", before, edited(before, b"a: 2\n", b"b: 2\n"))[1]) == ["W11"]
    (place.root / "inputs/2024/b.yaml").unlink()
    assert codes(write_inputs(place, "回收", before, edited(before, b"a: 2\n", b"b: 2\n"))[1]) == ["W33"]
    assert contents(place) == [b"a: 1\n"]


def test_a_file_whose_bytes_would_not_come_back_is_not_written(place: Workspace) -> None:
    path = place.root / "inputs/2024/a.yaml"
    path.write_bytes(b"\xfe\xff" + "年度: 2024\n".encode("utf-16-be"))
    for item in given(place)[:1]:
        document = read_bytes(item.content, item.name)[0]
        after = rewritten(item, document, document.text + "标题: 题\n")
        assert codes(write_inputs(place, "导入", [item], [after])[1]) == ["W33"]
        assert rewritten(item, document, document.text) is item
        with pytest.raises(ReportError, match="W33"):
            rewritten(item, document, "\ud800")
    path.write_bytes(b"\xef\xbb\xbf" + "年度: 2024\r\n".encode())
    item = given(place)[0]
    document = read_bytes(item.content, item.name)[0]
    assert write_inputs(place, "导入", [item], [rewritten(item, document, document.text + "标题: 题\r\n")]) == ((path,), ())
    assert path.read_bytes() == b"\xef\xbb\xbf" + "年度: 2024\r\n标题: 题\r\n".encode()


def test_gbk_stays_gbk_and_can_be_taken_back(place: Workspace) -> None:
    path = place.root / "inputs/2024/a.yaml"
    path.write_bytes("标题: 某某街\n".encode("gb18030"))
    item = given(place)[0]
    document = read_bytes(item.content, item.name)[0]
    after = rewritten(item, document, document.text.replace("某某街", "东街"))
    assert write_inputs(place, "导入", [item], [after])[1] == ()
    assert path.read_bytes() == "标题: 东街\n".encode("gb18030")
    undo(place)
    assert path.read_bytes() == item.content


def undo(place: Workspace, direction: Direction = Direction.UNDO) -> None:
    change = next_change(place, direction)
    assert change is not None
    assert taken_back(place, change, direction) == ()


def wrote(place: Workspace, number: int) -> None:
    before = given(place)
    texts = (f"a: {number}\n".encode(), f"b: {number}\n".encode())
    assert write_inputs(place, f"回收 {number}", before, edited(before, *texts))[1] == ()


def test_changes_are_taken_back_one_after_another_and_made_again(place: Workspace) -> None:
    wrote(place, 2)
    wrote(place, 3)
    undo(place)
    assert contents(place) == [b"a: 2\n", b"b: 2\n"]
    undo(place)
    assert contents(place) == [b"a: 1\n", b"b: 1\n"]
    assert next_change(place, Direction.UNDO) is None
    undo(place, Direction.REDO)
    undo(place, Direction.REDO)
    assert contents(place) == [b"a: 3\n", b"b: 3\n"]
    assert next_change(place, Direction.REDO) is None


def test_what_was_taken_back_before_something_else_was_written_cannot_be_made_again(place: Workspace) -> None:
    wrote(place, 2)
    undo(place)
    wrote(place, 4)
    assert next_change(place, Direction.REDO) is None
    assert [each.command for each in place.journal.changes()] == ["回收 4"]


def test_a_run_killed_as_its_change_begins_to_count_leaves_nothing_that_could_be_made_again(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote(place, 2)
    wrote(place, 3)
    undo(place)
    with monkeypatch.context() as patched:
        patched.setattr(journal.Journal, "_prune", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            wrote(place, 4)
    assert place.recovered() == ()
    undo(place)
    assert contents(place) == [b"a: 2\n", b"b: 2\n"]
    undo(place, Direction.REDO)
    assert contents(place) == [b"a: 4\n", b"b: 4\n"], "not 3, which was taken back before 4 was written"


@pytest.mark.parametrize(("count", "kept"), [(20, 20), (21, 20)])
def test_the_last_twenty_are_kept(place: Workspace, count: int, kept: int) -> None:
    for number in range(2, count + 2):
        wrote(place, number)
    assert len(place.journal.changes()) == kept
    assert place.journal.changes()[-1].command == f"回收 {count + 1}"


def test_a_file_that_was_changed_since_is_named_and_nothing_is_taken_back(place: Workspace) -> None:
    wrote(place, 2)
    (place.root / "inputs/2024/b.yaml").write_bytes(b"b: 9\n")
    change = next_change(place, Direction.UNDO)
    assert change
    (fault,) = taken_back(place, change, Direction.UNDO)
    assert str(fault).startswith("[W36] inputs/2024/b.yaml 后来又改过，没有撤回")
    assert contents(place) == [b"a: 2\n", b"b: 9\n"]
    (place.root / "inputs/2024/b.yaml").write_bytes(b"b: 2\n")
    undo(place)
    assert contents(place) == [b"a: 1\n", b"b: 1\n"]


def test_what_another_run_has_taken_back_meanwhile_is_not_taken_back_twice(place: Workspace) -> None:
    wrote(place, 2)
    change = next_change(place, Direction.UNDO)
    assert change
    undo(place)
    assert codes(taken_back(place, change, Direction.UNDO)) == ["W37"]
    assert contents(place) == [b"a: 1\n", b"b: 1\n"]


def test_new_files_go_with_their_folder_and_come_again(place: Workspace) -> None:
    targets = [place.root / "inputs/2025" / name for name in ("a.yaml", "b.yaml")]
    assert write_new(place, "新建 2025", targets, [b"a:\n", b"b:\n"]) == (tuple(targets), ())
    undo(place)
    assert not (place.root / "inputs/2025").exists()
    undo(place, Direction.REDO)
    assert [path.read_bytes() for path in targets] == [b"a:\n", b"b:\n"]
    targets[1].write_bytes(b"b: 5\n")
    change = next_change(place, Direction.UNDO)
    assert change
    assert codes(taken_back(place, change, Direction.UNDO)) == ["W36"]
    assert all(path.exists() for path in targets)
    single = place.root / "inputs/2026.yaml"
    assert write_new(place, "新建 2026", [single], [b"a:\n"])[1] == ()
    undo(place)
    assert not single.exists() and (place.root / "inputs").is_dir()


def test_a_year_that_was_made_meanwhile_stays(place: Workspace) -> None:
    path = place.root / "inputs/2024/a.yaml"
    assert codes(write_new(place, "新建", [path], [b"x"])[1]) == ["W33"]
    assert path.read_bytes() == b"a: 1\n"


def test_a_note_of_our_own_goes_along_and_hinders_nothing(place: Workspace) -> None:
    note = place.output / ".reportgen/甲.json"
    note.parent.mkdir(parents=True)
    note.write_bytes(b"{}")
    before = given(place)
    change = FileChange("output/.reportgen/甲.json", b"{}", b"{1}", note=True)
    written, _ = write_inputs(place, "回收", before, edited(before, b"a: 2\n", b"b: 1\n"), [change])
    assert written == (place.root / "inputs/2024/a.yaml",)
    assert note.read_bytes() == b"{1}"
    undo(place)
    assert note.read_bytes() == b"{}"
    undo(place, Direction.REDO)
    note.write_bytes(b"{2}")
    undo(place)
    assert (note.read_bytes(), contents(place)) == (b"{2}", [b"a: 1\n", b"b: 1\n"])


def test_a_note_that_a_killed_run_had_not_written_is_written_when_the_change_is_finished(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a copy whose edits were taken back out of the inputs would still count as taken over, and be written over."""
    note = place.output / ".reportgen/甲.json"
    note.parent.mkdir(parents=True)
    note.write_bytes(b"{}")
    before = given(place)
    change = FileChange("output/.reportgen/甲.json", b"{}", b"{1}", note=True)
    assert write_inputs(place, "回收", before, edited(before, b"a: 2\n", b"b: 2\n"), [change])[1] == ()
    write = journal.write_file

    def dying(path: Path, data: bytes, **named: Any) -> Problem | None:
        if path == note:
            raise Killed
        return write(path, data, **named)

    last = next_change(place, Direction.UNDO)
    assert last
    with monkeypatch.context() as patched:
        patched.setattr(journal, "write_file", dying)
        with pytest.raises(Killed):
            taken_back(place, last, Direction.UNDO)
    assert (note.read_bytes(), contents(place)) == (b"{1}", [b"a: 1\n", b"b: 1\n"])
    assert codes(place.recovered()) == ["W34"]
    assert note.read_bytes() == b"{}"


class Killed(BaseException):
    """The run is no more."""


def killed(place: Workspace, monkeypatch: pytest.MonkeyPatch, files: int) -> None:
    """A change of both files of which only some were written before the run was killed."""
    write = journal.write_file
    left = [files + 1]  # the first is the journal itself

    def dying(path: Path, data: bytes, **named: Any) -> Problem | None:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return write(path, data, **named)

    before = given(place)
    with monkeypatch.context() as patched:
        patched.setattr(journal, "write_file", dying)
        if files == 2:
            patched.setattr(journal.Journal, "_finish", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            write_inputs(place, "回收 甲", before, edited(before, b"a: 2\n", b"b: 2\n"))


A, B = "inputs/2024/a.yaml", "inputs/2024/b.yaml"


def gone(path: Path) -> None:
    path.unlink()


def replaced(path: Path) -> None:
    path.write_bytes("某: 别的\n".encode())


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:2])


def untouched(_: Path) -> None:
    pass


@pytest.mark.parametrize("files", [0, 1, 2])
def test_what_a_killed_run_had_begun_is_put_back_or_finished(place: Workspace, monkeypatch: pytest.MonkeyPatch, files: int) -> None:
    killed(place, monkeypatch, files)
    told = place.recovered()
    assert contents(place) == ([b"a: 2\n", b"b: 2\n"] if files == 2 else [b"a: 1\n", b"b: 1\n"])
    assert codes(told) == ["W34"] * (files > 0)
    assert not place.journal.is_pending
    assert len(place.journal.changes()) == (files == 2)
    assert place.recovered() == ()


@pytest.mark.parametrize("files", [0, 1, 2])
@pytest.mark.parametrize("name", [A, B])
@pytest.mark.parametrize("deed", [gone, replaced, truncated], ids=lambda deed: deed.__name__)
def test_what_somebody_does_to_a_file_before_the_next_run_is_kept_and_told(
    place: Workspace, monkeypatch: pytest.MonkeyPatch, files: int, name: str, deed: Callable[[Path], None]
) -> None:
    killed(place, monkeypatch, files)
    deed(place.root / name)
    mine = (place.root / name).read_bytes() if (place.root / name).exists() else None
    told = place.recovered()
    other = place.root / (B if name == A else A)
    assert other.read_bytes() == (b"b: 1\n" if name == A else b"a: 1\n"), "the other file is as before"
    if mine is None:
        assert (place.root / name).read_bytes() in (b"a: 1\n", b"b: 1\n")
    else:
        assert (place.root / name).read_bytes() == mine, "what somebody has written stays"
        assert "W35" in codes(told)
        kept = place.journal.folder / f"1-{Path(name).name}"
        assert kept.read_bytes() == (b"a: 1\n" if name == A else b"b: 1\n")
        assert kept.relative_to(place.root).as_posix() in str(told)
    assert not place.journal.is_pending
    wrote_again = given(place)
    assert write_inputs(place, "回收", wrote_again, edited(wrote_again, b"a: 5\n", b"b: 5\n"))[1] == ()


def test_a_file_that_may_not_be_written_hinders_until_it_may(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(place, monkeypatch, 1)
    (place.root / A).chmod(0o444)
    with pytest.raises(ReportError, match=r"W11.*只读"):
        place.recovered()
    with place.writing() as busy:
        assert busy and busy.code == "W11"
    (place.root / A).chmod(0o644)
    assert codes(place.recovered()) == ["W34"]
    assert contents(place) == [b"a: 1\n", b"b: 1\n"]


def test_a_folder_in_the_way_hinders_until_it_is_moved(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(place, monkeypatch, 1)
    (place.root / A).unlink()
    (place.root / A).mkdir()
    with pytest.raises(ReportError, match="W10"):
        place.recovered()
    (place.root / A).rmdir()
    assert codes(place.recovered()) == ["W34"]
    assert contents(place) == [b"a: 1\n", b"b: 1\n"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="somebody who may read everything")
def test_a_file_that_may_not_be_read_hinders_until_it_may(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(place, monkeypatch, 1)
    (place.root / A).chmod(0o200)
    with pytest.raises(ReportError, match="W12"):
        place.recovered()
    (place.root / A).chmod(0o644)
    assert codes(place.recovered()) == ["W34"]


def test_a_file_that_cannot_be_written_in_the_middle_leaves_none(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    write = journal.write_file

    def full(path: Path, data: bytes, **named: Any) -> Problem | None:
        return Problem("W13", journal.say("磁盘满了")) if path.name == "b.yaml" and data == b"b: 2\n" else write(path, data, **named)

    monkeypatch.setattr(journal, "write_file", full)
    before = given(place)
    assert codes(write_inputs(place, "回收", before, edited(before, b"a: 2\n", b"b: 2\n"))[1]) == ["W13"]
    assert contents(place) == [b"a: 1\n", b"b: 1\n"]
    assert not place.journal.is_pending and place.journal.changes() == ()


def test_a_file_saved_between_two_writes_is_not_written_over(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    write = journal.write_file

    def meanwhile(path: Path, data: bytes, **named: Any) -> Problem | None:
        if path.name == "a.yaml" and data == b"a: 2\n":
            (place.root / B).write_bytes(b"typed")
        return write(path, data, **named)

    monkeypatch.setattr(journal, "write_file", meanwhile)
    before = given(place)
    assert codes(write_inputs(place, "回收", before, edited(before, b"a: 2\n", b"b: 2\n"))[1]) == ["W33"]
    assert contents(place) == [b"a: 1\n", b"typed"]


def test_a_killed_taking_back_is_put_back_or_finished(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    wrote(place, 2)
    change = next_change(place, Direction.UNDO)
    assert change
    with monkeypatch.context() as patched:
        patched.setattr(journal.Journal, "_finish", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            taken_back(place, change, Direction.UNDO)
    assert codes(place.recovered()) == ["W34"]
    assert contents(place) == [b"a: 1\n", b"b: 1\n"]
    assert next_change(place, Direction.UNDO) is None
    undo(place, Direction.REDO)
    assert contents(place) == [b"a: 2\n", b"b: 2\n"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"\xe6\x96\x87\xe4\xbb\xb6":[]}', b"[" * 100000],
    ids=["empty", "cut", "list", "null", "lacking", "deep"],
)
def test_a_damaged_journal_is_told_and_put_aside(place: Workspace, content: bytes) -> None:
    place.journal.folder.mkdir(parents=True)
    (place.journal.folder / "pending.json").write_bytes(content)
    (place.journal.folder / "7.done.json").write_bytes(content)
    assert codes(place.recovered()) == ["W35"]
    assert contents(place) == [b"a: 1\n", b"b: 1\n"]
    wrote(place, 2)
    assert [each.number for each in place.journal.changes()] == [8]


@pytest.mark.parametrize("name", ["../outside.yaml", "/tmp/outside.yaml", "templates/x", "inputs/../../outside", "inputs\\..\\x", "."])
def test_a_journal_from_a_stranger_reaches_no_file_outside(place: Workspace, name: str) -> None:
    content = {"序号": 1, "做法": "写入", "命令": "回收", "时间": "", "文件": [{"位置": name, "前": "", "后": "", "记录": False}]}
    place.journal.folder.mkdir(parents=True)
    (place.journal.folder / "pending.json").write_text(json.dumps(content), encoding="utf-8")
    assert codes(place.recovered()) == ["W35"]
    assert sorted(path.name for path in place.root.parent.rglob("outside*")) == []


def test_a_change_turned_round_twice_is_itself() -> None:
    change = LoggedChange(1, "回收", "", (FileChange(A, b"1", None),))
    (back,) = change.turned(Direction.UNDO)
    assert (back.before, back.after) == (None, b"1")
    assert change.turned(Direction.REDO) == change.turned(Direction.WRITE) == change.changes


def typed_in(place: Workspace, text: bytes, *where: str) -> None:
    """As the page writes what somebody typed."""
    items = given(place)
    written, faults = write_inputs(place, "页面", items, edited(items, text, items[1].content), typed=where)
    assert written and faults == ()


def test_typing_in_one_place_is_one_change_and_pushes_out_nothing_that_a_command_wrote(place: Workspace) -> None:
    wrote(place, 2)
    for number in range(5):
        typed_in(place, b"a: 1%d\n" % number, "甲.值")
    assert [each.command for each in place.journal.changes()] == ["回收 2", "页面"]
    typed_in(place, b"a: 20\n", "乙.值")
    assert len(place.journal.changes()) == 3
    undo(place)
    undo(place)
    assert contents(place)[0] == b"a: 2\n", "five times typed, once taken back"
    undo(place, Direction.REDO)
    assert contents(place)[0] == b"a: 14\n"
    for number in range(journal.KEPT + journal.KEPT_TYPED + 5):
        typed_in(place, b"a: %d\n" % (100 + number), f"第{number}处.值")
    kept = place.journal.changes()
    assert kept[0].command == "回收 2" and len(kept) <= journal.KEPT + journal.KEPT_TYPED
    for _ in range(len(kept) - 1):
        undo(place)
    assert contents(place)[0] == b"a: 2\n", "all that was typed, the oldest of it at once"
    undo(place)
    assert contents(place)[0] == b"a: 1\n"


def test_typing_is_parted_by_time_by_a_hand_and_by_what_was_taken_back(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    typed_in(place, b"a: 5\n", "甲.值")
    (place.root / "inputs/2024/a.yaml").write_bytes(b"a: 6\n")
    typed_in(place, b"a: 7\n", "甲.值")
    assert len(place.journal.changes()) == 2, "somebody else wrote in between"
    typed_in(place, b"a: 6\n", "甲.值")
    assert len(place.journal.changes()) == 1, "as it was: nothing to take back"
    monkeypatch.setattr(journal, "_ONE_TYPING", -1)
    typed_in(place, b"a: 8\n", "甲.值")
    typed_in(place, b"a: 9\n", "甲.值")
    assert len(place.journal.changes()) == 3


def test_what_a_killed_run_left_of_two_that_became_one_does_not_count(place: Workspace) -> None:
    typed_in(place, b"a: 5\n", "甲.值")
    first = (place.journal.folder / "1.done.json").read_bytes()
    typed_in(place, b"a: 6\n", "甲.值")
    (place.journal.folder / "1.done.json").write_bytes(first)
    assert [each.number for each in place.journal.changes()] == [2]
    undo(place)
    assert contents(place)[0] == b"a: 1\n" and next_change(place, Direction.UNDO) is None


def test_changes_by_hand_between_very_many_that_were_typed(place: Workspace) -> None:
    for number in range(journal.KEPT + journal.KEPT_TYPED + 3):
        (place.root / "inputs/2024/a.yaml").write_bytes(b"a: 9%d\n" % number)
        typed_in(place, b"a: 8%d\n" % number, f"第{number}处.值")
    assert len(place.journal.changes()) <= journal.KEPT + journal.KEPT_TYPED
    undo(place)
