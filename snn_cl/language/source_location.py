"""Where a piece of text stands, and errors that say so."""

from dataclasses import dataclass

from snn_cl.errors import EquationFileError


@dataclass(frozen=True)
class Place:
    """Where a piece of text stands.

    Attributes
    ----------
    source : str
        A path, or what else the text comes from, such as '--param'.
    line : int
        Counted from 1; 0 if the text is not a file.
    column : int
        Column of the text's first character, counted from 1.
    """

    source: str
    line: int = 0
    column: int = 1

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}" if self.line else self.source

    def moved(self, offset: int) -> "Place":
        """Return the place `offset` characters further on.

        Parameters
        ----------
        offset : int

        Returns
        -------
        Place
        """
        return Place(self.source, self.line, self.column + offset)

    def error(self, message: str, offset: int = 0) -> EquationFileError:
        """Return the error to raise for something at this place.

        Parameters
        ----------
        message : str
        offset : int
            Characters from the start of the text to what is wrong.

        Returns
        -------
        EquationFileError
            Its attribute `place` says where, for sorting.
        """
        place = self.moved(offset)
        error = EquationFileError(f"{place}: {message}")
        error.place = place
        return error
