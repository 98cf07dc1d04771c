"""An input is written with its edits unless somebody else has changed it since it was read."""

from __future__ import annotations

from pathlib import Path

from reportgen.roundtrip.save import store
from reportgen.storage.given import Given


def files(folder: Path, *contents: bytes) -> tuple[list[Path], list[Given]]:
    paths = [folder / f"{number}.yaml" for number, _ in enumerate(contents)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths, [Given(path.name, content, path) for path, content in zip(paths, contents, strict=True)]


def edited(given: list[Given], *contents: bytes) -> list[Given]:
    return [Given(each.name, content, each.path) for each, content in zip(given, contents, strict=True)]


def test_only_files_that_change_are_written(tmp_path: Path) -> None:
    paths, before = files(tmp_path, b"a", b"b")
    written, faults = store(before, edited(before, b"a", b"c"))
    assert (written, faults) == ((paths[1],), ())
    assert [path.read_bytes() for path in paths] == [b"a", b"c"]


def test_what_was_typed_in_the_meantime_is_not_written_over(tmp_path: Path) -> None:
    paths, before = files(tmp_path, b"a", b"b")
    paths[1].write_bytes(b"typed")
    written, faults = store(before, edited(before, b"x", b"y"))
    assert (written, [fault.code for fault in faults]) == ((), ["B05"])
    assert [path.read_bytes() for path in paths] == [b"a", b"typed"]


def test_where_one_file_is_read_only_none_is_written(tmp_path: Path) -> None:
    paths, before = files(tmp_path, b"a", b"b")
    paths[1].chmod(0o444)
    written, faults = store(before, edited(before, b"x", b"y"))
    assert (written, [fault.code for fault in faults]) == ((), ["W11"])
    assert [path.read_bytes() for path in paths] == [b"a", b"b"]
