"""The page in a Chromium of early 2023 (109), which is the age of the domestic browsers that offices have.

Today's chromedriver speaks of things that it does not know, so it is driven by its own protocol.  REPORTGEN_OLD_CHROMIUM names the
program; the npm package @sparticuz/chromium of that version holds it, compressed by brotli.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from local_page import running

websocket: Any = pytest.importorskip("websocket", reason="websocket-client, which selenium brings, is not installed")

PROGRAM = os.environ.get("REPORTGEN_OLD_CHROMIUM", "")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM, reason="REPORTGEN_OLD_CHROMIUM names no Chromium 109"),
]
FIELD = "document.getElementById('v-数据.经济发展.外资外贸.自营出口')"
PATIENCE = 300
"""Seconds for an answer, on a machine that has much else to do."""
ENTER = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}


class OldBrowser:
    """One tab of it; ``faults`` is what it complained of, scripts and the page's policy among it."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.faults: list[str] = []
        self.number = 0
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **given: Any) -> dict[str, Any]:
        self.number += 1
        self.connection.send(json.dumps({"id": self.number, "method": method, "params": given}))
        while True:
            told = json.loads(self.connection.recv())
            if told.get("id") == self.number:
                assert "error" not in told, told
                answer: dict[str, Any] = told["result"]
                return answer
            if told.get("method") == "Runtime.exceptionThrown":
                self.faults.append(str(told["params"]["exceptionDetails"]))
            if told.get("method") == "Log.entryAdded" and told["params"]["entry"]["level"] == "error":
                self.faults.append(str(told["params"]["entry"]))

    def run(self, script: str) -> Any:
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, **key: Any) -> None:
        self.ask("Input.dispatchKeyEvent", type="rawKeyDown", **key)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **key)

    def until(self, wanted: Callable[[], Any] | str, seconds: float = PATIENCE) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.run(wanted) if isinstance(wanted, str) else wanted():
                return
            time.sleep(0.1)
        pytest.fail(f"still not: {wanted}")


@contextmanager
def old_browser(folder: Path) -> Iterator[OldBrowser]:
    """It tells on its standard error where it listens."""
    options = (
        "--headless", "--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1366,768",
        "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank",
    )  # fmt: skip
    with subprocess.Popen([PROGRAM, *options], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            address = next(line.split()[-1] for line in process.stderr if line.startswith("DevTools listening on "))
            with closing(websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)) as browser:
                browser.send(json.dumps({"id": 1, "method": "Target.getTargets"}))
                found = json.loads(browser.recv())["result"]["targetInfos"]
            tab = f"{address.partition('/devtools/')[0]}/devtools/page/{next(each['targetId'] for each in found if each['type'] == 'page')}"
            with closing(websocket.create_connection(tab, timeout=PATIENCE, suppress_origin=True)) as connection:
                yield OldBrowser(connection)
        finally:
            process.kill()


def test_a_figure_is_typed_seen_written_and_given_out(office: Path, tmp_path: Path) -> None:
    with running(office) as address, old_browser(tmp_path / "browser") as browser:
        assert "Chrome/109." in browser.run("navigator.userAgent")
        browser.ask("Page.navigate", url=address)
        browser.until("document.querySelectorAll('.sheet').length > 5")
        browser.run(f"{FIELD}.focus(); {FIELD}.select()")
        browser.ask("Input.insertText", text="61.75")
        browser.until("document.querySelector('.sheets').textContent.includes('61.75')")
        assert browser.run("[...document.querySelectorAll('.sheets .chosen')].map((each) => each.textContent).includes('61.75')")
        browser.press(**ENTER)
        browser.until(lambda: "自营出口: {值: 61.75" in (office / "inputs/2024.yaml").read_text(encoding="utf-8"))
        browser.until("document.querySelector('header .state').textContent.includes('已保存')")
        browser.run("[...document.querySelectorAll('button')].find((each) => each.textContent === '生成').click()")
        browser.until("(document.querySelector('.dialog')?.textContent ?? '').includes('送审稿好了')")
        assert [path.name for path in (office / "output").glob("*.docx")] == ["澄屿街道2024年重点任务完成情况汇报材料.docx"]
        assert browser.faults == []
