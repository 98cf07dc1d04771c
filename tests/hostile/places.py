"""Paths that are none, places that hold something else, signs that nobody sees in what comes back, and long files that are mended."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from docx_samples import document, package_of, parts_of

from hostile.case import DATA, Case
from hostile.edited import DEFORMED

KIND = "places"
Prepare = Callable[[Path], None]
HERS = "她的".encode()
SETTINGS = "output/.reportgen"


def file(name: str) -> Prepare:
    """Somebody's file lies there."""

    def prepare(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(HERS)

    return prepare


def link(name: str, target: str) -> Prepare:
    def prepare(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (folder / name).is_dir():
            (folder / name).rename(folder / f"{name}-before")
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return prepare


def pipe(name: str) -> Prepare:
    return lambda folder: os.mkfifo(folder / name)


def folder_of(name: str) -> Prepare:
    return lambda folder: (folder / name).mkdir(parents=True)


LINT = ("lint", "来件.docx")
RENDER = ("render", "模板.docx", "数据.yaml", "-o")
OVER: dict[str, tuple[Prepare, tuple[str, ...], str]] = {
    "somebody's file: a description over a Word file": (file("甲.txt"), ("schema", "-o", "甲.txt"), "W"),
    "somebody's file: a description over a year": (lambda _: None, ("schema", "-o", "inputs/2024.yaml"), "W"),
    "somebody's file: a description through a link": (link("甲.json", "../secret.txt"), ("schema", "-o", "甲.json"), "W"),
    "somebody's file: a description where a folder is": (folder_of("甲.json"), ("schema", "-o", "甲.json"), "W"),
    "notes: a folder of records that leads away": (link(f"{SETTINGS}/history", "../../.."), ("generate", "2024"), "W18"),
    "notes: a folder of inputs that leads away": (link(f"{SETTINGS}/inputs", "/tmp"), ("generate", "2024"), "W18"),
    "notes: a list of all that leads away": (link("output/.reportgen", "../.."), ("generate", "2024"), "W18"),
    "notes: a batch whose ledger leads away": (link(f"{SETTINGS}/.batch", "../../../secret.txt"), ("batch", "--year", "2024", "--jobs", "1"), "W"),
    "path: too long to read": (lambda _: None, ("lint", "长" * 300), ""), "path: too long to write": (lambda _: None, (*RENDER, "长" * 300 + ".docx"), ""),
    "path: too long in a folder": (lambda _: None, ("lint", "/".join(["长" * 60] * 40)), ""),
    "path: a circle of links to read": (link("环.docx", "环.docx"), ("lint", "环.docx"), ""), "path: a circle of links to write": (link("环.docx", "环.docx"), (*RENDER, "环.docx"), ""),
    "path: a circle of two links": (lambda folder: (link("一", "二")(folder), link("二", "一")(folder))[0], (*RENDER, "一/甲.docx"), ""),
    "path: a pipe to read": (pipe("管.docx"), ("lint", "管.docx"), ""), "path: a pipe to write": (pipe("管.docx"), (*RENDER, "管.docx"), ""),
    "path: a pipe as data": (pipe("管.yaml"), ("render", "模板.docx", "管.yaml", "-o", "甲.docx"), ""),
    "path: an endless file to read": (link("无尽.docx", "/dev/zero"), ("lint", "无尽.docx"), ""), "path: an endless file as data": (link("无尽.yaml", "/dev/urandom"), ("render", "模板.docx", "无尽.yaml", "-o", "甲.docx"), ""),
    "path: a full device to write": (link("满.docx", "/dev/full"), (*RENDER, "满.docx"), ""),
    "path: no text to read": (lambda _: None, ("lint", "\udcff.docx"), ""), "path: no text to write": (lambda _: None, (*RENDER, "\udcff.docx"), ""),
    "path: no text as data": (lambda _: None, ("render", "模板.docx", "\udcff.yaml", "-o", "甲.docx"), ""),
}  # fmt: skip
OUTSIDE: dict[str, tuple[str, ...]] = {
    "no workspace: render": (*RENDER, "成品.docx"), "no workspace: lint --fix": (*LINT, "--fix", "成品.docx"), "no workspace: lint --annotate": (*LINT, "--annotate", "成品.docx"),
    "no workspace: render --annotate": ("render", "错.docx", "数据.yaml", "--annotate", "成品.docx"),
}  # fmt: skip
SIGNS = {"a sign that turns the text about": "\u202e", "a sign without width": "\u200b", "a control sign of the second set": "\x9b", "a mark of joining": "\u2060"}
LONG = ("3,000 paragraphs alike", "a table of 2,000 rows", "1,000 sections", "a paragraph of 300,000 characters", "5,000 insertions between deletions",
        "styles based on one another, 600 deep", "a list's label of 300 numbers", "3,000 bookmarks that never end")  # fmt: skip


def edited(sign: str) -> Prepare:
    """The finished file of the workspace, a figure of it edited with a sign that nobody sees."""

    def prepare(folder: Path) -> None:
        path = next(path for path in (folder / "output").glob("*2024*.docx"))
        parts = parts_of(path.read_bytes())
        main = parts["word/document.xml"].decode()
        assert "产值" in main
        parts["word/document.xml"] = main.replace("产值", f"产{sign}值", 1).encode()
        (folder / "来件.docx").write_bytes(package_of(parts))

    return prepare


def cases() -> Iterator[Case]:
    given = {"模板.docx": document("{{ a }}"), "数据.yaml": DATA}
    for name, (prepare, command, codes) in OVER.items():
        if hasattr(os, "mkfifo"):
            office = command[0] in ("schema", "generate", "batch")
            yield Case(KIND, name, lambda _, office=office: {} if office else given, codes, command, office=office, partly=True, prepare=prepare, any_result=not codes)
    more = {**given, "来件.docx": document("甲"), "错.docx": document("{{ 错 }}")}
    for name, command in OUTSIDE.items():
        yield Case(KIND, name, lambda _: more, "", command, partly=True, only="成品.docx", any_result=True)
    for what, sign in SIGNS.items():
        yield Case(KIND, f"signs: pull of {what}", lambda _: {}, "", ("pull", "来件.docx", "--list", "--year", "2024"), office=True, prepare=edited(sign), any_result=True)
    for what in LONG:
        yield Case(KIND, f"long: lint --fix of {what}", lambda _, what=what: {"来件.docx": DEFORMED[what]()}, "", (*LINT, "--fix", "成品.docx"), slow=True, partly=True, any_result=True)
