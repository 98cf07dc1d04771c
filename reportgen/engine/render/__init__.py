"""A compiled part and data → its XML, through one door.

``printer`` is the door; ``run_xml`` writes a plain value, ``budget`` bounds the work, ``loop_position`` and ``jinja_messages`` say
of a fault where it is and what it is.
"""
