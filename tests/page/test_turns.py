"""Who types is answered first, by a server that sends at once."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest
from local_page import NO_OFFICE, row_of, set_figure

from reportgen.page import server
from reportgen.page.live_year import LiveYear
from reportgen.page.tab_requests import Desk
from reportgen.page.works import StoppedWork, Turns


def test_what_can_wait_stops_at_its_next_step_when_somebody_waits() -> None:
    turns, begun, ended, done = Turns(), threading.Event(), threading.Event(), []

    def spare() -> None:
        with turns.spare() as goes_on:
            for _ in range(3):
                goes_on()
            begun.set()
            try:
                while not ended.is_set():
                    goes_on()
            except StoppedWork:
                done.append("stopped")

    working = threading.Thread(target=spare)
    working.start()
    try:
        assert begun.wait(20)
        with turns.first():
            assert done == ["stopped"]
    finally:
        ended.set()
        working.join(20)
    with turns.spare() as goes_on:
        goes_on()
    with pytest.raises(ZeroDivisionError), turns.first():
        raise ZeroDivisionError
    with turns.first():
        pass


def test_the_whole_that_gives_way_is_told_and_what_is_answered_is_what_is_asked_alone(office: Path) -> None:
    """Two tabs, one of them typing, the other asking for all that there is to say."""
    desk, tabs = Desk(LiveYear(office, 2024), NO_OFFICE), 12
    row = row_of(desk.state(desk.first), "自营出口")
    wholes, glimpses = [], []

    def steps(number: int) -> dict[str, object]:
        return {"steps": [set_figure(row, f"61.{number}")]}

    def typing() -> None:
        glimpses.extend(desk.tried(desk.first, {**steps(number), "glimpse": True}) for number in range(tabs))

    other = threading.Thread(target=typing)
    other.start()
    while other.is_alive():
        wholes.append(desk.tried(desk.first, steps(99)))
    other.join()
    alone = Desk(LiveYear(office, 2024), NO_OFFICE)
    alone.state(alone.first)
    whole = alone.tried(alone.first, steps(99))
    assert {"stopped": True} in wholes and all(each in ({"stopped": True}, whole) for each in wholes)
    assert desk.tried(desk.first, steps(99)) == whole
    assert glimpses == [alone.tried(alone.first, {**steps(number), "glimpse": True}) for number in range(tabs)]


def test_an_answer_is_sent_at_once(office: Path) -> None:
    """Without this an answer's body waits until the browser has told that its head has come."""
    listening = server.listen(LiveYear(office, 2024), 0, office=NO_OFFICE)
    with listening.socket as made:
        assert (made.family, made.type, made.proto) == (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
