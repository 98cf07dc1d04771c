"""A finished file, and the template it came from → what is wrong with it that was not wrong before; see ``verify``."""
