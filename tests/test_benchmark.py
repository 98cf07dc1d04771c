"""What the benchmark times is the right work: both engines give the same text, and all of it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from reportgen.engine.template import Template
from reportgen.engine.values.kinds import Rich, Run

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_engine", ROOT / "benchmarks/engine.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.filterwarnings("ignore")
def test_both_engines_give_the_same_text_and_all_of_it(benchmark: ModuleType) -> None:
    source = benchmark.template()
    package = benchmark.same_text(source, 20)
    text = benchmark.text_of(package)
    assert len(text.split("\n")) > 100 - 20
    assert text.count("指标19") == 1
    assert "第19项工作稳步推进。" in text


def test_the_work_has_the_104_redacted_places_of_the_report(benchmark: ModuleType) -> None:
    assert len([name for name in benchmark.data(1) if name.startswith("v")]) == 104
    assert (ROOT / "tests/data/source_report.txt").read_text(encoding="utf-8").count("*") == 104


def test_filling_plain_text_builds_no_tree(benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the time of a plain template once went into a tree that only a check of links wanted."""
    template, values = Template.open(benchmark.template()), benchmark.data(20)

    def refuse(data: bytes, part: str) -> None:
        raise AssertionError(f"{part} is read into a tree")

    for module in ("reportgen.engine.finish.rendered_part", "reportgen.ooxml.external"):
        monkeypatch.setattr(f"{module}.parse_xml", refuse)
    assert template.render(values).package
    with pytest.raises(AssertionError, match="into a tree"):
        template.render({**values, "v1": Rich((Run("甲"),))})


@pytest.mark.filterwarnings("ignore")
def test_a_difference_between_the_engines_stops_the_benchmark(benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    right = benchmark.theirs
    monkeypatch.setattr(benchmark, "theirs", lambda source, values: right(source, {**values, "v1": "别的"}))
    with pytest.raises(AssertionError, match="different text"):
        benchmark.same_text(benchmark.template(), 1)
