"""The page's own files: what is vendored is what its package has, and nothing is loaded from elsewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

STATIC = files("reportgen.page").joinpath("static")
VENDORED = "preact-htm.js"


def test_what_is_vendored_has_its_licences_and_its_digest_beside_it() -> None:
    told = STATIC.joinpath("preact-htm.LICENSES.txt").read_text(encoding="utf-8")
    assert re.findall(r"SHA-256: (\w+)", told) == [sha256(STATIC.joinpath(VENDORED).read_bytes()).hexdigest()]
    assert "The MIT License" in told and "Apache License" in told


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
def test_what_is_vendored_is_what_the_package_has(tmp_path: Path) -> None:
    subprocess.run(["npm", "pack", "--silent", "htm@3.1.1"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with tarfile.open(tmp_path / "htm-3.1.1.tgz") as packed:
        held = packed.extractfile("package/preact/standalone.module.js")
        assert held is not None and held.read() == STATIC.joinpath(VENDORED).read_bytes()


def test_our_own_modules_load_nothing_from_elsewhere_and_make_no_markup_of_text() -> None:
    own = [each for each in STATIC.iterdir() if each.name.endswith((".js", ".css", ".html")) and each.name != VENDORED]
    assert {each.name for each in own} == {"app.js", "store.js", "sheets.js", "views.js", "page.css", "index.html"}
    for each in own:
        text = each.read_text(encoding="utf-8")
        assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s]*", re.sub(r"^\s*//.*$|http://www\.w3\.org/2000/svg", "", text, flags=re.M)) == []
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|dangerouslySetInnerHTML", text), each.name
        assert len(text.split("\n")) <= 700
