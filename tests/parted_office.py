"""A workspace whose year is two files, and what each command that writes something has to do there."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from clerk import typed
from manuscript import Manuscript
from openpyxl import load_workbook
from processes import ROOT, tree
from pulled_office import upright

PARTS = ("1综合.yaml", "2社会.yaml")
Case = Callable[[Path], tuple[str, ...]]


def parted(folder: Path) -> Path:
    """A workspace whose year 2024 is two files, with its report in output/; we are in it."""
    shutil.copytree(ROOT / "templates/annual", folder / "templates/annual")
    (folder / "inputs/2024").mkdir(parents=True)
    (folder / "inputs/2023.yaml").write_text(upright((ROOT / "inputs/2023.yaml").read_text(encoding="utf-8")), encoding="utf-8")
    text = upright((ROOT / "inputs/2024.yaml").read_text(encoding="utf-8"))
    middle = text.index("\n  城乡建设:") + 1
    for name, part in zip(PARTS, (text[:middle], "数据:\n" + text[middle:]), strict=True):
        (folder / "inputs/2024" / name).write_text(part, encoding="utf-8")
    assert typed("生成", "2024").exit_code == 0
    return folder


def generating(parted: Path) -> tuple[str, ...]:
    """The report is made anew after a change: file, record, history, inputs."""
    path = parted / "inputs/2024" / PARTS[0]
    path.write_text(path.read_text(encoding="utf-8").replace("摆在突出位置", "摆在更加突出的位置"), encoding="utf-8")
    return ("生成", "2024")


def reviewing(_: Path) -> tuple[str, ...]:
    return ("核稿", "2024")


def rolling(_: Path) -> tuple[str, ...]:
    """A year of two files is made."""
    return ("新建", "2025")


def pulling(parted: Path) -> tuple[str, ...]:
    """Two figures, one in each file, and the record of the edited copy."""
    (copy,) = (parted / "output").glob("*.docx")
    manuscript = Manuscript(copy.read_bytes())
    text = "\n".join(manuscript.paragraphs)
    for old, new in (("固定资产投资44.10", "固定资产投资46.10"), ("办结上级交办涉河问题29", "办结上级交办涉河问题31")):
        assert old in text
        text = text.replace(old, new)
    manuscript.rewrite(text.split("\n"), tracked=False)
    copy.write_bytes(manuscript.package(random.Random(2)))
    return ("回收", f"output/{copy.name}", "--是")


def importing(parted: Path) -> tuple[str, ...]:
    """Two forms that change one figure each, one in each file."""
    assert typed("填报", "导出", "2024").exit_code == 0
    folder = parted / "output/填报表/2024年"
    for name, number in ((".固定资产投资", "46.10"), (".上级涉河问题", "31")):
        _fill(folder, name, number)
    return ("填报", "导入", "output/填报表/2024年", "--是", "--覆盖")


def _fill(folder: Path, name: str, number: str) -> None:
    for path in folder.glob("*.xlsx"):
        book = load_workbook(path)
        for row in range(4, book.active.max_row + 1):
            if str(book.active.cell(row, 11).value).endswith(name):
                book.active.cell(row, 4).value = float(number)
                book.save(path)
                return
    raise AssertionError(f"no form asks for {name}")


def undoing(parted: Path) -> tuple[str, ...]:
    """What was taken over from an edited copy goes back out of both files and the record."""
    assert typed(*pulling(parted)).exit_code == 0
    return ("撤回", "--是")


CASES: tuple[Case, ...] = (generating, reviewing, rolling, pulling, importing, undoing)


def timeless(folder: Path) -> dict[str, bytes]:
    """Every file but locks and the log of changes; those that say when a copy was made, without that."""
    found = {}
    for name, data in tree(folder).items():
        if name.endswith((".lock", ".tmp")) or "/.reportgen-" in f"/{name}" or "/undo/" in name:
            continue
        if "/history/" in name:
            data = json.dumps({key: value for key, value in json.loads(data).items() if key != "时间"}).encode()
        found[name] = data
    return found
