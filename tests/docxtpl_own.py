"""``python tests/docxtpl_own.py FOLDER``: docxtpl's own scripts, with docxtpl and with ``reportgen.compat.docxtpl``, compared part by part.

``FOLDER`` is the folder ``tests`` of docxtpl's source (its package has none).  Pictures that a source archive leaves out are made here.
Prints which scripts run, which parts with text differ and where; exit status 1 where fewer run, or fewer parts are the same, than
``docs/docxtpl.md`` says.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from difflib import unified_diff
from pathlib import Path

from lxml import etree
from oracle import W
from picture_samples import png

RUN, SAME, PARTS = 34, 48, 52
"""What ``docs/docxtpl.md`` says of docxtpl 0.20.2."""
_SHOWN = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml$")
_NO_SCRIPTS = ("runtests.py", "__init__.py")
_NAMED = re.compile(r"templates/([\w.]+\.(?:png|jpe?g))")
_PICTURED, _ITS_PICTURE = "header_footer_image_tpl.docx", "dummy_pic_for_header.png"
"""A template, and the copy of a picture in it by which scripts find that picture."""
_ROOT = Path(__file__).parents[1]


def outputs(source: Path, target: Path, module: str) -> dict[str, str]:
    """Runs a copy of the scripts with another import: each one's last words, empty where it ended well."""
    shutil.copytree(source, target)
    (target / "output").mkdir(exist_ok=True)
    with zipfile.ZipFile(target / "templates" / _PICTURED) as parts:
        media = next(name for name in parts.namelist() if name.startswith("word/media/"))
        (target / "templates" / _ITS_PICTURE).write_bytes(parts.read(media))
    said = {}
    for script in sorted(each for each in target.glob("*.py") if each.name not in _NO_SCRIPTS):
        text = script.read_text(encoding="utf-8")
        for name in _NAMED.findall(text):
            if not (target / "templates" / name).exists():
                (target / "templates" / name).write_bytes(png(60, 40))
        text = re.sub(r"\bfrom docxtpl import", f"from {module} import", text)
        script.write_text(re.sub(r"\bimport docxtpl\b", f"import {module} as docxtpl", text), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8"}
        done = subprocess.run([sys.executable, "-W", "ignore", script], cwd=target, env=environment, capture_output=True, text=True, check=False, timeout=300)
        said[script.name] = (done.stderr.strip().splitlines() or ["ended"])[-1] if done.returncode else ""
    return said


def texts(file: Path) -> dict[str, list[str]]:
    """The parts of a Word file that have text, each as lines."""
    found = {}
    with zipfile.ZipFile(file) as parts:
        for name in filter(_SHOWN.match, parts.namelist()):
            found[name] = [line for line in lines_of(parts.read(name)) if line.strip()]
    return {name: lines for name, lines in found.items() if lines}


def lines_of(data: bytes) -> list[str]:
    """The texts of paragraphs with breaks, tabs and pictures, the spans, merges and colours of cells, the columns of tables."""
    seen = []
    for each in etree.fromstring(data).iter(W + "p", W + "tc", W + "tblGrid"):
        if each.tag == W + "tblGrid":
            seen.append(f"columns {len(each)}")
        elif each.tag == W + "tc":
            said = [each.find(f"{W}tcPr/{W}{name}") for name in ("gridSpan", "vMerge", "shd")]
            seen.append(f"cell {[None if one is None else one.get(W + 'fill') or one.get(W + 'val') for one in said]}")
        else:
            nodes = each.iter(W + "t", W + "tab", W + "br", W + "drawing")
            seen.append("".join(_sign(node) for node in nodes if node.getparent().tag != W + "tabs"))
    return seen


def _sign(node: etree._Element) -> str:
    if node.tag == W + "t":
        return node.text or ""
    return {W + "tab": "\t", W + "drawing": "[picture]"}.get(str(node.tag), "\f" if node.get(W + "type") == "page" else "\n")


def compared(theirs: Path, ours: Path) -> tuple[int, int]:
    """How many parts are the same, of how many; prints the others."""
    same = total = 0
    for file in sorted((theirs / "output").glob("*.docx")):
        mine = texts(ours / "output" / file.name) if (ours / "output" / file.name).exists() else {}
        for name, lines in texts(file).items():
            total += 1
            same += mine.get(name) == lines
            if mine.get(name) != lines:
                print(file.name, name, *list(unified_diff(lines, mine.get(name, []), lineterm="", n=0))[2:12], sep="\n    ")
    return same, total


def main(source: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        theirs, ours = Path(folder) / "theirs", Path(folder) / "ours"
        outputs(source, theirs, "docxtpl")
        said = outputs(source, ours, "reportgen.compat.docxtpl")
        same, total = compared(theirs, ours)
    run = sum(not words for words in said.values())
    print(*(f"{name}: {words[:200]}" for name, words in said.items() if words), sep="\n")
    print(f"{run} of {len(said)} scripts run (said: {RUN}); {same} of {total} parts are the same (said: {SAME} of {PARTS})")
    return int(run < RUN or same < SAME)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute()))
