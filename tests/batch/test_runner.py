"""A batch from the command line: files, summary, resuming."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx_samples import document

from reportgen.batch.runner import HEAD
from reportgen.cli import main
from reportgen.storage import locked

ROOT = Path(__file__).parents[2]


@pytest.fixture
def offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two offices with two years each, one of whose years has a gap."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    for unit in ("城东", "城西"):
        (tmp_path / "inputs" / unit).mkdir(parents=True)
        for year in (2023, 2024):
            shutil.copy(ROOT / f"inputs/{year}.yaml", tmp_path / "inputs" / unit / f"{year}.yaml")
    gap = tmp_path / "inputs/城西/2024.yaml"
    text = gap.read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if line.startswith("      研发费用投入:"))
    gap.write_text(text.replace(line, "      研发费用投入:"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def farmers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "通知.docx").write_bytes(document("{{ 户主 }}：{{ 面积 }}亩"))
    rows = "".join(f"户{number},{number}.50,{number:03d}\n" for number in range(60))
    (tmp_path / "农户.csv").write_text(f"户主,面积,输出\n{rows}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, ["batch", *words])


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rows() -> list[dict[str, str]]:
    with Path("output/summary.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_all_units_and_years_are_made_and_the_faults_of_one_stop_no_other(offices: Path) -> None:
    done = typed("--jobs", "2")
    assert done.exit_code == 1
    assert "共 4 份：做成 3 份，没有做成 1 份。汇总在 output/summary.csv" in done.stdout
    assert [(row["单位"], row["年度"], row["结果"]) for row in rows()] == [
        ("城东", "2023", "已生成"), ("城东", "2024", "已生成"), ("城西", "2023", "已生成"), ("城西", "2024", "没有生成"),
    ]  # fmt: skip
    assert "还缺“研发费用投入”" in rows()[3]["首要问题"]
    assert tuple(rows()[0]) == HEAD
    assert len(list((offices / "output/城东").glob("*.docx"))) == 2


def test_a_year_and_a_pattern_choose(offices: Path) -> None:
    assert typed("--year", "2023", "--units", "城东", "--jobs", "1").exit_code == 0
    assert [(row["单位"], row["年度"]) for row in rows()] == [("城东", "2023")]
    missed = typed("--units", "城北", "--year", "2023").stderr
    assert "[J03] 没有可做的：没有名称符合“城北”的单位的 2023 年的输入" in missed
    assert "现有的单位：城东、城西；现有的年度：2023、2024" in missed
    assert json.loads(typed("--units", "城北", "--json").stdout)["problems"][0]["code"] == "J03"


def test_in_a_folder_without_inputs_the_clerk_is_told_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = typed()
    assert (done.exit_code, "[W01] 当前文件夹里没有 inputs 文件夹" in done.stderr) == (1, True)


def test_a_resumed_batch_makes_only_what_has_changed(offices: Path) -> None:
    typed("--units", "城东", "--jobs", "1")
    before = tree(offices / "output")
    times = {path: path.stat().st_mtime_ns for path in (offices / "output/城东").glob("*.docx")}
    assert typed("--units", "城东", "--jobs", "1", "--resume").exit_code == 0
    assert tree(offices / "output") == before
    assert {path: path.stat().st_mtime_ns for path in times} == times
    changed = offices / "inputs/城东/2024.yaml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("研发费用投入: 7.05", "研发费用投入: 7.15"), encoding="utf-8")
    assert typed("--units", "城东", "--jobs", "1", "--resume").exit_code == 0
    again = {path for path, when in times.items() if path.stat().st_mtime_ns != when}
    assert ["2024" in path.name for path in again] == [True]


@pytest.mark.slow
def test_of_two_units_with_equal_inputs_the_missing_one_is_made_again(offices: Path) -> None:
    shutil.copytree(offices / "inputs/城东", offices / "inputs/城北")
    typed("--year", "2024", "--units", "城[东北]", "--jobs", "1")
    shutil.rmtree(offices / "output/城北")
    typed("--year", "2024", "--units", "城[东北]", "--jobs", "1", "--resume")
    assert [row["文件"].split("/")[1] for row in rows()] == ["城东", "城北"] or [row["文件"].split("/")[1] for row in rows()] == ["城北", "城东"]
    assert len(list((offices / "output/城北").glob("*.docx"))) == 1


def test_of_two_rows_with_equal_data_the_missing_one_is_made_again(farmers: Path) -> None:
    (farmers / "农户.csv").write_text("户主,面积,输出\n甲,1,001\n甲,1,002\n", encoding="utf-8")
    words = ("--list", "农户.csv", "--template", "通知.docx", "--jobs", "1")
    typed(*words)
    (farmers / "output/农户/002.docx").unlink()
    typed(*words, "--resume")
    assert sorted(path.name for path in (farmers / "output/农户").glob("*.docx")) == ["001.docx", "002.docx"]


def test_what_is_no_edit_of_a_file_but_stands_in_its_place_is_left_and_the_file_is_made_again(farmers: Path) -> None:
    """Another's copy dragged over it, and one that a network drive left empty: neither counts as made."""
    (farmers / "农户.csv").write_text("户主,面积,输出\n甲,1,001\n乙,2,002\n丙,3,003\n", encoding="utf-8")
    words = ("--list", "农户.csv", "--template", "通知.docx", "--jobs", "1")
    typed(*words)
    folder = farmers / "output/农户"
    third = (folder / "003.docx").read_bytes()
    (folder / "002.docx").write_bytes((folder / "001.docx").read_bytes())
    (folder / "003.docx").write_bytes(b"")
    typed(*words, "--resume")
    names = sorted(path.name for path in folder.glob("*.docx"))
    assert names == ["001.docx", "002.docx", "002（2）.docx", "003.docx", "003（2）.docx"]
    assert (folder / "003（2）.docx").read_bytes() == third
    assert (folder / "003.docx").read_bytes() == b""
    before = tree(folder)
    typed(*words, "--resume")
    assert tree(folder) == before


def test_a_file_that_somebody_edited_is_left_alone(farmers: Path) -> None:
    typed("--list", "农户.csv", "--template", "通知.docx", "--jobs", "1")
    edited = farmers / "output/农户/007.docx"
    edited.write_bytes(document("领导改过"))
    kept = edited.read_bytes()
    typed("--list", "农户.csv", "--template", "通知.docx", "--jobs", "1", "--resume")
    assert edited.read_bytes() == kept
    assert [row["结果"] for row in rows() if row["文件"].endswith("007.docx")] == ["有人改过，没有动"]
    typed("--list", "农户.csv", "--template", "通知.docx", "--jobs", "1")
    assert edited.read_bytes() == kept
    assert (farmers / "output/农户/007（2）.docx").exists()


@pytest.mark.parametrize(
    ("count", "delays"),
    [pytest.param(150, (0.6,), id="once"), pytest.param(400, (0.2, 0.35, 0.6, 0.9), id="often", marks=pytest.mark.slow)],
)
def test_a_batch_killed_at_any_moment_and_resumed_leaves_the_folder_of_an_undisturbed_one(
    farmers: Path, count: int, delays: tuple[float, ...]
) -> None:
    rows = "".join(f"户{number},{number}.50,{number:04d}\n" for number in range(count))
    (farmers / "农户.csv").write_text(f"户主,面积,输出\n{rows}", encoding="utf-8")
    command = [sys.executable, "-m", "reportgen", "batch", "--list", "农户.csv", "--template", "通知.docx", "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    whole = tree(farmers / "output")
    shutil.rmtree(farmers / "output")
    for delay in delays:
        running = subprocess.Popen([*command, "--resume"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True)
        time.sleep(delay)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    subprocess.run([*command, "--resume"], check=True, capture_output=True, env=environment)
    assert tree(farmers / "output") == whole


def test_two_batches_at_once_do_not_mix(farmers: Path) -> None:
    with locked(farmers / "output/.reportgen", ".batch", wait=0) as busy:
        assert busy is None
        done = typed("--list", "农户.csv", "--template", "通知.docx")
    assert done.exit_code == 1
    assert "[J06] 另一次批量正在写同一个 output 文件夹" in done.stderr


def test_a_cell_that_looks_like_a_formula_is_no_formula(farmers: Path) -> None:
    (farmers / "农户.csv").write_text("户主,输出\n甲,=1+1\n", encoding="utf-8")
    typed("--list", "农户.csv", "--template", "通知.docx", "--jobs", "1")
    assert rows()[0]["文件"] == "'=1+1.docx"


def test_results_as_data(farmers: Path) -> None:
    (farmers / "农户.csv").write_text("户主,面积,输出\n甲,1,甲\n", encoding="utf-8")
    data = json.loads(typed("--list", "农户.csv", "--template", "通知.docx", "--jobs", "1", "--json").stdout)
    assert (data["summary"], data["files"][0]["file"], data["files"][0]["result"]) == ("output/summary.csv", "output/农户/甲.docx", "已生成")


def test_a_summary_that_cannot_be_written_is_told(farmers: Path) -> None:
    (farmers / "output/summary.csv").mkdir(parents=True)
    done = typed("--list", "农户.csv", "--template", "通知.docx", "--jobs", "1")
    assert (done.exit_code, "[J07] 汇总没有写成" in done.stderr) == (1, True)


def test_wrong_usage_is_told(farmers: Path) -> None:
    assert typed("--template", "通知.docx").exit_code == 2
