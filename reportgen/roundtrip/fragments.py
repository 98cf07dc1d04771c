"""Fragments of an edited paragraph → those of its sentences, without what the template will print again; and which of a
row kept their order.

Knows no YAML.  Text of the template that stands where the template puts it (a heading's 一、, the stop after a 话题) is
no text of the input; the same text anywhere else has become part of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.report.model.address import NOWHERE, Address
from reportgen.report.model.grammar import TOPIC
from reportgen.roundtrip.attribution import Fragment, TemplateChange
from reportgen.roundtrip.printed import PrintedParagraph


def led_by(old: Sequence[PrintedParagraph], change: TemplateChange) -> Address:
    """The sentence right before a stretch of the template's text, empty for none."""
    pieces = old[change.old_paragraph].pieces
    place = pieces.index(change.piece)
    return pieces[place - 1].path if place else NOWHERE


def in_place(held: Sequence[Fragment], home: int, old: Sequence[PrintedParagraph]) -> Iterator[Fragment]:
    """The fragments without the template's text where the template will print it again; elsewhere it became prose."""
    before = NOWHERE
    first = held[0].owner if held else NOWHERE
    for number, fragment in enumerate(held):
        if fragment.template:
            following = next((each.owner for each in held[number + 1 :] if each.owner), NOWHERE)
            if fragment.old == home and _stands(old[fragment.old], fragment, before, following, first):
                continue
            if fragment.piece is not None and fragment.piece.is_value:
                continue
            yield replace(fragment, owner=before, template=False, kept=0)
        else:
            before = fragment.owner or before
            yield fragment


def _stands(printed: PrintedParagraph, fragment: Fragment, before: Address, following: Address, first: Address) -> bool:
    """Whether text of the template has the neighbour that it was printed with; a 话题 that began its paragraph must
    still begin it."""
    place = next((number for number, piece in enumerate(printed.pieces) if piece == fragment.piece), -1)
    if place < 0 or fragment.piece is None:
        return True
    if fragment.shown != printed.text[fragment.piece.start : fragment.piece.end]:
        return not (place and printed.pieces[place - 1].path.key == TOPIC)
    left = printed.pieces[place - 1].path if place else NOWHERE
    if left.key == TOPIC and printed.pieces[0].path == left and first != left:
        return False
    right = printed.pieces[place + 1].path if place + 1 < len(printed.pieces) else NOWHERE
    return left == before if left else (not before and right == following)


def longest_rise(places: Sequence[int], weights: Sequence[int]) -> set[int]:
    """The indices of the heaviest increasing subsequence: what kept its order, the rest having moved.

    The heaviest chain that ends below a place is kept in a tree of maxima (Fenwick 1994), so a long table costs little.
    """
    rank = {place: number for number, place in enumerate(sorted(set(places)), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(rank) + 1)
    before: list[int] = []
    for number, place in enumerate(places):
        at, best = rank[place] - 1, (0, -1)
        while at:
            best = max(best, tree[at])
            at &= at - 1
        before.append(best[1])
        made, at = (best[0] + weights[number], number), rank[place]
        while at < len(tree):
            tree[at] = max(tree[at], made)
            at += at & -at
    at = max(tree)[1]
    kept: set[int] = set()
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
