"""A file in which one slip stands thousands of times is told in seconds, each place with its line, and never quotes itself whole."""

from __future__ import annotations

import time

import pytest

from reportgen import yamltext
from reportgen.yamltext.nodes import LONGEST_QUOTED
from reportgen.yamltext.recovery import MOST_FAULTS


@pytest.mark.parametrize(
    ("text", "code", "count"),
    [
        ("---\na: 1\n" * 5000, "Y08", MOST_FAULTS), ('a: "b\n' * 5000, "Y08", MOST_FAULTS), ("a: [1\n" * 3000, "Y06", 1),
        ("a: 1\n" * 4999 + "a\n", "Y11", 4998), ("a: 1\r" * 5000, "Y11", 4999), ("a: &x 1\n" + "".join(f"b{n}: *x\n" for n in range(4999)), "Y09", 4999),
        ("- " * 3000 + "a\n", "Y06", 1), ("".join(f"k{n}: 1\n" for n in range(20_000)) + "a: b: c\n", "Y08", 1), ("a: \0\n" * 5000, "Y05", 1),
    ],
    ids=["documents", "quotes", "brackets", "keys", "old line ends", "aliases", "levels", "one at the end", "control signs"],
)  # fmt: skip
def test_a_slip_that_stands_thousands_of_times_is_told_in_seconds(text: str, code: str, count: int) -> None:
    begun = time.process_time()
    _, problems = yamltext.parse(text, "2024.yaml")
    assert time.process_time() - begun < 5
    told = [problem for problem in problems if problem.code == code]
    assert len(told) <= count + 1
    assert len(told) >= min(count, 1)
    assert all(problem.place is not None and len(problem.hint) < 3 * LONGEST_QUOTED for problem in told)


def test_a_short_line_is_quoted_whole_and_a_long_one_by_its_beginning() -> None:
    def hint(value: str) -> str:
        return str(yamltext.parse(f"a: 1\na: {value}\n", "2024.yaml")[1][0].hint)

    longest = "长" * (LONGEST_QUOTED - 3)
    assert longest in hint(longest)
    assert hint(longest + "长").endswith("长…")
