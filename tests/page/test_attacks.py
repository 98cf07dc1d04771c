"""What a program of the same machine, or a broken tab, can do to the page's server: it is bounded, told in Chinese, and the clerk's own
requests are answered all the while."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from local_page import Tab, set_figure, tab

from reportgen.page import connections, guard, server

POSTS = ("try", "steps", "undo", "copy", "forms", "bring", "confirm", "take", "compare", "figure", "office", "work", "stop")
TEXT = {"kind": "file", "file": "2024.yaml", "old": "", "new": ""}
FIGURE = {"kind": "figure", "path": ["经济发展", "外资外贸", "自营出口"], "slot": "值", "old": "50.20"}
BODIES: tuple[bytes, ...] = (
    b"", b"[]", b"null", b"1", b'"x"', b"{", b"\xff\xfe", b"[" * 100_000, b'{"steps":' * 50_000, b'{"steps": 1e999}', b'{"work": NaN}',
    b'{"steps": ' + b"9" * 10_000 + b"}", b'{"list": {}, "chosen": {}}', b'{"list": "x", "chosen": {"0": [[]]}}', b'{"work": [1]}',
    b'{"work": {"a": 1}}', b'{"path": [["a"]]}', b'{"path": [null, 1]}', b'{"other": 1e3}', b'{"other": true}', b'{"kind": ["x"]}',
    b'{"files": [{"name": "../../x.docx", "content": "AAAA"}]}', b'{"files": [{"name": 1, "content": 2}]}', b'{"files": [[]]}',
    b'{"files": [{"name": "\\ud800.docx", "content": "UEsDBA=="}]}', b'{"steps": [{"kind": "figure", "path": ["\\ud800"], "slot": "x", "old": "", "new": "\\udfff"}]}',
    json.dumps({"steps": [{**FIGURE, "new": "\x00\x1b[31m"}]}).encode(), json.dumps({"steps": [{**FIGURE, "new": "值: [" * 900}]}).encode(),
    json.dumps({"steps": [{**FIGURE, "slot": "没有这一项", "new": "1"}]}).encode(), json.dumps({"steps": [TEXT] * 2_001}).encode(),
    json.dumps({"steps": [{**TEXT, "file": "../../etc/passwd", "new": "x"}]}).encode(), json.dumps({"steps": [{**TEXT, "old": "甲", "new": "乙" * 10_000}]}).encode(),
)  # fmt: skip
"""Bodies that no page of ours sends; none of them may change a file."""


@pytest.fixture
def here(office: Path) -> Iterator[Tab]:
    with tab(office) as made:
        yield made


def raw(here: Tab) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(here.origin.rpartition(":")[2])), timeout=20)


def ended(connection: socket.socket, seconds: float) -> bool:
    """Whether the server ends a connection in that time; what it says before is read."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        connection.settimeout(left)
        try:
            if not connection.recv(65_536):
                return True
        except TimeoutError:
            return False
        except ConnectionError:
            return True
    return False


@pytest.mark.parametrize("count", [1, pytest.param(len(POSTS), marks=pytest.mark.slow)])
def test_no_body_breaks_a_route_or_changes_a_file(here: Tab, office: Path, capfd: pytest.CaptureFixture[str], count: int) -> None:
    """Each body at one route, those in turn; the slow one each at all."""
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file() and "output" not in path.parts}
    headers = {"Origin": here.origin, "Content-Type": "application/json"}
    for number, body in enumerate(BODIES):
        for route in [POSTS[(number + each) % len(POSTS)] for each in range(count)]:
            if route in ("copy", "forms", "undo"):
                body = body if b"kind" in body else b'{"kind": "x"}'
            if route == "undo" or (route == "forms" and body != b"{"):
                continue
            answer = here.client.post(f"/api/{route}", content=body, headers=headers)
            assert answer.status_code in (200, 400, 409), (route, body[:80], answer.text[:300])
            assert "Traceback" not in answer.text
            if answer.status_code != 200:
                assert any("一" <= char <= "鿿" for char in answer.json()["error"])
    after = {path: path.read_bytes() for path in office.rglob("*") if path.is_file() and "output" not in path.parts}
    assert {path.name for path in after if after[path] != before.get(path)} <= {"2024.yaml"}
    assert "Traceback" not in "".join(capfd.readouterr())
    assert here.row("固定资产投资")["value"]


def test_no_address_breaks_a_route(here: Tab, capfd: pytest.CaptureFixture[str]) -> None:
    for path in (
        "/api/office/" + "9" * 5_000, "/api/office/-1", "/api/office/x", "/api/office/%00", "/api/state?year=" + "9" * 5_000, "/api/state?year=٢٠٢٤",
        "/api/state?year=2024&text=%00", "/api/state?year=2024&text=../x", "/api/news?year=1", "/%2e%2e/%2e%2e/etc/passwd", "/static/..%5cserver.py",
        "/api/state/../../x", "/" + "a" * 30_000, "/?" + "token=x&" * 3_000,
    ):  # fmt: skip
        answer = here.client.get(path)
        assert answer.status_code in (200, 400, 404) and "Traceback" not in answer.text, (path[:60], answer.status_code)
        assert answer.status_code != 404 or path.startswith("/api/office") or answer.text == "没有这一页。"
    assert here.client.post("/api/state", headers={"Origin": here.origin, "Content-Type": "application/json"}, content=b"{}").text == "这里不能这样请求。"
    assert "Traceback" not in "".join(capfd.readouterr()) and here.state()["departments"]


def test_what_is_no_request_is_refused_and_the_next_one_answered(here: Tab, capfd: pytest.CaptureFixture[str]) -> None:
    host = here.origin.partition("//")[2].encode()
    upgrade = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n"
    for sent in (
        b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nHost: " + host + b"\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"GET /api/news HTTP/1.1\r\nHost: " + host + b"\r\n" + upgrade + b"\r\n",
        b"POST /api/steps HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n",
        b"POST /api/steps HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: -1\r\n\r\n",
        b"POST /api/steps HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ):  # fmt: skip
        with raw(here) as connection:
            connection.sendall(sent)
            answer = connection.recv(65_536).split(b" ")
            assert answer[0] == b"HTTP/1.1" and answer[1] in (b"400", b"403", b"413", b"421"), (sent[:60], answer[:3])
    assert "Traceback" not in "".join(capfd.readouterr()) and here.state()["departments"]


def test_whoever_says_nothing_or_says_it_slowly_is_cut_off(here: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 0.5)
    with raw(here) as silent, raw(here) as slow:
        for byte in b"GET / HTTP/1.1\r\nX":
            try:
                slow.sendall(bytes([byte]))
            except ConnectionError:
                break
            time.sleep(0.1)
        assert ended(silent, 5) and ended(slow, 5)
    monkeypatch.setattr(guard, "SLOWEST", 0.3)
    cookie = "; ".join(f"{name}={value}" for name, value in here.client.cookies.items())
    host = here.origin.partition("//")[2]
    head = f"POST /api/steps HTTP/1.1\r\nHost: {host}\r\nOrigin: {here.origin}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{{"
    with raw(here) as slow:
        slow.sendall(head.encode())
        assert b" 408 " in slow.recv(65_536)
    assert here.state()["departments"]


def test_a_request_that_takes_its_time_is_not_cut_off(here: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    """The news of a tab are one answer that never ends."""
    monkeypatch.setattr(connections, "PATIENCE", 0.5)
    with here.client.stream("GET", "/api/news") as news:
        lines = news.iter_lines()
        assert next(lines).startswith("data: ")
        time.sleep(1.2)
        row = here.row("自营出口")
        here.post("/api/steps", steps=[set_figure(row, "51.20")])
        assert any(line.startswith("data: ") for line in lines)


def test_many_connections_leave_room_for_the_clerk(here: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST", 20)
    with ExitStack() as held:
        silent = [held.enter_context(raw(here)) for _ in range(60)]
        for _ in range(3):
            assert httpx.get(here.address).status_code == 303
        assert here.state()["departments"]
        assert sum(ended(each, 0.02) for each in silent) >= 40
    monkeypatch.setattr(server, "MOST_TABS", 2)
    with here.client.stream("GET", "/api/news") as one, here.client.stream("GET", "/api/news") as two:
        heard = [one.iter_lines(), two.iter_lines()]
        assert all(map(next, heard))
        refused = here.client.get("/api/news", timeout=10)
        assert refused.status_code == 429 and refused.json()["error"] == "开着的标签页太多，请关掉几个。"


def test_a_column_of_many_figures_is_written_at_once_and_too_many_are_refused(here: Tab) -> None:
    rows = [row for each in here.state()["departments"] for group in each["groups"] for row in group["rows"] if row["numeric"]]
    answer = here.post("/api/steps", steps=[set_figure(row, str(100 + number)) for number, row in enumerate(rows)])
    assert len(answer["written"]) == len(rows)
    step = set_figure(rows[0], "1")
    refused = here.client.post("/api/steps", json={"steps": [step] * 2_001}, headers={"Origin": here.origin})
    assert refused.status_code == 400
    long = here.client.post("/api/steps", json={"steps": [{**step, "new": "1" * 20_001}]}, headers={"Origin": here.origin})
    assert long.status_code == 400 and "太长" in long.json()["error"]
