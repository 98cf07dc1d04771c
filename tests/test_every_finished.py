"""The watch over finished files tells what is wrong, and only that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx_samples import body_xml, document, package_of, parts_of
from every_finished import SUITES, Watched, faults

from reportgen.engine.template import Template
from reportgen.ooxml.package import Package
from reportgen.storage import atomic_write

SOUND = Package.open(document("甲"))
BROKEN = {
    "a cell without a paragraph": body_xml("<w:tbl><w:tr><w:tc/></w:tr></w:tbl><w:p/>"),
    "a note that is not there": body_xml('<w:p><w:r><w:footnoteReference w:id="9"/></w:r></w:p>'),
    "text outside a run": body_xml("<w:p>甲</w:p>"),
    "a part of no type": package_of({**parts_of(document("甲")), "word/media/a.xyz": b"a"}),
    "no Word file": b"PK\x03\x04",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=list(BROKEN))
def test_a_file_that_is_not_sound_is_told(data: bytes) -> None:
    assert list(faults(data, SOUND))


def test_what_was_wrong_before_is_not_told_again() -> None:
    for data in BROKEN.values():
        if data != BROKEN["no Word file"]:
            assert not list(faults(data, Package.open(data)))


def test_a_tag_is_left_over_only_where_a_template_was_filled() -> None:
    left = document("{{ a }}")
    assert "P49" in "".join(faults(left, SOUND, ()))
    assert not list(faults(left, SOUND, ("{{ a }}",)))
    assert not list(faults(left, SOUND))


def test_files_by_every_door_are_seen_by_the_watch_that_runs_now(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ours = Watched()
    looked: list[bytes] = []
    monkeypatch.setattr(ours, "look", lambda data, source, literals: looked.append(data))
    for owner, name in ((Package, "write"), (Template, "_closed"), (Template, "render"), (atomic_write, "_begun")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    ours.begin()
    made = Template.open(document("{{ a }}")).render({"a": "只在这里"}).package
    atomic_write.write_file(tmp_path / "甲.docx", SOUND.write())
    assert looked.count(made) >= 1 and len(set(looked)) == 2


def test_each_file_is_kept_with_its_source_under_who_made_it(tmp_path: Path) -> None:
    ours = Watched(str(tmp_path / "kept"))
    ours.test = "tests/甲.py::test_乙"
    for _ in range(2):
        ours.look(document("乙"), SOUND, ())
    ours.look(document("{{ a }}"), SOUND, ())
    assert len(ours.faults) == 1
    assert sorted(path.suffix for path in (tmp_path / "kept").iterdir() if path.is_file()) == [".docx", ".source"]
    assert [path.name for path in (tmp_path / "kept" / SUITES).iterdir()] == ["tests.甲.py"]
    assert all("--tests.甲.py--" in path.name for path in (tmp_path / "kept").iterdir() if path.is_file())


FINISHES_A_BROKEN_FILE = """
from docx_samples import document, body_xml, parts_of
from reportgen.ooxml.package import Package

def test_that_looks_at_nothing():
    source, xml = Package.open(document("甲")), parts_of(body_xml("<w:tbl/>"))["word/document.xml"]
    exec("source.write({source.main: xml})", {"__name__": "reportgen.wrong", "source": source, "xml": xml})
"""


def test_a_test_that_finishes_a_file_that_is_not_sound_fails(tmp_path: Path) -> None:
    (tmp_path / "test_wrong.py").write_text(FINISHES_A_BROKEN_FILE, encoding="utf-8")
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{here}{os.pathsep}{here.parent}"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "conftest", "-p", "no:cacheprovider", "test_wrong.py"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, "what a test made is not sound" in done.stdout.decode()) == (1, True), done.stdout.decode()
