"""A 定稿 stays as it is, whoever writes, until a command that names the file releases it; every copy is in the history."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from clerk import done_before, typed
from pulled_files import pulled

from reportgen.workspace import history
from reportgen.workspace.locate import ASIDE, Workspace


def change(office: Path, old: str = "罚款金额: 81.25", new: str = "罚款金额: 91.25") -> None:
    path = office / "inputs" / "2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def final(office: Path) -> tuple[Path, bytes]:
    """Makes the 定稿."""
    done_before(office, "generate", "2024", "--定稿")
    (path,) = (office / "output").glob("*.docx")
    return path, path.read_bytes()


def test_the_same_copy_again_then_another_figure_and_the_final_copy_stands(office: Path) -> None:
    path, content = final(office)
    assert "已经定稿，这一稿与它一字不差，没有另存" in typed("generate", "2024").stderr
    change(office)
    assert "已经定稿，没有覆盖；新稿存为" in typed("generate", "2024").stderr
    assert path.read_bytes() == content
    assert [copy.kind for copy in history.copies(Workspace(office), 2024)] == ["定稿", "送审稿"]


@pytest.mark.parametrize("command", [
    ("generate", "2024"), ("generate", "2024", "--草稿", "-o", "{final}"), ("review", "2024", "-o", "{final}"),
    ("batch", "--year", "2024", "--jobs", "1"), ("lint", "别的.docx", "--修正", "{final}"),
    ("render", "模板.docx", "数.json", "-o", "{final}"),
], ids=lambda command: command[0])  # fmt: skip
def test_no_command_replaces_it(office: Path, command: tuple[str, ...]) -> None:
    path, content = final(office)
    shutil.copy(path, office / "别的.docx")
    shutil.copy(Path(__file__).parents[2] / "templates/annual/template.docx", office / "模板.docx")
    (office / "数.json").write_text('{"标题": "别的"}', encoding="utf-8")
    change(office)
    typed(*(word.format(final=path.relative_to(office)) for word in command))
    assert path.read_bytes() == content
    assert Workspace(office).is_final(path)


@pytest.mark.parametrize("harm", ["record lost", "record damaged", "renamed", "list damaged"])
def test_it_does_not_hang_on_a_record(office: Path, harm: str) -> None:
    path, content = final(office)
    record = Workspace(office).record_place(path)
    if harm == "record lost":
        record.unlink()
    elif harm == "record damaged":
        record.write_bytes(b"{")
    elif harm == "renamed":
        typed("generate", "2024", "-o", "output/送审.docx")  # a record of that name, of other bytes or the same
        path = path.rename(path.with_name("送审.docx"))
    else:
        (listed,) = (office / "output/.reportgen/finals").iterdir()
        listed.write_bytes(b"")
    assert Workspace(office).is_final(path)
    change(office)
    typed("generate", "2024", "-o", str(path.relative_to(office)))
    assert path.read_bytes() == content


def test_a_link_to_it_is_told_with_its_year_and_left(office: Path) -> None:
    path, content = final(office)
    (office / "快捷.docx").symlink_to(path)
    change(office)
    assert "reportgen 历次 2024 --解除 快捷.docx" in typed("generate", "2024", "-o", "快捷.docx").stderr
    assert path.read_bytes() == content


def test_a_command_that_names_it_releases_it(office: Path) -> None:
    path, content = final(office)
    change(office)
    named = str(path.relative_to(office))
    assert "已解除定稿" in typed("历次", "2024", "--解除", named).stdout
    assert "定稿（已解除）" in typed("历次", "2024").stdout
    typed("generate", "2024")
    assert path.read_bytes() != content
    again = typed("历次", "2024", "--解除", named)
    assert (again.exit_code, "[W45]" in again.stderr) == (1, True)


def test_a_released_copy_can_be_final_once_more(office: Path) -> None:
    path, content = final(office)
    typed("history", "2024", "--release", str(path.relative_to(office)))
    assert final(office) == (path, content)
    change(office)
    typed("generate", "2024")
    assert path.read_bytes() == content


def test_a_final_copy_that_cannot_be_declared_is_told(office: Path) -> None:
    (office / "output/.reportgen").mkdir(parents=True)
    (office / "output/.reportgen/finals").write_bytes(b"")
    done = typed("generate", "2024", "--定稿")
    assert (done.exit_code, "[W50]" in done.stderr, "已记为定稿" in done.stdout) == (1, True, False)


def test_what_a_batch_makes_is_in_the_history_and_its_line_says_what_was_left(office: Path) -> None:
    path, content = final(office)
    change(office)
    said = typed("batch", "--year", "2024", "--jobs", "1").stdout
    assert "另存，定稿没有动" in said
    assert path.read_bytes() == content
    copies = history.copies(Workspace(office), 2024)
    assert [(copy.kind, Path(copy.file).stem[-3:]) for copy in copies][1:] == [("送审稿", "（2）")]


def test_an_edited_file_makes_room_only_when_pulled_and_is_kept_aside(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    workspace = Workspace(tmp_path)
    target = workspace.target(2024, "材料")
    workspace.keep(target, "甲".encode(), {})
    target.write_bytes("领导".encode())
    pulled(workspace, target)
    for edited in ("领导又", "领导"):
        target.write_bytes(edited.encode())
    path, told = workspace.keep(target, "乙".encode(), {})
    assert path == target
    assert [problem.code for problem in told] == ["W19"]
    assert (tmp_path / "output" / ASIDE / "2024年材料.docx").read_bytes() == "领导".encode()
    target.write_bytes("领导".encode())
    assert workspace.keep(target, "丙".encode(), {})[0] != target, "not pulled since this copy was written"


def test_damaged_and_doubled_notes_are_told(office: Path) -> None:
    typed("generate", "2024", "--draft")
    typed("generate", "2024")
    folder = office / "output/.reportgen/history/2024"
    shutil.copy(folder / "001-草稿.json", folder / "001-草稿 (1).json")
    (folder / "002-送审稿.json").write_bytes(b'{"')
    (folder / "003-送审稿.json").symlink_to(folder / "没有.json")
    done = typed("历次", "2024")
    assert "[W42] 历次稿本有 2 份记录读不出来，没有列出：002-送审稿.json、003-送审稿.json" in done.stderr
    assert "[W44] 历次稿本有 1 份记录是重复的，只列一次：001-草稿 (1).json" in done.stderr
    codes = [problem["code"] for problem in json.loads(typed("history", "2024", "--json").stdout)["problems"]]
    assert codes == ["W42", "W44"]
    change(office)
    typed("generate", "2024")
    assert [copy.number for copy in history.copies(Workspace(office), 2024)] == [1, 4]


def test_two_machines_may_each_have_noted_a_second_copy(office: Path) -> None:
    typed("generate", "2024", "--draft")
    change(office)
    typed("generate", "2024", "--draft")
    folder = office / "output/.reportgen/history/2024"
    other = json.loads((folder / "002-草稿.json").read_bytes()) | {"文件": "output/别处.docx"}
    (folder / "002-草稿（冲突）.json").write_text(json.dumps(other, ensure_ascii=False), encoding="utf-8")
    assert [copy.number for copy in history.copies(Workspace(office), 2024)] == [1, 2, 2]


def test_a_link_to_nothing_among_the_records_is_no_traceback(office: Path) -> None:
    final(office)
    own = office / "output/.reportgen"
    (own / "丢了.json").symlink_to(own / "没有.json")
    (own / "数.json").write_text('{"轨迹": {}, "年度": 2024}', encoding="utf-8")
    for words in (["history", "2024"], ["batch", "--year", "2024", "--jobs", "1", "--resume"], ["pull", str(next((office / "output").glob("*.docx")))]):
        assert typed(*words).exception is None or isinstance(typed(*words).exception, SystemExit), words
