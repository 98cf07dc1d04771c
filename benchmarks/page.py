"""How long a clerk waits on the local page: from the last key to the page that shows it, beside one conversion of the same file by the
LibreOffice that is kept running.

    PYTHONPATH=.:tests python benchmarks/page.py [keys] [redraws]

The browser is Debian's chromium, driven as the tests drive it; the pause of 60 ms that the page waits for more keys is included.
The last lines say what the server's memory does, and how long a draft takes beside one rendering by the best-known engine.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "page")]

from local_page import running  # noqa: E402
from test_browser import KEY, Clerk, browser  # noqa: E402

from reportgen.page.live_year import LiveYear  # noqa: E402
from reportgen.page.sheets import sheets  # noqa: E402
from reportgen.page.steps import FigureStep  # noqa: E402
from reportgen.page.view import shown  # noqa: E402
from reportgen.preview.kept_office import KeptOffice  # noqa: E402

TYPED = """const [id, value, done] = arguments, field = document.getElementById(id), begun = performance.now();
Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, value);
field.dispatchEvent(new InputEvent('input', {bubbles: true}));
const look = () => document.querySelector('.sheets').textContent.includes(value)
  ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun))) : requestAnimationFrame(look);
look();"""


def office(folder: Path) -> Path:
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def resident() -> int:
    """Kilobytes of this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").split("\n")
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


def keys(folder: Path, count: int) -> list[float]:
    with running(folder) as address, browser() as driver:
        clerk = Clerk(driver).open(address)
        clerk.field(KEY).click()
        return [driver.execute_async_script(TYPED, f"v-{KEY}", f"61.{100 + each}") for each in range(count + 2)][2:]


def conversions(live: LiveYear, count: int) -> list[float]:
    draft = live.now().session.draft
    assert draft is not None
    office, found = KeptOffice(), []
    for _ in range(count + 2):
        begun = time.perf_counter()
        office.to_pdf(draft.package)
        found.append((time.perf_counter() - begun) * 1000)
    office.close()
    return found[2:]


def redraws(live: LiveYear, count: int) -> None:
    path = ("经济发展", "外资外贸", "自营出口")
    server: dict[str, list[float]] = {"draft": [], "pages": [], "figures": []}
    for number in range(1, count + 1):
        begun = time.perf_counter()
        answer = live.tried([FigureStep(path, "值", "50.20", f"61.{number}")])
        drafted = time.perf_counter()
        assert answer.moment.session.draft is not None
        sheets(answer.moment.session.draft)
        drawn = time.perf_counter()
        shown(answer.moment)
        for name, spent in zip(server, (drafted - begun, drawn - drafted, time.perf_counter() - drawn), strict=True):
            server[name].append(spent * 1000)
        if number in (100, count):
            print(f"memory after {number} redraws: {resident() / 1024:.0f} MB")
    print("in the server, median: " + ", ".join(f"{name} {median(spent):.0f} ms" for name, spent in server.items()))


def main() -> None:
    count, drawn = (int(each) for each in (*sys.argv[1:], "20", "200")[:2])
    with tempfile.TemporaryDirectory() as name:
        live = LiveYear(office(Path(name)), 2024)
        typed = keys(Path(name), count)
        converted = conversions(live, max(3, count // 4))
        most = quantiles(typed, n=20)[-1]
        print(f"key to paint: median {median(typed):.0f} ms, p95 {most:.0f} ms ({count} keys)")
        print(f"LibreOffice, kept running: median {median(converted):.0f} ms ({len(converted)} files)")
        print(f"share: median {median(typed) / median(converted):.2f}, p95 {most / median(converted):.2f}")
        redraws(live, drawn)


if __name__ == "__main__":
    main()
