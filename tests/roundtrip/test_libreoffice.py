"""The same through a real program: LibreOffice opens the report, edits it with tracking on and off, saves it, and the
edits come back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import need
from pulled_office import ANNUAL, basis, pull, report, texts, trace

from reportgen.gongwen.document.form_diff import form_changes, reads_equal
from reportgen.ooxml.package import Package
from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.margins import margin_edits, restyled

pytestmark = pytest.mark.libreoffice
SCRIPT = Path(__file__).parents[1] / "uno_edits.py"
WISHES = {
    "replace": [["44.10", "46.10"], ["摆在突出位置", "摆在更加突出的位置"], ["一、聚力", "一、聚焦"]],
    "delete": ["全年整治任务提前1个月销号清零。"],
    "append": [["创新生态持续优化。", "有关做法在全市推广。"]],
    "move": [["滨河南路延伸工程建成通车，青禾农贸市场完成迁建并开业运营。", "水环境质量稳中向好。"]],
    "split": ["发放低保金"],
    "join": ["扎实开展党纪学习教育"],
}


def python_with_bridge() -> str:
    """The Python that has LibreOffice's bridge: the system's, where LibreOffice is installed with it."""
    need("soffice")
    for name in ("/usr/bin/python3", shutil.which("python3") or ""):
        if name and subprocess.run([name, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return name
    need("a Python with LibreOffice's bridge (python3-uno)")
    return ""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A running LibreOffice with a profile of its own: the port it listens on."""
    need("soffice")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        "soffice", f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}", "--headless", "--norestore", "--nodefault",
        f"--accept=socket,host=localhost,port={port};urp;",
    ]  # fmt: skip
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        yield port
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait(20)


@pytest.fixture
def office(tmp_path: Path, port: int) -> tuple[Path, int]:
    """A folder of the test's own, and the port."""
    return tmp_path, port


def saved(office: tuple[Path, int], wishes: dict[str, object]) -> bytes:
    """The report as LibreOffice saves it after these edits."""
    folder, port = office
    (folder / "from.docx").write_bytes(report())
    (folder / "edits.json").write_text(json.dumps(wishes), encoding="utf-8")
    names = [str(folder / name) for name in ("from.docx", "to.docx", "edits.json")]
    subprocess.run([python_with_bridge(), str(SCRIPT), str(port), *names], check=True, timeout=180)
    return (folder / "to.docx").read_bytes()


def test_a_copy_that_libreoffice_saved_again_has_no_edits(office: tuple[Path, int]) -> None:
    package = saved(office, {})
    outcome = pull(package)
    assert outcome.wanted == texts(basis())
    assert outcome.pulled.edits == ()
    again, template = Package.open(package), Package.open(ANNUAL / "template.docx")
    assert margin_edits(again, template, trace()) == ()
    assert restyled(again, template) == 0
    printed = Package.open(report())
    assert form_changes(printed, again) == ()
    assert reads_equal(printed, again)


BEYOND_TEXT = {
    "dress": [
        ["高新技术产业增加值31.20", "CharWeight", 150.0], ["高新技术产业增加值31.20", "CharWeightAsian", 150.0], ["研发费用投入7.05", "CharStrikeout", 1], ["技术交易额突破", "CharEscapement", 14000], ["技术交易额突破", "CharEscapementHeight", 58],
        ["产业空间有序腾挪", "CharColor", 0xFF0000], ["开放平台提质增效", "CharUnderline", 1], ["扎实开展助企服务月", "CharHeightAsian", 22.0],
        ["乡村产业提档升级", "ParaAdjust", 3], ["我们以千万工程为牵引", "ParaLeftMargin", 2000],
    ],
    "footnote": [["自营出口达到", "海关口径，待核。"]],
    "comment": [["引进外资", "请再核"]],
    "box": [["主营业务收入", "此处待核"]],
    "table": ["水环境质量稳中向好"],
    "page": [["LeftMargin", 1500]],
}  # fmt: skip
TOLD = (
    "加粗|高新技术产业增加值31.20", "删除线|研发费用投入7.05", "上标|技术交易额突破", "颜色由“黑”改为“FF0000”|产业空间有序腾挪", "下划线|开放平台提质增效",
    "字号由“16磅”改为“22磅”|扎实开展助企服务月", "改了对齐方式", "改了缩进", "多了脚注|海关口径，待核。", "多了批注|请再核", "多了文本框|此处待核",
    "多了表格（2 行 2 列）|重点项目", "改了页边距",
)  # fmt: skip


def test_what_is_no_text_and_was_made_in_libreoffice_is_told(office: tuple[Path, int]) -> None:
    again = Package.open(saved(office, BEYOND_TEXT))
    found = [f"{each.what}|{each.words}" for each in form_changes(Package.open(report()), again)]
    missing = [words for words in TOLD if not any(words in each for each in found)]
    assert missing == [], "\n".join(found)
    assert len(found) <= len(TOLD) + 6, "\n".join(found)


@pytest.mark.parametrize("tracked", [True, False])
def test_edits_made_in_libreoffice_come_back(office: tuple[Path, int], tracked: bool) -> None:
    outcome = pull(saved(office, {**WISHES, "tracked": tracked}))
    assert outcome.settled.waiting == ()
    assert [(edit.old, edit.new) for edit in outcome.settled.consequences] == [("同比增长7.8%", "同比增长12.7%")]
    assert [text.replace("12.7%", "7.8%") for text in outcome.again] == outcome.wanted
    assert {edit.kind for edit in outcome.settled.done} == {
        kinds.FIGURE, kinds.SENTENCE, kinds.HEADING, kinds.DELETED, kinds.ADDED, kinds.MOVED, kinds.TOPIC_ADDED, kinds.TOPIC_JOINED,
    }  # fmt: skip
    assert bool(outcome.pulled.edits[0].authors) is tracked
