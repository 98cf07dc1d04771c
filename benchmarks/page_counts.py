"""The instant pages of the local page beside LibreOffice's: how many there are, and where each begins.

    PYTHONPATH=.:tests python benchmarks/page_counts.py

The years 2022 to 2024 and the sample of every kind of text.  A page's start is counted in characters of the text; the difference to
LibreOffice's is taken beside that of the page before, so that one line too many is not counted on every page after it.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "page")]

from local_page import running  # noqa: E402
from test_browser import Clerk, browser  # noqa: E402

from reportgen.draft import Draft, opened  # noqa: E402
from reportgen.page.pieces import read_pages_of  # noqa: E402
from reportgen.preview.kept_office import KeptOffice  # noqa: E402
from reportgen.preview.pages import read_pages  # noqa: E402
from reportgen.workspace.locate import Workspace  # noqa: E402

DRAWN = """const [data, done] = arguments;
import('/static/sheets.js').then(({draw}) => {
  const host = document.createElement('div');
  document.body.append(host);
  draw(host, data);
  const found = [...host.querySelectorAll('.sheet')].map((sheet) => {
    const area = sheet.querySelector('.area'), box = area.getBoundingClientRect(), rows = [];
    for (const piece of area.children) {
      const range = document.createRange(), walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT), outer = piece.getBoundingClientRect();
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (let at = 0; at < node.length; at++) {
          range.setStart(node, at); range.setEnd(node, at + 1);
          const each = range.getBoundingClientRect(), middle = (each.top + each.bottom) / 2;
          if (middle >= outer.top - 1 && middle <= outer.bottom + 1) rows.push(node.data[at]);
        }
      }
    }
    return rows.join('');
  });
  host.remove();
  done(found);
});"""


def samples(folder: Path) -> Iterator[tuple[str, Draft]]:
    """Each year and the sample of each kind, drafted."""
    for year in (2022, 2023, 2024):
        yield str(year), _draft(Workspace.open(ROOT), year, "")
    for path in sorted((ROOT / "templates").glob("*/示例.yaml")):
        root = folder / path.parent.name
        (root / "inputs").mkdir(parents=True)
        text = path.read_text(encoding="utf-8")
        year = int(re.findall(r"^年度: *(\d+)", text, re.M)[0]) if re.findall(r"^年度: *(\d+)", text, re.M) else 2024
        (root / f"inputs/{year}.yaml").write_text(text, encoding="utf-8")
        shutil.copytree(ROOT / "templates", root / "templates")
        yield path.parent.name, _draft(Workspace.open(root), year, "")


def _draft(workspace: Workspace, year: int, kind: str) -> Draft:
    job = workspace.job(year, kind=kind)
    kit, read = opened(job.template, job.fields, job.inputs, job.last)
    return kit.make(read, draft=True, grades=job.grades)


def plain(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def begins(pages: Sequence[str], whole: str) -> list[int]:
    """Where in the text each page begins: its first characters, looked for from the last page's start on."""
    found, at = [], 0
    for page in pages:
        for length in (24, 12, 6):
            start = whole.find(page[:length], at)
            if start >= 0:
                break
        at = max(start, at)
        found.append(at)
    return found


def main() -> None:
    office, equal, near, pages, files = KeptOffice(), 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        for each in ("inputs", "templates"):
            shutil.copytree(ROOT / each, Path(name) / "office" / each)
        with running(Path(name) / "office") as address, browser() as driver:
            Clerk(driver).open(address)
            for label, draft in samples(Path(name)):
                data: dict[str, Any] = read_pages_of(draft.opened, draft.trace.paragraphs).as_data()
                drawn = [plain(page) for page in driver.execute_async_script(DRAWN, data)]
                real = [plain("".join(line.text for line in page.lines)) for page in read_pages(office.to_pdf(draft.package).pdf)]
                whole = "".join(drawn)
                ours, theirs = begins(drawn, whole), begins(real, whole)
                off = [one - other for one, other in zip(ours, theirs, strict=False)]
                steps = [abs(now - before) for before, now in zip([0, *off], off, strict=False)]
                good = sum(step <= 30 for step in steps)
                files, equal, pages, near = files + 1, equal + (len(drawn) == len(real)), pages + len(real), near + good
                print(f"{label}: {len(drawn)} instant, {len(real)} real; starts off by {off}")
                if "-v" in sys.argv:
                    for number, (one, other) in enumerate(zip(drawn, real, strict=False), 1):
                        print(f"    {number}: {one[:24]} | {other[:24]}")
    office.close()
    print(f"equal number of pages: {equal} of {files} files; starts within 30 characters: {near} of {pages} pages")


if __name__ == "__main__":
    main()
