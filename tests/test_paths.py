"""Whatever somebody writes as a path: a sentence and status 1 or 2, never a traceback, never a wait."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from clerk import typed
from docx_samples import document

from reportgen.cli import main
from reportgen.cli.terminal import escaped
from reportgen.preview import libreoffice
from reportgen.preview.pages import pictures as plain_pictures

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")
COMMANDS = (
    ("render", "t.docx", "d.yaml", "-o"), ("render",), ("render", "t.docx"), ("lint",), ("lint", "t.docx", "--fix"), ("lint", "t.docx", "--annotate"),
    ("batch", "--list"), ("batch", "--list", "l.jsonl", "--template"), ("forms", "import"), ("pull",), ("schema", "-o"), ("generate", "2024", "-o"),
    ("compare", "2023", "2024", "-o"), ("review", "2024", "-o"), ("forms", "export", "2024", "-o"), ("init",), ("template",),
)  # fmt: skip
PLACES = ("x" * 300, "x" * 300 + ".docx", "loop", "loop/a.docx", "pipe", "pipe/a.docx", "endless", "\udcff", "\udcff.docx", "shut/a.docx")


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with things in it that are no ordinary files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.docx").write_bytes(document("{{ a }}"))
    (tmp_path / "d.yaml").write_text("a: 甲\n", encoding="utf-8")
    (tmp_path / "l.jsonl").write_text('{"a": "甲"}\n', encoding="utf-8")
    os.mkfifo("pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "endless").symlink_to("/dev/zero")
    (tmp_path / "shut").mkdir(mode=0)
    return tmp_path


@pytest.mark.parametrize("place", PLACES, ids=ascii)
def test_no_path_at_any_argument_gives_a_traceback(odd: Path, place: str) -> None:
    for command in COMMANDS:
        done = typed(*command, place)
        assert done.exit_code in (0, 1, 2), command
        assert done.exception is None or isinstance(done.exception, SystemExit), (command, done.exception)
        assert "Traceback" not in done.stderr


def commands(command: click.Command = main, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it, from the tree itself, so that a new one is tried, too."""
    if not isinstance(command, click.Group):
        yield words, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None
        yield from commands(below, (*words, name))


USUAL = {
    "year": "2024", "first": "2023", "second": "2024", "folder": "新", "template": "t.docx", "data": "d.yaml", "file": "t.docx", "files": "l.jsonl",
    "kind": "annual", "name": "产值", "words": "产值",
}  # fmt: skip
"""What stands at an argument that is not tried; one of another name has the year."""
BUSY = {("open",), ("batch",)}
"""Commands that would wait for a browser, or start processes, where all but one word is right; ``batch`` has lines of its own above."""


def written_as_text(parameter: click.Parameter) -> bool:
    return not (isinstance(parameter, click.Option) and parameter.is_flag) and not isinstance(parameter.type, click.Choice | click.types.IntParamType)


def tried(words: tuple[str, ...], command: click.Command, parameter: click.Parameter, place: str) -> list[str]:
    """A command line with a place at one of its options or arguments, and what is usual at the others."""
    line = [*words]
    for each in command.params:
        if isinstance(each, click.Argument) and (each.required or each is parameter):
            line.append(place if each is parameter else USUAL.get(each.name or "", "2024"))
    return [*line, parameter.opts[0], place] if isinstance(parameter, click.Option) else line


def failures(places: Callable[[int], Iterable[str]]) -> list[tuple[list[str], object]]:
    found: list[tuple[list[str], object]] = []
    number = 0
    for words, command in commands():
        for parameter in command.params:
            if words in BUSY or not written_as_text(parameter):
                continue
            number += 1
            for place in places(number):
                done = typed(*(line := tried(words, command, parameter, place)))
                if done.exit_code not in (0, 1, 2) or not isinstance(done.exception, SystemExit | None) or (done.exit_code and not done.output.strip()):
                    found.append((line, done.exception))
    assert number > 60, "the tree is there"
    return found


MORE_PLACES = (*PLACES, "a\0b", "", ".", "..", "/", "a/" * 2500 + "a", "/dev/full", "t.docx/a", "CON", "x" * 100_000)


def test_every_option_and_argument_of_every_command_refuses_a_place_that_is_none(odd: Path) -> None:
    """One place for each, another for the next; all of them for all of them where there is time."""
    assert failures(lambda number: [MORE_PLACES[number % len(MORE_PLACES)]]) == []


@pytest.fixture
def rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice is started, and its pages are drawn, once for each Word file and not for each place: what is tried are the places."""
    monkeypatch.setattr("reportgen.preview.libreoffice.to_pdf", _to_pdf)
    monkeypatch.setattr("reportgen.preview.pages.pictures", lambda pdf: iter(_pictures(pdf)))


_to_pdf = cache(libreoffice.to_pdf)


@cache
def _pictures(pdf: bytes) -> tuple[bytes, ...]:
    return tuple(plain_pictures(pdf))


@pytest.mark.slow
@pytest.mark.parametrize("place", MORE_PLACES, ids=lambda place: ascii(place[:20]))
def test_every_option_and_argument_refuses_each_of_them_in_a_workspace_too(odd: Path, rendered_once: None, place: str) -> None:
    shutil.copytree(ROOT / "inputs", "inputs")
    shutil.copytree(ROOT / "templates", "templates")
    assert failures(lambda _: [place]) == []


def run(*words: str, **streams: int) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-m", "reportgen", *words], env=environment, timeout=60, check=False, **{"stderr": subprocess.PIPE, **streams})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_where_the_output_is_full_or_closed_that_is_told_and_nothing_else(odd: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run("lint", "t.docx", stdout=full.fileno())
    assert (done.returncode, done.stderr.decode()) == (1, "没有做成。[W18] 磁盘满了（请核对写法，或换个短些的、有权限的普通文件）\n")
    closed = subprocess.run(["sh", "-c", f"{sys.executable} -m reportgen lint nothing.docx --json >&- 2>&-"], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert closed.returncode == 1, "its own status, as with somebody who reads it"


def test_outside_of_a_workspace_nothing_is_left_but_the_file(odd: Path) -> None:
    before = {each.name for each in odd.iterdir()}
    assert typed("render", "t.docx", "d.yaml", "-o", "o.docx").exit_code == 0
    assert typed("lint", "t.docx", "--fix", "f.docx").exit_code in (0, 1)
    assert {each.name for each in odd.iterdir()} - before == {"o.docx", "f.docx"}
    assert typed("render", "t.docx", "d.yaml", "-o", "o.docx").exit_code == 0
    assert not (odd / "o（2）.docx").exists(), "the same file again"
    (odd / "d.yaml").write_text("a: 乙\n", encoding="utf-8")
    assert "新稿存为“o（2）.docx”" in typed("render", "t.docx", "d.yaml", "-o", "o.docx").stderr


def test_a_description_of_the_input_overwrites_nobodys_file(office: Path) -> None:
    (office / "我的.json").write_text("别动", encoding="utf-8")
    done = typed("schema", "-o", "我的.json")
    assert (done.exit_code, (office / "我的.json").read_text(encoding="utf-8")) == (0, "别动")
    assert (office / "我的（2）.json").is_file()
    assert "“我的.json”已经有了，里面是别的内容，没有覆盖；新的存为“我的（2）.json”" in done.stderr
    assert "回收" not in done.stderr, "it is no draft of ours whose edits could be brought back"


@pytest.mark.parametrize("led", ["output/.reportgen", "output/.reportgen/.lock", "output/.reportgen/inputs", "output/.reportgen/history/2024"])
def test_a_link_among_our_own_notes_is_not_written_through(office: Path, led: str) -> None:
    victim = office / "别人的"
    if led.endswith(".lock"):
        victim.write_text("别动", encoding="utf-8")
    else:
        victim.mkdir()
    (office / led).parent.mkdir(parents=True, exist_ok=True)
    (office / led).symlink_to(victim)
    done = typed("generate", "2024")
    assert done.exit_code == 1
    assert "[W18]" in done.stderr
    assert victim.read_text(encoding="utf-8") == "别动" if victim.is_file() else list(victim.iterdir()) == []


def test_a_link_set_by_the_clerk_for_all_that_is_made_is_followed_and_none_below_it(office: Path) -> None:
    far, other = office / "网络盘", office / "别人的"
    far.mkdir()
    other.mkdir()
    (office / "output").symlink_to(far)
    assert typed("generate", "2024").exit_code == 0
    assert list(far.glob("*.docx"))
    (far / "清单").symlink_to(other)
    (far / "填报表").symlink_to(other)
    (office / "t.docx").write_bytes(document("{{ a }}"))
    (office / "清单.jsonl").write_text('{"输出": "甲", "a": 1}\n', encoding="utf-8")
    for words in (("batch", "--list", "清单.jsonl", "--template", "t.docx", "--jobs", "1"), ("forms", "export", "2024"), ("generate", "2024", "-o", "output/清单/a.docx")):
        done = typed(*words)
        assert done.exit_code == 1, words
        assert "[W18] output 里的“" in done.stderr, words
        assert list(other.iterdir()) == [], words


def test_a_batch_writes_no_lock_through_a_link(office: Path) -> None:
    other = office / "别人的"
    other.mkdir()
    (office / "output").mkdir(exist_ok=True)
    (office / "output/.reportgen").symlink_to(other)
    done = typed("batch", "--year", "2024", "--jobs", "1")
    assert (done.exit_code, "[W18]" in done.stderr, list(other.iterdir())) == (1, True, [])


def test_a_link_with_the_name_of_what_a_killed_run_leaves_is_taken_away_and_nothing_behind_it(office: Path) -> None:
    from reportgen.storage import sweep

    other = office / "别人的"
    other.mkdir()
    (other / "a.txt").write_text("别动", encoding="utf-8")
    (office / "output").mkdir(exist_ok=True)
    left = office / "output/.reportgen-ab.tmp"
    left.symlink_to(other)
    sweep(office / "output")
    assert not left.is_symlink()
    assert (other / "a.txt").read_text(encoding="utf-8") == "别动"


def test_one_bad_line_of_a_list_does_not_stop_the_others(odd: Path) -> None:
    lines = ['{"模板": "t.docx", "输出": "好", "a": 1}', '{"模板": "a\\u0000b", "a": 1}', '{"模板": "\\ud800", "a": 1}', '{"数据": "\\ud800.yaml"}',
             '{"输出": "\\ud800", "a": 2}', f'{{"模板": "{"x" * 300}", "a": 1}}', '{"模板": "pipe", "a": 1}', '{"模板": "loop", "a": 1}', '{"模板": "t.docx", "输出": "也好", "a": 1}']  # fmt: skip
    (odd / "l.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = typed("batch", "--list", "l.jsonl", "--template", "t.docx", "--jobs", "1")
    assert done.exit_code == 1
    made = {each.name for each in (odd / "output" / "l").iterdir()}
    assert {"好.docx", "也好.docx"} <= made
    assert done.stderr.count("[J0") == 6, done.stderr


def test_names_of_a_list_that_lead_out_or_that_a_system_keeps_for_itself_stay_in_the_folder(odd: Path) -> None:
    names = ["../../evil", "/etc/evil", "C:\\evil", "CON", "aux.", "甲 . . ", "乙" * 100, "x" * 300, "..", "=1+1", "\u202e丙", ".hidden", "summary.csv", "好"]
    (odd / "l.jsonl").write_text("".join(json.dumps({"输出": name, "a": 1}) + "\n" for name in names), encoding="utf-8")
    assert typed("batch", "--list", "l.jsonl", "--template", "t.docx", "--jobs", "1").exit_code == 0
    made = [each.name for each in (odd / "output" / "l").iterdir()]
    assert len(made) == len(names)
    assert all(name.endswith(".docx") and len(name.encode()) <= 255 and not set(name) & set("/\\:\u202e") and name[0] != "." for name in made)
    assert {"CON.docx", "aux.docx", "con.docx"} & set(made) == set()
    assert not list(odd.parent.glob("evil*"))


def test_a_ledger_that_cannot_be_written_is_told_and_the_files_are_there(odd: Path) -> None:
    (odd / "output" / ".reportgen" / "批量").mkdir(parents=True)
    (odd / "l.jsonl").write_text('{"输出": "好", "a": 1}\n', encoding="utf-8")
    first = typed("batch", "--list", "l.jsonl", "--template", "t.docx", "--jobs", "1")
    assert first.exit_code == 0
    ledger = next(path for path in (odd / "output" / ".reportgen").rglob("*") if path.is_file() and b"\xe6\x91\x98\xe8\xa6\x81" in path.read_bytes())
    ledger.unlink()
    ledger.symlink_to(odd / "别处")
    (odd / "l.jsonl").write_text('{"输出": "更好", "a": 2}\n', encoding="utf-8")
    done = typed("batch", "--list", "l.jsonl", "--template", "t.docx", "--jobs", "1")
    assert (odd / "output" / "l" / "更好.docx").is_file()
    assert not (odd / "别处").exists()
    assert "Traceback" not in done.output


def test_everything_that_is_printed_passes_one_escape(odd: Path) -> None:
    (odd / "d.yaml").write_text("a: 甲\n", encoding="utf-8")
    done = typed("render", "\x1b]0;黑\x07\u202e甲\u200b.docx", "d.yaml", "-o", "o.docx")
    assert not any(sign in done.output for sign in "\x1b\x07\u202e\u200b")
    assert "\\u001b]0;黑\\u0007\\u202e甲\\u200b.docx" in done.stderr
    data = json.loads(typed("lint", "\u202e甲.docx", "--json").stdout)
    assert "\u202e甲.docx" in data["problems"][0]["message"], "what JSON says stays what it was"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("甲乙\n\t丙", "甲乙\n\t丙"), ("a\x1b[31m", "a\\u001b[31m"), ("\x9b31m", "\\u009b31m"), ("\U000e0041", "\\udb40\\udc41"), ("\r", "\\u000d"), ("👩\u200d🚀", "👩\u200d🚀")],
)  # fmt: skip
def test_signs_that_act_are_spelled_as_json_spells_them(text: str, shown: str) -> None:
    assert escaped(text) == shown
