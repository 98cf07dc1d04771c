"""What bytes are taken for a picture, and how large it is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from picture_samples import EMU_PER_PIXEL, bmp, exif, gif, jpeg, png

from reportgen.engine.values.base import Unusable
from reportgen.engine.values.images import Image, cropped, picture_xml, read_image, shown_size
from reportgen.engine.values.kinds import Picture

ROOM = (5_000_000, 8_000_000)


@pytest.mark.parametrize(
    ("data", "kind"), [(png(40, 20), "image/png"), (jpeg(40, 20), "image/jpeg"), (bmp(40, 20), "image/bmp")]
)
def test_the_size_comes_from_pixels_and_resolution(data: bytes, kind: str) -> None:
    image = read_image(data, "图")
    assert image.content_type == kind
    assert image.width == pytest.approx(40 * EMU_PER_PIXEL, rel=0.01)
    assert image.height == pytest.approx(20 * EMU_PER_PIXEL, rel=0.01)


@pytest.mark.parametrize(
    ("unit", "dots", "width"), [(1, 96, 381_000), (2, 38, 378_947), (0, 96, 508_000), (1, 0, 508_000)]
)
def test_a_jpeg_says_its_dots_an_inch_or_a_centimetre_or_nothing_of_use(unit: int, dots: int, width: int) -> None:
    data = jpeg(40, 20).replace(b"JFIF\0\x01\x01\x01\0\x60\0\x60", b"JFIF\0\x01\x01" + bytes((unit, 0, dots, 0, dots)))
    assert read_image(data, "图").width == pytest.approx(width, rel=0.02)


def test_bytes_that_fill_up_before_a_marker_of_a_jpeg_are_passed_over() -> None:
    data = jpeg(40, 20).replace(b"\xff\xc0", b"\xff\xff\xff\xc0")
    assert read_image(data, "图").width == read_image(jpeg(40, 20), "图").width


def test_a_gif_has_seventy_two_dots_an_inch() -> None:
    assert read_image(gif(72, 36), "图").width == 914_400


@pytest.mark.parametrize(
    "data",
    [
        b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"RIFF\0\0\0\0WEBPVP8 ", png(40, 20)[:-20],
        png(40, 20).replace(b"IDAT", b"IDAU"), jpeg(40, 20)[:-2], jpeg(40, 20)[:30], gif(4, 4)[:-1], bmp(9, 9)[:-5],
        png(0, 5), png(40, 20)[:-12], b"BM", b"\x89PNG\r\n\x1a\n", b"II*\0\x08\0\0\0\x01", b"GIF89aJFIF;", b"\xff\xd8\xff\xe0..JFIF\xff\xd9",
    ],
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(Unusable, match="不是能放进 Word 的图片，或文件已损坏") as told:
        read_image(data, "章.png")
    assert told.value.code == "R06"
    assert "“章.png”" in str(told.value)


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"BM", b"GIF89a", b"II*\0", b"MM\0*"]),
)
def test_no_bytes_make_it_fail_in_another_way(data: bytes, start: bytes) -> None:
    try:
        image = read_image(start + data, "图")
    except Unusable:
        return
    assert image.width > 0
    assert image.height > 0


def test_a_picture_keeps_its_size_if_there_is_room() -> None:
    assert shown_size(Image(b"", "", "", 100, 50), Picture(b""), ROOM) == (100, 50)


def test_a_picture_that_is_too_wide_or_too_high_shrinks_in_proportion() -> None:
    assert shown_size(Image(b"", "", "", 10_000_000, 1_000_000), Picture(b""), ROOM) == (5_000_000, 500_000)
    assert shown_size(Image(b"", "", "", 1_000_000, 16_000_000), Picture(b""), ROOM) == (500_000, 8_000_000)


def test_one_wish_gives_the_other_and_two_are_obeyed() -> None:
    image = Image(b"", "", "", 100, 50)
    assert shown_size(image, Picture(b"", width=400), ROOM) == (400, 200)
    assert shown_size(image, Picture(b"", height=400), ROOM) == (800, 400)
    assert shown_size(image, Picture(b"", width=3, height=9), ROOM) == (3, 9)
    assert shown_size(image, Picture(b"", width=-50), ROOM) == (2_500_000, 1_250_000)


def test_a_picture_fits_into_a_frame_of_another_shape_whole() -> None:
    wide = Image(b"", "", "", 200, 100)
    assert cropped(wide, (100, 100)) == {"t": "-50000", "b": "-50000"}
    assert cropped(wide, (400, 100)) == {"l": "-50000", "r": "-50000"}
    assert cropped(wide, (1000, 501)) == {}


@given(*[st.integers(1, 10**7)] * 4)
def test_what_the_frame_shows_has_the_shape_of_the_frame(width: int, height: int, across: int, down: int) -> None:
    edges = {
        name: int(value) / 100_000 for name, value in cropped(Image(b"", "", "", width, height), (across, down)).items()
    }
    shown_width = width * (1 - edges.get("l", 0) - edges.get("r", 0))
    shown_height = height * (1 - edges.get("t", 0) - edges.get("b", 0))
    assert shown_width / shown_height == pytest.approx(across / down, rel=0.011)
    assert all(value <= 0 for value in edges.values())


# --- how the camera was held ---

SEEN = {1: "abcd", 2: "badc", 3: "dcba", 4: "cdab", 5: "acbd", 6: "cadb", 7: "dbca", 8: "bdac"}
"""The corners of the stored pixels (a b above, c d below) as they are to be seen (CIPA DC-008 4.6.4, figure 9)."""


def turned(orientation: int) -> etree._Element:
    image = read_image(exif(jpeg(40, 20), orientation), "照片.jpg")
    namespaces = "".join(f' xmlns:{name}="{name}"' for name in ("w", "wp", "a", "pic", "r"))
    xml = picture_xml("rId1", (image.width, image.height), "", turn=image.turn)
    return etree.fromstring(xml.replace("<w:drawing", f"<w:drawing{namespaces}", 1))


@pytest.mark.parametrize("orientation", SEEN)
@pytest.mark.parametrize("order", ["big", "little"])
def test_a_photo_is_mirrored_and_turned_until_it_stands_as_the_camera_says(orientation: int, order: str) -> None:
    image = read_image(exif(jpeg(40, 20), orientation, order), "照片.jpg")
    corners = "badc" if image.turn.mirrored else "abcd"
    for _ in range(image.turn.quarters):
        corners = corners[2] + corners[0] + corners[3] + corners[1]
    assert corners == SEEN[orientation]
    assert (image.width > image.height) == (orientation < 5)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_there_is_not_changes_nothing(orientation: int) -> None:
    assert read_image(exif(jpeg(40, 20), orientation), "图").turn == read_image(jpeg(40, 20), "图").turn


@given(st.binary(max_size=60))
def test_whatever_stands_in_place_of_the_directory_the_photo_is_read(junk: bytes) -> None:
    head = jpeg(40, 20)
    data = head[:2] + b"\xff\xe1" + (len(junk) + 8).to_bytes(2, "big") + b"Exif\0\0" + junk + head[2:]
    assert {read_image(data, "图").width, read_image(data, "图").height} == {read_image(head, "图").width, read_image(head, "图").height}


@pytest.mark.parametrize(("orientation", "attributes"), [(1, {}), (2, {"flipH": "1"}), (3, {"rot": "10800000"}), (6, {"rot": "5400000"})])
def test_the_drawing_says_how_the_pixels_are_turned_and_leaves_room_above_and_below(orientation: int, attributes: dict[str, str]) -> None:
    drawing = turned(orientation)
    (place,) = drawing.iter("{a}xfrm")
    assert dict(place.attrib) == attributes
    (extent,) = drawing.iter("{wp}extent")
    (inner,) = drawing.iter("{a}ext")
    assert dict(extent.attrib) == dict(inner.attrib), "the picture is never stretched"
    assert extent.get("cx") == str(40 * EMU_PER_PIXEL)
    margins = [dict(one.attrib) for one in drawing.iter("{wp}effectExtent")]
    half = str(10 * EMU_PER_PIXEL)
    assert margins == ([{"l": "0", "t": half, "r": "0", "b": half}] if orientation == 6 else [])


def test_a_standing_photo_and_the_frame_that_lies_around_it_fit_into_the_line() -> None:
    image = read_image(exif(jpeg(4000, 3000), 6), "图")
    width, height = shown_size(image, Picture(b""), ROOM)
    assert height == pytest.approx(ROOM[0], abs=3), "as tall as the line is long, for the frame lies"
    assert width / height == pytest.approx(3 / 4, rel=0.01)
    assert shown_size(image, Picture(b"", width=3_000), ROOM) == (3_000, 4_000)


def test_what_a_frame_of_another_shape_shows_of_a_turned_photo() -> None:
    image = read_image(exif(jpeg(40, 20), 6), "图")
    edges = cropped(image, (400, 400))
    assert edges == {"l": "-50000", "r": "-50000"}, "as it is seen"
    assert image.turn.edges(edges) == {"b": "-50000", "t": "-50000"}, "as it is stored"
