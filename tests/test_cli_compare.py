"""Two years compared, as a clerk types it."""

from __future__ import annotations

import json
from pathlib import Path

from clerk import typed

ROOT = Path(__file__).parents[1]


def test_two_years_are_compared_in_either_order(office: Path) -> None:
    done = typed("比对", "2023", "2024")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("2023 年 → 2024 年：未变 ")
    assert typed("compare", "2024", "2023").stdout == done.stdout
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["自营出口", "亿元", "50.20", "52.80", "-2.60", "-4.9%"] in lines
    assert ["初中普高率", "%", "63.4", "61.8", "+1.6个百分点"] in lines
    assert any(line.startswith("    [改写] ") and "〔删" in line for line in done.stdout.splitlines())
    assert max(len(line) for line in done.stdout.splitlines()) <= 120


def test_only_figures_or_only_prose(office: Path) -> None:
    assert "[改写]" not in typed("compare", "2023", "2024", "--figures").stdout
    assert "自营出口  " not in typed("compare", "2023", "2024", "--只比文字").stdout


def test_the_comparison_is_kept_as_a_file_that_nobody_s_work_is_lost_for(office: Path) -> None:
    for name in ("差别.xlsx", "差别.html"):
        done = typed("compare", "2023", "2024", "-o", name)
        assert done.stdout.endswith(f"已写好 {name}\n")
        (office / name).write_bytes((office / name).read_bytes() + b" ")
        assert "有人改过，没有覆盖" in typed("compare", "2023", "2024", "-o", name).stderr
    assert typed("compare", "2023", "2024", "-o", "差别.pdf").exit_code == 2
    assert typed("compare", "2023", "2023").exit_code == 2


def test_the_comparison_can_be_had_as_data(office: Path) -> None:
    data = json.loads(typed("compare", "2022", "2024", "--json").stdout)
    assert (data["earlier"], data["later"], data["problems"]) == (2022, 2024, [])
    assert sum(data["counts"].values()) == len(data["sentences"])
    assert {"path", "label", "later", "earlier", "change", "rate"} < set(data["figures"][0])


def test_a_year_that_is_not_there_or_cannot_be_read_is_said(office: Path) -> None:
    done = typed("compare", "2023", "2031")
    assert (done.exit_code, "[W01]" in done.stderr) == (1, True)
    path = office / "inputs/2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("财政总收入: 18.47", "财政总收入：18.47"), encoding="utf-8")
    assert "[Y14]" in typed("compare", "2023", "2024").stderr
