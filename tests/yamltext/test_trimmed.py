"""The line end that a block of YAML ends with is no line break of the report, in print and on the way back."""

from __future__ import annotations

import random
from pathlib import Path

import docx
import pytest
from clerk import typed
from manuscript import Manuscript

YEAR = "年度: 2024\n标题: 2024年材料\n部分:\n  - 标题: 甲\n    总起:\n      - {first}\n      - 项目加快推进。\n"


@pytest.mark.parametrize("first", ["|\n        产业稳步提升。", ">\n        产业稳步提升。", "|+\n        产业稳步提升。\n\n", "|-\n        产业稳步提升。"])
def test_a_block_prints_without_its_line_end_and_an_edit_of_it_comes_back(folder: Path, first: str) -> None:
    (folder / "inputs").mkdir()
    path = folder / "inputs/2024.yaml"
    path.write_text(YEAR.format(first=first), encoding="utf-8")
    assert typed("generate", "2024").exit_code == 0
    made = folder / "output/2024年材料.docx"
    assert "产业稳步提升。项目加快推进。" in [each.text for each in docx.Document(str(made)).paragraphs]
    manuscript = Manuscript(made.read_bytes())
    manuscript.rewrite([each.replace("稳步提升", "稳步提高") for each in manuscript.paragraphs], tracked=True)
    (folder / "改.docx").write_bytes(manuscript.package(random.Random(1)))
    assert typed("pull", "改.docx", "--是").exit_code == 0
    assert path.read_text(encoding="utf-8") == YEAR.format(first=first).replace("提升", "提高")


def test_a_break_within_a_block_stays(folder: Path) -> None:
    (folder / "inputs").mkdir()
    (folder / "inputs/2024.yaml").write_text(YEAR.format(first="|\n        产业稳步提升。\n        城乡融合。"), encoding="utf-8")
    assert typed("generate", "2024").exit_code == 0
    texts = [each.text for each in docx.Document(str(folder / "output/2024年材料.docx")).paragraphs]
    assert "产业稳步提升。\n城乡融合。项目加快推进。" in texts
