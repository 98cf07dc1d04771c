"""The numbers of ``standard`` and a kind of document → a blank Word template that keeps GB/T 9704-2012, with tags in place.

Knows no report; a tag is just text here.  A template has real styles, which Word knows by their built-in names, so that a
clerk can restyle it and the navigation pane shows the parts.  ``styles`` are these, ``shell`` is what all templates share,
``fragments`` what several bodies share.  ``annual`` (with ``appendix`` and its ``chart``) and ``official`` are bodies,
``letter`` is the 信函 format, ``kinds`` lists what can be made, each with a sample of its data.  What depends on the width of
what is filled in (cl. 7.3.5) is settled afterwards, by ``reportgen.gongwen.signature``.
"""

from reportgen.gongwen.templates.annual import annual_report
from reportgen.gongwen.templates.kinds import KINDS, Kind

__all__ = ["KINDS", "Kind", "annual_report"]
