"""Who may speak to the page's server: the rules of security, each with what would happen without it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from local_page import Tab, row_of, set_figure, tab

from reportgen.page import guard

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One office for all tests here that change nothing in the end."""
    folder = tmp_path_factory.mktemp("office")
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    yield folder


@pytest.fixture(scope="module")
def here(shared: Path) -> Iterator[Tab]:
    with tab(shared) as made:
        yield made


def test_the_token_becomes_a_cookie_that_no_script_reads_and_no_other_site_sends(here: Tab) -> None:
    address = here.address
    answer = httpx.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower() and "Path=/" in cookie
    name = cookie.partition("=")[0]
    base = address.partition("/?")[0]
    assert httpx.get(f"{base}/", headers={"Cookie": cookie.partition(";")[0]}).status_code == 200
    for wrong in ({}, {"Cookie": f"{name}=x"}, {"Cookie": f"{name}="}, {"Cookie": cookie.partition(";")[0] + "x"}):
        for path in ("/", "/static/app.js", "/api/state", "/api/news", "/?token=", "/?token=x", f"/api/state?{address.partition('?')[2]}"):
            assert httpx.get(f"{base}{path}", headers=wrong).status_code == 403, (path, wrong)


def test_it_listens_on_this_machine_alone_and_a_foreign_host_is_refused(here: Tab) -> None:
    assert here.origin.startswith("http://127.0.0.1:")
    port = here.origin.rpartition(":")[2]
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.evil.example:{port}", ""):
        assert here.client.get("/api/state", headers={"Host": host}).status_code in (400, 421), host
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        assert here.client.get("/api/state", headers={"Host": host}).status_code == 200, host


def posted(here: Tab, **headers: str) -> int:
    step = set_figure(row_of(here.state(), "自营出口"), "99.9")
    return here.client.post("/api/steps", content=json.dumps({"steps": [step]}), headers=headers).status_code


def test_a_change_needs_our_own_origin_and_a_type_that_no_form_sends(here: Tab, shared: Path) -> None:
    before = (shared / "inputs/2024.yaml").read_bytes()
    good = {"Origin": here.origin, "Content-Type": "application/json"}
    assert posted(here, **{**good, "Origin": "http://evil.example"}) == 403
    assert posted(here, **{**good, "Origin": "null"}) == 403
    assert posted(here, **{"Content-Type": "application/json"}) == 403
    assert posted(here, **{**good, "Sec-Fetch-Site": "cross-site"}) == 403
    assert posted(here, **{**good, "Sec-Fetch-Site": "same-site"}) == 403
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        assert posted(here, **{**good, "Content-Type": kind}) == 415, kind
    assert (shared / "inputs/2024.yaml").read_bytes() == before
    assert posted(here, **good) == 200
    assert (shared / "inputs/2024.yaml").read_bytes() != before


def test_a_browser_may_load_run_and_send_nothing_but_to_us(here: Tab) -> None:
    for path in ("/", "/static/app.js", "/api/state", "/nowhere"):
        answer = here.client.get(path)
        rules = dict(rule.strip().split(" ", 1) for rule in answer.headers["content-security-policy"].split(";"))
        assert rules["default-src"] == rules["form-action"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
        assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"


def test_no_path_comes_from_the_client(here: Tab) -> None:
    for path in ("/static/../server.py", "/static/%2e%2e/server.py", "/static//etc/passwd", "/static/", "/inputs/2024.yaml", "/static/__init__.py"):
        assert here.client.get(path).status_code == 404, path
    row = here.row("自营出口")
    line = {"kind": "line", "file": "../2024.yaml", "line": 1, "old": "", "new": "x"}
    assert [each["now"] for each in here.post("/api/steps", steps=[line])["clashes"]] == [""]
    lost = here.post("/api/steps", steps=[set_figure({**row, "path": ["..", "..", "x"]}, "1")])
    assert [each["code"] for each in lost["told"]] == ["S02"] and lost["written"] == []


def test_a_body_is_bounded_also_where_it_does_not_say_how_long_it_is(here: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST", 10_000)
    headers = {"Origin": here.origin, "Content-Type": "application/json"}
    for content in (b" " * 10_001, (b" " * 999 for _ in range(11))):
        assert here.client.post("/api/steps", content=content, headers=headers).status_code == 413
    assert here.client.post("/api/steps", content=b" " * 10_000, headers=headers).status_code == 400
    assert here.client.post("/api/steps", content=(b" " * 999 for _ in range(10)), headers=headers).status_code == 400


@pytest.mark.parametrize(
    "steps",
    [
        None, {}, [1], [{}], [{"kind": "figure"}], [{"kind": "figure", "path": [], "slot": "值", "old": "", "new": ""}],
        [{"kind": "figure", "path": ["甲"], "slot": "值", "old": "", "new": "1" * 20_001}], [{"kind": "line", "file": "a", "line": True, "old": "", "new": ""}],
        [{"kind": "sentence", "address": [None], "old": "", "new": ""}], [{"kind": "delete", "old": "", "new": ""}], [{}] * 2_001,
    ],
)  # fmt: skip
def test_what_is_no_step_is_refused(steps: object) -> None:
    from reportgen.page.steps import read_steps

    with pytest.raises(ValueError):
        read_steps(steps)


def test_no_other_command_imports_the_server() -> None:
    """Every module of the package but the server and its guard, as an import of all commands would have it."""
    code = (
        "import sys, importlib; from reportgen.cli import COMMANDS\n"
        "for each in COMMANDS: importlib.import_module(each.module)\n"
        "import reportgen.page.live_year, reportgen.page.view, reportgen.page.sheets, reportgen.page.copies\n"
        "print(*sys.modules)"
    )
    read = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in read if name.partition(".")[0] in ("starlette", "uvicorn", "anyio", "asyncio")] == []
    assert "reportgen.page.server" not in read and "reportgen.cli.open" in read
