"""What may be tried, by the point of the issue of safety that it belongs to → the inputs of our own that try it.

An input is a case of the corpus, found by its kind and the beginning of its name, or, where a command or the machine is part of the attempt
(a full disk, a closed output, a killed run), one of the examples of a test.  ``tests/test_hostile.py`` holds that each kind has three.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hostile.corpus import corpus

TESTS = Path(__file__).parents[1]
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Attempt:
    """One kind: the point, what is tried, the cases (a pattern over ``kind: name``), the tests (``path::function``)."""

    point: int
    what: str
    cases: str = ""
    tests: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of its inputs: of cases as they stand in the table of attempts, of tests with the number of the example."""
        pattern = re.compile(self.cases) if self.cases else None
        named = [f"{kind}: {name}" for kind, name in corpus() if pattern is not None and pattern.match(f"{kind}: {name}")]
        return (*named, *(f"{test}[{number}]" for test in self.tests for number in range(_examples(test))))


@cache
def _examples(test: str) -> int:
    """How many examples a test has: those of its lists of parameters, else one."""
    path, _, name = test.partition("::")
    for node in ast.walk(ast.parse((TESTS / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return max((_listed(each) for each in node.decorator_list), default=1)
    raise LookupError(test)


def _listed(decorator: ast.expr) -> int:
    if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("parametrize"):
        given = decorator.args[1]
        return len(given.elts) if isinstance(given, (ast.List, ast.Tuple)) else 1
    return 1


F, P, L = "filled forms: ", "packages: ", "places: "
ATTEMPTS = (
    Attempt(1, "rows sorted or moved without the hidden key", F + "sorted"),
    Attempt(1, "another name beside the key", F + "name"),
    Attempt(1, "another unit beside the key", F + "unit"),
    Attempt(1, "another value of last year beside the key", F + "last year"),
    Attempt(2, "a format that scales, rounds or hides", F + "format"),
    Attempt(2, "a value that is struck out, all or in part", F + "struck out"),
    Attempt(2, "rich text of which a part is not seen", F + "rich text"),
    Attempt(2, "a value or a row that nobody sees", F + "unseen"),
    Attempt(3, "text files in whatever encoding", F + "text"),
    Attempt(3, "OpenDocument sheets", F + r"OpenDocument|forms: an \.ods"),
    Attempt(3, "files of a folder that are passed over", F + "passed over"),
    Attempt(4, "number formats that take hours", "forms: .*number format"),
    Attempt(4, "formulas that many cells share", "forms: .*formula"),
    Attempt(4, "joined cells over everything, under whatever name", "forms: .*joined"),
    Attempt(4, "thousands of sheets on one part", "forms: .*sheets"),
    Attempt(4, "the same in old books", "forms: an old"),
    Attempt(4, "repeats and long texts", "forms: .*(repeat|long text|blanks|30,000 runs)"),
    Attempt(5, "a document type behind something long", P + "a DOCTYPE behind"),
    Attempt(5, "a document type in another encoding", P + "a(n include|  DOCTYPE| DOCTYPE) in UTF-16"),
    Attempt(5, "a document type under another name or ending", P + r"a DOCTYPE (in \.|in a part|in a drawing|under)"),
    Attempt(5, "macros under another name", P + "(macros|a data part of macros)"),
    Attempt(5, "macros in an embedded file", P + "(an embedded .docm|an embedded .xlsm|an old file with macros|macros in an embedded)"),
    Attempt(5, "ribbons and web extensions", P + "a (ribbon|web extension)"),
    Attempt(5, "what lies outside, however that is spelled", P + "an outside"),
    Attempt(5, "pictures and shapes of VML with addresses", P + "(a fill|a picture|a shape|a link) of VML"),
    Attempt(6, "a field that data make", P + "a field that data make"),
    Attempt(6, "a field that an expression makes", P + "a field that (an expression|a loop|a macro)"),
    Attempt(6, "a link that data or an expression make", P + "a link that (data|an expression)"),
    Attempt(6, "a link that runs something", P + "a link (that runs|that calls|with a letter|by a field|to a page)"),
    Attempt(6, "a link to another machine or a program", P + "a link (to another|to a share|to a program|to a file)"),
    Attempt(7, "a broken part that is carried over", P + "(broken|a broken|a theme that is none|settings of another|a list of notes)"),
    Attempt(7, "a relationship to nothing", P + "(a relationship to nothing|a relationship to a header|.*(used and not there|line that there is not))"),
    Attempt(8, "styles based on one another", "edited: lint: .*styles"),
    Attempt(8, "a long file that is mended", L + "long"),
    Attempt(8, "a save that is broken off", "", (
        "test_killed.py::test_a_run_killed_at_a_random_moment_leaves_the_old_file_or_the_new_one",
        "storage/test_atomic_write.py::test_when_the_system_refuses_the_old_file_is_untouched_and_a_sentence_says_why",
        "test_disks.py::test_a_full_disk_leaves_the_old_files_and_is_told", "test_disks.py::test_a_read_only_disk_leaves_the_old_files_and_is_told",
    )),
    Attempt(9, "signs that nobody sees in a file that comes back", L + "signs"),
    Attempt(9, "signs that nobody sees in a year", "data: a year with a .*(turned|sign|joining)"),
    Attempt(9, "signs that act on a terminal", "", ("test_paths.py::test_signs_that_act_are_spelled_as_json_spells_them",)),
    Attempt(10, "somebody's file where ours would go", L + "somebody"),
    Attempt(10, "links among our own notes", L + "notes"),
    Attempt(10, "a folder that is no workspace", L + "no workspace"),
    Attempt(11, "a path that is too long", L + "path: too long"),
    Attempt(11, "a circle of links", L + "path: a circle"),
    Attempt(11, "a path that is no text", L + "path: no text"),
    Attempt(11, "pipes, endless files, devices", L + "path: (a pipe|an endless|a full device)"),
    Attempt(11, "no permission", "", ("test_paths.py::test_no_path_at_any_argument_gives_a_traceback", "test_disks.py::test_in_a_read_only_folder_everything_stays_and_that_is_told",
                                      "test_disks.py::test_a_read_only_file_is_left_and_told")),
    Attempt(11, "a full disk, a full or closed output", "", (
        "test_disks.py::test_a_full_disk_leaves_the_old_files_and_is_told", "test_disks.py::test_a_disk_that_fills_up_under_a_list_leaves_whole_files_counts_them_and_the_rest_is_made_later",
        "test_paths.py::test_where_the_output_is_full_or_closed_that_is_told_and_nothing_else", "test_paths.py::test_a_ledger_that_cannot_be_written_is_told_and_the_files_are_there",
    )),
    Attempt(11, "a bad line of a list of text", "lists: (a NUL|a lone|names with|an opened quote|a line|a quote|a row|a template|a name)"),
    Attempt(11, "a bad row of a table as a list", "", ("batch/test_lists.py::test_one_bad_row_of_a_table_does_not_stop_the_others",)),
    Attempt(12, "aliases", "data: (an alias|aliases|a bomb of aliases|nine levels|a merge)"),
    Attempt(12, "thousands of levels", "data: (.*000 (levels|lists)|lists .*deep|blocks)"),
)  # fmt: skip


def lacking() -> Iterator[str]:
    """Kinds with too few inputs, each with those it has."""
    for attempt in ATTEMPTS:
        if len(attempt.inputs) < ENOUGH:
            yield f"{attempt.point} {attempt.what}: {attempt.inputs}"
