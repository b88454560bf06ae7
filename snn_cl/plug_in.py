"""Calls of plug-ins: what does not fit their form is one line that names the file."""

import inspect
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from snn_cl.errors import PlugInError, SnnClError, where_it_failed
from snn_cl.find import find_file, find_function, full_name, is_shipped
from snn_cl.language.options import Option, options_of, read_options
from snn_cl.plug_in_name import WITH_OPTIONS, split_options

FORMS = {
    "models": "(n_input, n_output) -> Model",
    "datasets": "(root, train) -> Dataset",
    "scenarios": "(train, test, seed, n_train, n_test) -> Stream",
    "encoders": "(images) -> rates [Hz], an array (n, n_input)",
    "readouts": "(counts) -> predictions, an integer array (n,)",
    "metrics": "(accuracy_matrix) -> float",
    "figures": "(records) -> matplotlib.figure.Figure",
}


@dataclass(frozen=True)
class PlugIn:
    """A function that was found by name, and the file that it came from.

    Attributes
    ----------
    kind : str
        One of `FORMS`.
    path : pathlib.Path
    function : callable
    options : dict
        From the text behind its name; each call gets them.
    """

    kind: str
    path: Path
    function: Callable
    options: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the function.

        Parameters
        ----------
        *arguments, **options
            As its form says.

        Returns
        -------
        object
            Whatever it returns; `returned` checks it.

        Raises
        ------
        PlugInError
            If it cannot be called like this, or a user's function fails; shipped ones fail as
            they are, for that is a bug of ours.
        """
        options = {**self.options, **options}
        self._check_signature(arguments, options)
        try:
            return self.function(*arguments, **options)
        except SnnClError:
            raise
        except Exception as error:
            if is_shipped(self.path):
                raise
            raise PlugInError(f"{where_it_failed(self.path, error)}; mend it") from error

    def takes(self, option: str) -> bool:
        """Tell whether the function has a parameter of this name.

        Parameters
        ----------
        option : str

        Returns
        -------
        bool
        """
        return option in _parameters(self.function)

    def needs(self, option: str) -> bool:
        """Tell whether the function has a parameter of this name, and no value for it.

        Parameters
        ----------
        option : str

        Returns
        -------
        bool
        """
        found = _parameters(self.function).get(option)
        return found is not None and found.default is found.empty

    def beside(self, name: str) -> Any:
        """Return what the function's file defines under another name, None if nothing.

        Parameters
        ----------
        name : str

        Returns
        -------
        object
        """
        return getattr(self.function, "__globals__", {}).get(name)

    def returned(self, value: Any, kind: type) -> Any:
        """Return what the function returned if it is of the kind that its form says.

        Parameters
        ----------
        value : object
        kind : type

        Returns
        -------
        object

        Raises
        ------
        PlugInError
            If it is something else.
        """
        if not isinstance(value, kind):
            raise self.wrong(f"returned {describe(value)}")
        return value

    def wrong(self, what: str) -> PlugInError:
        """Return the error that says what this plug-in does that its form does not allow.

        Parameters
        ----------
        what : str
            Such as 'returned None'.

        Returns
        -------
        PlugInError
        """
        form = f"def {self.path.stem}{FORMS[self.kind]}"
        return PlugInError(f"{self.path}: {self.path.stem} {what}; expected {form}")

    def _check_signature(self, arguments: tuple, options: dict) -> None:
        try:
            signature = inspect.signature(self.function)
        except ValueError:  # of something written in C, which says nothing of its parameters
            return
        try:
            signature.bind(*arguments, **options)
        except TypeError as error:
            raise self.wrong(f"cannot be called: {error}") from error


def find_plug_in(kind: str, name: str | os.PathLike) -> PlugIn:
    """Return the plug-in of a name.

    Parameters
    ----------
    kind : str
        One of `FORMS`.
    name : str or path

    Returns
    -------
    PlugIn

    Raises
    ------
    NotFoundError
        If there is no such file, or it does not define a function of its name.
    PlugInError
        If it takes no such options, or not such values.
    """
    full = full_name(kind, name)
    base, text = split_options(kind, full)
    path, function = find_file(kind, base), find_function(kind, base)
    known = plug_in_options(kind, function) if text else {}
    return PlugIn(kind, path, function, read_options(text, known, full) if text else {})


def plug_in_options(kind: str, function: Callable) -> dict[str, Option]:
    """Return the options that may stand behind a plug-in's name, by name.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    function : callable

    Returns
    -------
    dict of str to Option
        Nothing for kinds that take none.
    """
    if kind not in WITH_OPTIONS:
        return {}
    inputs = FORMS[kind].partition(")")[0].strip("(").split(", ")
    return options_of(function, inputs)


def describe(value: Any) -> str:
    """Return in a few words what a value is.

    Parameters
    ----------
    value : object

    Returns
    -------
    str
        Such as 'None', 'a tuple' or 'an array of shape (3, 2) and type float64'.
    """
    if value is None:
        return "None"
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return f"an array of shape {value.shape} and type {value.dtype}"
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def _parameters(function: Callable) -> Mapping[str, inspect.Parameter]:
    try:
        return inspect.signature(function).parameters
    except ValueError:  # of something written in C, which says nothing of its parameters
        return {}
