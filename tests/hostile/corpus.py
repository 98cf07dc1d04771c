"""All cases, by kind and name."""

from __future__ import annotations

from hostile import data, edited, filled, numbers, packages, places, tables, templates
from hostile.case import Case

KINDS = ("packages", "templates", "data", "numbers", "edited", "forms", "filled forms", "lists", "places")


def corpus() -> dict[tuple[str, str], Case]:
    found = [*packages.cases(), *templates.cases(), *data.cases(), *numbers.cases(), *edited.cases(), *tables.cases(), *filled.cases(), *places.cases()]
    named = {(case.kind, case.name): case for case in found}
    assert len(named) == len(found), "two cases of one name"
    return named
