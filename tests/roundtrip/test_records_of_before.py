"""What was made before records had a number of their form is pulled, listed and continued; a form that is not known yet is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from clerk import typed

KEPT = Path(__file__).parents[1] / "data/form_1"
COPY = "output/某镇2024年重点任务完成情况汇报材料.docx"


@pytest.fixture
def before(folder: Path) -> Path:
    """A workspace in which an older version made two copies, and somebody changed a figure and a word in the second."""
    shutil.copytree(KEPT, folder, dirs_exist_ok=True)
    return folder


def test_an_edited_copy_of_before_is_pulled(before: Path) -> None:
    done = typed("pull", COPY, "--yes")
    assert done.exit_code == 0, done.stderr
    text = (before / "inputs/2024.yaml").read_text(encoding="utf-8")
    assert "产值: {值: 18.92, " in text
    assert "【镇】各项工作稳步推进。" in text


def test_the_copies_of_before_are_listed_and_counted_on(before: Path) -> None:
    made = json.loads(typed("history", "2024", "--json").stdout)["copies"]
    assert [(copy["number"], copy["kind"]) for copy in made] == [(1, "草稿"), (2, "送审稿")]
    typed("pull", COPY, "--yes")
    typed("generate", "2024")
    made = json.loads(typed("history", "2024", "--json").stdout)["copies"]
    assert [(copy["number"], copy["kind"]) for copy in made] == [(1, "草稿"), (2, "送审稿"), (3, "送审稿")]
    assert "18.92" in typed("历次", "2024", "--详细").stdout


def test_the_same_edits_are_found_in_a_copy_of_before_and_in_one_of_now(before: Path) -> None:
    old = json.loads(typed("pull", COPY, "--json").stdout)["edits"]
    edited = (before / COPY).read_bytes()
    shutil.rmtree(before / "output")
    typed("generate", "2024")
    (before / COPY).write_bytes(edited)
    assert json.loads(typed("pull", COPY, "--json").stdout)["edits"] == old


@pytest.mark.parametrize(("form", "told"), [(1, False), (2, False), (3, True), ("甲", True)])
def test_a_record_of_a_form_that_is_not_known_yet_is_told_and_not_guessed(before: Path, form: object, told: bool) -> None:
    for path in (before / "output/.reportgen").glob("*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        record["轨迹"]["格式"] = form
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    for path in (before / "output/.reportgen/history").rglob("*.json"):
        note = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**note, "格式": form}, ensure_ascii=False), encoding="utf-8")
    done = typed("pull", COPY, "--yes")
    assert ("[B06]" in done.stderr) is told
    assert ("18.62" in (before / "inputs/2024.yaml").read_text(encoding="utf-8")) is told
