"""Hostile and damaged zips are refused before anything is inflated."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

import pytest
from docx_samples import MAIN, SAMPLE, package_of, parts_of
from refusals import ASK, SAVE_AGAIN, refusal, refusals

from reportgen.message import say
from reportgen.ooxml import archive
from reportgen.ooxml.archive import Limits, ZipEntry, deflate, write_entries
from reportgen.ooxml.package import Package
from reportgen.problem import ReportError


def with_more(name: str) -> bytes:
    return package_of({**parts_of(SAMPLE), name: b"x"})


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/evil", "C:/evil", "word\\evil.xml", "word//x.xml", "word/./x.xml", "a\nb"]
)
def test_names_that_lead_out_of_the_package_are_refused(name: str) -> None:
    shown = name.replace("\n", "?")
    assert refusal(with_more(name)) == (
        f"[P11] 这个文件里的条目“{shown}”名称不正常（可能想写到别的文件夹），不予读取。（{ASK}）"
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", [MAIN, "word/Document.xml"])
def test_two_entries_of_one_name_are_refused(second: str) -> None:
    buffer = io.BytesIO(SAMPLE)
    with zipfile.ZipFile(buffer, "a") as out:
        out.writestr(second, b"<a/>")
    assert refusal(buffer.getvalue()) == (
        f"[P10] 这个文件里有2个名为“{second}”的条目，分不清以哪个为准。（{SAVE_AGAIN}）"
    )


def test_sizes_are_judged_before_anything_is_inflated() -> None:
    data = package_of({**parts_of(SAMPLE), "word/media/x.bin": bytes(3 * 1024 * 1024)})
    assert [str(problem) for problem in refusals(data, Limits(max_part=1024 * 1024, max_total=2 * 1024 * 1024))] == [
        "[P12] 这个文件里的“word/media/x.bin”解开后有3.0MB，超过了上限1.0MB（max_part）。"
        "（请先压缩或删去文件里过大的图片）",
        "[P12] 这个文件全部解开后有3.0MB，超过了上限2.0MB（max_total）。（请先压缩或删去文件里过大的图片）",
    ]
    (bomb,) = refusals(data)
    assert bomb.code == "P13"
    assert bomb.message.endswith("倍，超过了上限200倍（max_ratio）。")
    assert Package.open(data, Limits(max_ratio=2000)).content_type("word/media/x.bin") == ""


def test_limits_hold_exactly() -> None:
    size = max(len(data) for data in parts_of(SAMPLE).values())
    assert Package.open(SAMPLE, Limits(max_part=size, max_bytes=len(SAMPLE), max_entries=len(parts_of(SAMPLE))))
    assert refusals(SAMPLE, Limits(max_part=size - 1))[0].code == "P12"
    assert refusals(SAMPLE, Limits(max_bytes=len(SAMPLE) - 1))[0].code == "P02"
    assert refusal(SAMPLE, Limits(max_entries=len(parts_of(SAMPLE)) - 1)) == (
        f"[P09] 这个文件里的条目太多，超过了上限{len(parts_of(SAMPLE)) - 1}个（max_entries）。（{ASK}）"
    )


def test_a_directory_of_a_million_entries_is_not_even_read() -> None:
    assert refusal(SAMPLE + b"PK\x01\x02" * 50_000).startswith("[P09]")


def test_an_entry_with_a_password_is_refused() -> None:
    data = bytearray(SAMPLE)
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    assert refusal(bytes(data)) == "[P24] 这个文件里的“[Content_Types].xml”加了密码，不能读取。（请先去掉密码再试）"


def test_compression_that_word_does_not_know_is_refused() -> None:
    codes = {problem.code for problem in refusals(package_of(parts_of(SAMPLE), zipfile.ZIP_LZMA))}
    assert codes == {"P14"}


def test_a_false_size_or_checksum_is_found_when_the_part_is_read() -> None:
    honest = deflate("a.xml", b"x" * 100)
    for false in (
        ZipEntry("a.xml", honest.method, honest.crc, 10, honest.packed),
        ZipEntry("a.xml", honest.method, honest.crc + 1, 100, honest.packed),
        ZipEntry("a.xml", honest.method, honest.crc, 100, b"\xff" + honest.packed),
    ):
        with pytest.raises(ReportError) as caught:
            false.inflate()
        assert caught.value.problems[0].message == "文件里的“a.xml”已损坏：内容与登记的长度或校验值不符。"


def test_entries_that_overlap_are_refused() -> None:
    """A small zip bomb: one entry lies inside the bytes of another, both with honest headers."""
    inner = write_entries([deflate("b", b"2")])
    data = bytearray(
        write_entries([ZipEntry("a", zipfile.ZIP_STORED, zlib.crc32(inner), len(inner), inner), deflate("b", b"2")])
    )
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 42, 31)
    with pytest.raises(ReportError) as caught:
        archive.read_entries(bytes(data), say("这个文件"), Limits())
    assert str(caught.value) == f"[P08] b：这个文件已损坏：里面的“b”与目录不符。（{SAVE_AGAIN}）"


def in_order(data: bytes, *names: str) -> bytes:
    """The same zip with its directory in another order than the files lie in."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        start = opened.start_dir
    heads = data[start : data.rindex(b"PK\x05\x06")].split(b"PK\x01\x02")[1:]
    by_name = {head[42 : 42 + head[24]].decode(): head for head in heads}
    return data[:start] + b"".join(b"PK\x01\x02" + by_name[name] for name in names) + data[data.rindex(b"PK\x05\x06") :]


@pytest.mark.parametrize("names", ["abc", "cba", "bca"])
def test_a_directory_in_any_order_is_read_and_overlaps_are_found_in_any_order(names: str) -> None:
    inner = write_entries([deflate("b", b"2")])
    outer = ZipEntry("a", zipfile.ZIP_STORED, zlib.crc32(inner), len(inner), inner)
    sound = write_entries([outer, deflate("b", b"2"), deflate("c", b"3")])
    assert [entry.name for entry in archive.read_entries(in_order(sound, *names), say("这个文件"), Limits())] == list(names)
    data = bytearray(in_order(sound, *names))
    at = next(
        place for place in (found.start() for found in re.finditer(rb"PK\x01\x02", data)) if data[place + 46 : place + 47] == b"b" and place > len(inner)
    )
    struct.pack_into("<L", data, at + 42, 31)
    with pytest.raises(ReportError, match="P08"):
        archive.read_entries(bytes(data), say("这个文件"), Limits())


@pytest.mark.parametrize("more", [0, 1])
def test_entries_that_overlap_by_one_byte_are_refused_and_neighbours_are_not(more: int) -> None:
    data = bytearray(write_entries([ZipEntry("a", zipfile.ZIP_STORED, zlib.crc32(b"12"), 2, b"12"), deflate("b", b"2")]))
    struct.pack_into("<2L", data, data.index(b"PK\x01\x02") + 20, 2 + more, 2 + more)
    if not more:
        assert [entry.name for entry in archive.read_entries(bytes(data), say("这个文件"), Limits())] == ["a", "b"]
        return
    with pytest.raises(ReportError, match="P08"):
        archive.read_entries(bytes(data), say("这个文件"), Limits())


def test_a_local_name_that_differs_from_the_directory_is_refused() -> None:
    data = SAMPLE.replace(b"word/header1.xml", b"word/headerX.xml", 1)
    assert refusal(data) == (
        f"[P08] 页眉（header1）：这个文件已损坏：里面的“word/header1.xml”与目录不符。（{SAVE_AGAIN}）"
    )


def test_folders_in_the_zip_are_no_parts() -> None:
    data = package_of({"word/": b"", **parts_of(SAMPLE)})
    assert Package.open(data).names == tuple(parts_of(SAMPLE))


def test_what_does_not_shrink_is_stored() -> None:
    assert deflate("a", zlib.compress(b"abc")).method == zipfile.ZIP_STORED
    assert deflate("a", b"").inflate() == b""


def test_an_entry_without_a_name_is_refused() -> None:
    with pytest.raises(ReportError, match="P11"):
        archive.read_entries(write_entries([deflate("", b"x")]), say("这个文件"), Limits())
