"""A year's input files → the text of another year's, with nothing of the old year left that could pass for the new one's.

Knows neither Word nor where files lie.  ``emptied_data`` takes the figures out and leaves the old ones as comments, ``marks``
marks the sentences, ``typed_figures`` lists the figures that stay in them, ``year_files`` puts it together.
"""

from reportgen.new_year.typed_figures import typed_figures
from reportgen.new_year.year_files import Rolled, roll

__all__ = ["Rolled", "roll", "typed_figures"]
