"""Each copy given out stays readable, and says what changed since the one before."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import docx
from clerk import typed

from reportgen.workspace import history
from reportgen.workspace.locate import Workspace

ROOT = Path(__file__).parents[2]


def change(office: Path, old: str, new: str) -> None:
    path = office / "inputs" / "2024.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_year_from_draft_to_final(office: Path) -> None:
    typed("generate", "2024", "--draft")
    typed("generate", "2024")
    change(office, "罚款金额: 81.25", "罚款金额: 91.25")
    typed("review", "2024")
    typed("generate", "2024", "--final")
    copies = history.copies(Workspace(office), 2024)
    assert [(copy.number, copy.kind) for copy in copies] == [(1, "草稿"), (2, "送审稿"), (3, "核稿稿"), (4, "定稿")]
    assert [history.summary(copy.changes(before)) for before, copy in pairwise(copies)] == ["没有差别", "改写 1 句", "没有差别"]
    shown = typed("历次", "2024", "--详细").stdout
    assert "罚款81.25万元" in shown
    assert "罚款91.25万元" in shown
    assert [copy["kind"] for copy in json.loads(typed("history", "2024", "--json").stdout)["copies"]] == ["草稿", "送审稿", "核稿稿", "定稿"]


def test_the_same_copy_twice_is_one_copy(office: Path) -> None:
    typed("generate", "2024")
    typed("generate", "2024")
    assert len(history.copies(Workspace(office), 2024)) == 1


def test_a_copy_is_small_and_can_be_read_with_any_editor(office: Path) -> None:
    typed("generate", "2024")
    (path,) = (office / "output/.reportgen/history/2024").glob("*.json")
    lines = path.read_text(encoding="utf-8").split("\n")
    assert path.stat().st_size < 100_000
    assert any("聚力实体经济" in line for line in lines)
    assert max(map(len, lines)) < 6000
    assert path.name == "001-送审稿.json"


def test_a_final_copy_is_never_overwritten(office: Path) -> None:
    assert "已记为定稿" in typed("generate", "2024", "--定稿").stdout
    (final,) = (office / "output").glob("*.docx")
    kept = final.read_bytes()
    change(office, "罚款金额: 81.25", "罚款金额: 91.25")
    said = typed("generate", "2024")
    assert final.read_bytes() == kept
    assert "[W06] “" in said.stderr
    assert "已经定稿，没有覆盖" in said.stderr
    assert any("91.25" in paragraph.text for paragraph in docx.Document(str(final.with_name(f"{final.stem}（2）.docx"))).paragraphs)


def test_a_final_copy_with_gaps_is_refused(office: Path) -> None:
    change(office, "罚款金额: 81.25", "罚款金额:")
    done = typed("generate", "2024", "--final")
    assert done.exit_code == 1
    assert "还缺“罚款金额”" in done.stderr
    assert history.copies(Workspace(office), 2024) == ()
    assert "[W41] 2024 年还没有出过稿" in typed("history", "2024").stderr
    missing = typed("history", "2031", "--json")
    assert (missing.exit_code, missing.stderr) == (1, "")
    assert [problem["code"] for problem in json.loads(missing.stdout)["problems"]] == ["W01"]
    assert typed("generate", "2024", "--final", "--draft").exit_code == 2


def test_a_copy_that_cannot_be_noted_is_told_and_a_damaged_one_left_out(office: Path) -> None:
    (office / "output/.reportgen").mkdir(parents=True)
    (office / "output/.reportgen/history").write_text("", encoding="utf-8")
    assert "[W40] 这一稿没有记入历次稿本" in typed("generate", "2024").stderr
    (office / "output/.reportgen/history").unlink()
    typed("generate", "2024", "--draft")
    (office / "output/.reportgen/history/2024/000-坏.json").write_text("{", encoding="utf-8")
    assert [copy.kind for copy in history.copies(Workspace(office), 2024)] == ["草稿"]


def test_a_redline_is_written_from_an_older_copy(office: Path) -> None:
    typed("generate", "2024", "-o", "旧稿.docx")
    change(office, "罚款金额: 81.25", "罚款金额: 91.25")
    assert "（修订稿）" in typed("核稿", "2024", "--对比稿", "旧稿.docx").stdout
    (made,) = (office / "output").glob("*修订稿*.docx")
    body = docx.Document(str(made)).element.body
    tags = {node.tag.rsplit("}", 1)[-1] for node in body.iter()}
    assert {"ins", "del", "delText"} <= tags


def test_the_marked_copy_compares_with_the_copy_before(office: Path) -> None:
    typed("generate", "2024")
    change(office, "罚款金额: 81.25", "罚款金额: 91.25")
    data = json.loads(typed("review", "2024", "--json").stdout)
    tables = docx.Document(data["file"]).tables
    assert "81.25" in tables[-1].rows[1].cells[2].text
    assert "91.25" in tables[-1].rows[1].cells[3].text
    assert data["marked"]["个数"] > 70
