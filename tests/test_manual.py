"""What the manual shows is what happens."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import drafts
import pytest
from click.testing import CliRunner
from manual_people import DEEDS

from reportgen import yamltext
from reportgen.cli import main
from reportgen.report.prose import Sentence, print_sentence

ROOT = Path(__file__).parents[1]
CHAPTERS = sorted((ROOT / "docs" / "manual").glob("*.md"))
MANUAL = "\n".join(path.read_text(encoding="utf-8") for path in CHAPTERS)
EXAMPLES = re.findall(r"\| `【(.+?)】` \| (.+?) \|", MANUAL.replace("\\|", "|"))


def test_the_manual_has_an_example_of_every_kind_of_filter() -> None:
    from reportgen.report.filters import FILTERS
    from reportgen.text.numbers import CONVERTIBLE

    shown = {part.split("(")[0] for reference, _ in EXAMPLES for part in reference.split("|")[1:]}
    assert set(FILTERS) - set(CONVERTIBLE) - shown == {"日期", "翻番"}, "nothing doubled in the example years"


@pytest.mark.parametrize(("reference", "printed"), EXAMPLES)
def test_an_example_of_the_manual_prints_what_it_says(reference: str, printed: str) -> None:
    report, _ = drafts.read([ROOT / "inputs/2024.yaml"], ROOT / "templates/annual/fields.yaml", [ROOT / "inputs/2023.yaml"])
    root = yamltext.parse(f"句: 【{reference}】", "手册")[0].root
    assert isinstance(root, yamltext.MappingNode)
    scalar = root.get("句")
    assert isinstance(scalar, yamltext.Scalar)
    said = print_sentence(Sentence("手册", scalar, {}), report.names)
    assert said.problems == ()
    assert str(said.text) == printed


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_link_of_the_manual_leads_somewhere(chapter: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", chapter.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", prose):
        path, _, heading = target.partition("#")
        other = chapter.parent / path if path else chapter
        assert other.exists(), target
        assert not heading or re.search(rf"^#+ {re.escape(heading)}$", other.read_text(encoding="utf-8"), re.M), target


def test_every_chapter_stands_in_the_contents() -> None:
    contents = (ROOT / "docs" / "manual" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in CHAPTERS if path.name != "README.md" and f"]({path.name})" not in contents] == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_the_commands_of_the_manual_print_what_it_shows(
    chapter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``<!-- commands -->`` blocks show standard output, ``<!-- session -->`` blocks all that a terminal shows; the
    blocks of a chapter are run one after another in one workspace."""
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    monkeypatch.chdir(tmp_path)
    for deed, kind, block in _BLOCK.findall(chapter.read_text(encoding="utf-8")):
        if deed:
            DEEDS[deed]()
        for command in block.split("$ ")[1:]:
            words, _, shown = command.partition("\n")
            assert words.startswith("reportgen "), words
            done = CliRunner().invoke(main, list(_globbed(shlex.split(words)[1:])))
            printed = _CLOCK.sub("2026-01-06 09:00", done.stdout if kind == "commands" else done.output)
            assert re.fullmatch(_pattern(shown), printed.strip(), re.S), f"{words}\n{printed}"


_BLOCK = re.compile(r"<!-- do: (\S+) -->|<!-- (commands|session) -->\n```\w*\n(.*?)```\n<!-- end -->", re.S)
_CLOCK = re.compile(r"20\d\d-\d\d-\d\d \d\d:\d\d")


def _globbed(words: list[str]) -> Iterator[str]:
    """File names with a star, as a shell would give them."""
    for word in words:
        yield from (str(path) for path in sorted(Path.cwd().glob(word))) if "*" in word else (word,)


def _pattern(shown: str) -> str:
    """What a block shows, ``……`` standing for anything."""
    return ".*".join(re.escape(part) for part in shown.strip().split("……"))


def test_the_sample_input_of_the_manual_can_be_read() -> None:
    sample = re.search(r"```yaml\n(.*?)```", MANUAL, re.S)
    assert sample
    document, problems = yamltext.parse(sample[1], "手册.yaml")
    assert problems == ()
    assert document.mapping is not None
