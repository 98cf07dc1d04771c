"""How long a clerk waits on the local page: from the last key to the page that shows it, beside one conversion of the same file by the
LibreOffice that is kept running.

    PYTHONPATH=.:tests python benchmarks/page.py [keys] [redraws]

The browser is Debian's chromium, driven as the tests drive it.  Nothing is waited for: the first key is asked for at once, those that
come meanwhile together when its answer is there.
The last lines say what the server's memory does, and how long a draft takes beside one rendering by the best-known engine.
"""

from __future__ import annotations

import gc
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

from reportgen.__main__ import OFTEN  # noqa: E402
from reportgen.page.live_year import LiveYear  # noqa: E402
from reportgen.page.tab_requests import Desk  # noqa: E402
from reportgen.preview.kept_office import KeptOffice  # noqa: E402

TYPED = """const [id, value, done] = arguments, field = document.getElementById(id), sheets = document.querySelector('.sheets');
performance.clearResourceTimings();
const told = (begun) => {
  const asked = performance.getEntriesByType('resource').filter((each) => each.name.includes('/api/try') && each.startTime >= begun).pop();
  const marks = Object.fromEntries(performance.getEntriesByType('mark').map((each) => [each.name, each.startTime - begun]));
  const desk = asked?.serverTiming[0]?.duration ?? 0, end = performance.now() - begun;
  done({'to the request': asked?.requestStart - begun, 'in the server': desk, 'on the way': asked?.responseEnd - asked?.requestStart - desk,
        'to what is other': marks.answered - (asked?.responseEnd - begun), 'drawing': marks.drawn - marks.answered, 'painting': end - marks.drawn, all: end});
};
const watcher = new MutationObserver(() => {
  if (!sheets.textContent.includes(value)) return;
  watcher.disconnect();
  requestAnimationFrame(() => setTimeout(() => told(begun)));
});
watcher.observe(sheets, {childList: true, characterData: true, subtree: true});
const begun = performance.now();
Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, value);
field.dispatchEvent(new InputEvent('input', {bubbles: true}));"""
"""The value in the field of that id, and, once it is painted on a page, where the time went, in milliseconds."""
PAUSES = (0.0, 0.08, 0.2, 0.35, 0.6)
"""Seconds between a paint and the next key: whoever types fast, and whoever is met by what is asked for when nobody types."""


def office(folder: Path) -> Path:
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def resident() -> int:
    """Kilobytes of this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").split("\n")
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


def keys(folder: Path, count: int) -> list[dict[str, float]]:
    def typed(number: int) -> dict[str, float]:
        time.sleep(PAUSES[number % len(PAUSES)])
        told: dict[str, float] = driver.execute_async_script(TYPED, f"v-{KEY}", f"61.{100 + number}")
        return told

    with running(folder) as address, browser() as driver:
        clerk = Clerk(driver).open(address)
        clerk.field(KEY).click()
        return [typed(number) for number in range(count + 2)][2:]


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
    """What the server does for a key and, after a pause, for all that there is to say; in milliseconds of the processor, since others
    may use it as well."""
    desk, path = Desk(live), ["经济发展", "外资外贸", "自营出口"]
    desk.state(live)
    server: dict[str, list[float]] = {"pages": [], "all": []}
    for number in range(1, count + 1):
        step = {"kind": "figure", "path": path, "slot": "值", "old": "50.20", "new": f"61.{number}"}
        for name in ("pages", "all") if number % 10 == 0 else ("pages",):
            begun = time.process_time()
            answer = desk.tried(live, {"steps": [step], "glimpse": name == "pages"})
            server[name].append((time.process_time() - begun) * 1000)
            assert answer["sheets"] is not None
        if number in (100, count):
            print(f"memory after {number} redraws: {resident() / 1024:.0f} MB")
    told = ", ".join(f"{name} {median(spent):.0f} ms (least {min(spent):.0f})" for name, spent in server.items())
    print(f"in the server: {told}")


def main() -> None:
    gc.set_threshold(OFTEN)  # as the program has it
    count, drawn = (int(each) for each in (*sys.argv[1:], "20", "200")[:2])
    with tempfile.TemporaryDirectory() as name:
        live = LiveYear(office(Path(name)), 2024)
        stages = keys(Path(name), count)
        typed = [each["all"] for each in stages]
        converted = conversions(live, max(3, count // 4))
        most = quantiles(typed, n=20)[-1]
        print(f"key to paint: median {median(typed):.0f} ms, p95 {most:.0f} ms ({count} keys)")
        print("of it: " + ", ".join(f"{stage} {median(each[stage] for each in stages):.0f}" for stage in stages[0] if stage != "all"))
        print(f"LibreOffice, kept running: median {median(converted):.0f} ms ({len(converted)} files)")
        print(f"share: median {median(typed) / median(converted):.2f}, p95 {most / median(converted):.2f}")
        redraws(live, drawn)


if __name__ == "__main__":
    main()
