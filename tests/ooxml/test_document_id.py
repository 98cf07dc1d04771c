"""The identity that a finished file carries: made of its content, seen by nobody, kept by Word and dropped by LibreOffice."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx
import pytest
from docx_samples import document, package_of, parts_of
from lxml import etree
from pages import need
from pulled_office import report

from reportgen.ooxml.document_id import W15, document_id
from reportgen.ooxml.document_id import identified as with_identity
from reportgen.ooxml.package import Package


def mark(data: bytes) -> str:
    return document_id(Package.open(data))


def identified(data: bytes) -> bytes:
    return with_identity(Package.open(data)).write()


def with_settings(data: bytes) -> bytes:
    """As python-docx writes it, with settings of its own."""
    saved = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(saved)
    return saved.getvalue()


def test_equal_files_have_equal_identities_and_others_have_others() -> None:
    one, other = report(), parts_of(report())
    other["word/document.xml"] = other["word/document.xml"].replace("规上工业".encode(), "规下工业".encode(), 1)
    assert mark(one) == mark(report())
    assert mark(identified(package_of(other))) not in ("", mark(one))


def test_it_is_a_guid_and_the_rest_of_the_settings_stays_as_it_was() -> None:
    parts = parts_of(report())
    root = etree.fromstring(parts["word/settings.xml"])
    (held,) = root.findall(W15 + "docId")
    assert root[-1] is held, "the last of the settings, as in Word's own files"
    assert len(held.get(W15 + "val", "")) == 38
    assert root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable") == "w15"
    root.remove(held)
    assert [etree.QName(each).localname for each in root][:2] == ["zoom", "bordersDoNotSurroundHeader"]
    assert identified(report()).count(b"PK\x03\x04") == report().count(b"PK\x03\x04"), "no part more"


def test_a_template_s_own_identity_gives_way() -> None:
    parts = parts_of(report())
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(mark(report()).encode(), b"{11111111-2222-8333-8444-555555555555}")
    template = package_of(parts)
    assert mark(template) == "{11111111-2222-8333-8444-555555555555}"
    assert mark(identified(template)) not in ("", mark(template))


def test_a_file_without_settings_is_left_as_it_is() -> None:
    bare = document("没有设置")
    assert identified(bare) == bare
    assert mark(bare) == ""
    assert mark(with_settings(report())) == mark(report()), "who saves the settings as they are keeps it"


@pytest.mark.libreoffice
def test_libreoffice_drops_it(tmp_path: Path) -> None:
    need("soffice")
    (tmp_path / "a.docx").write_bytes(report())
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run([*command, "--outdir", str(tmp_path / "to"), str(tmp_path / "a.docx")], check=True, timeout=120, capture_output=True)
    assert mark((tmp_path / "to/a.docx").read_bytes()) == ""
