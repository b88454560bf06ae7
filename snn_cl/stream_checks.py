"""Checks of what a dataset or a stream is made of, so that nothing wrong shows after hours."""

import operator

import numpy as np

from snn_cl.errors import StreamError

LARGEST_SEED = 2**63 - 1  # the programs take whole numbers of 64 bits


def check_images(images: np.ndarray, labels: np.ndarray, where: str) -> None:
    """Check images and labels where they enter.

    Parameters
    ----------
    images : (n, height, width) uint8 array
    labels : (n,) int array
    where : str
        What the message names.

    Raises
    ------
    StreamError
        If shape or type is not as stated, the lengths differ, or there is nothing.
    """
    if images.ndim != 3 or images.dtype != np.uint8:
        raise StreamError(
            f"{where}: images have shape {images.shape} and type {images.dtype}; "
            "expected (n, height, width) and uint8"
        )
    if labels.ndim != 1 or not np.issubdtype(labels.dtype, np.integer):
        raise StreamError(
            f"{where}: labels have shape {labels.shape} and type {labels.dtype}; "
            "expected (n,) and an integer type"
        )
    if len(images) != len(labels):
        raise StreamError(f"{where}: {len(images)} images but {len(labels)} labels; give one each")
    if not images.size:
        what = "no image" if not len(images) else f"images without a pixel, {images.shape[1:]}"
        raise StreamError(f"{where}: has {what}; give at least one image of at least one pixel")


def check_labels(labels: np.ndarray, n_labels: int | None, where: str) -> None:
    """Check that every label is one that a network can answer.

    Parameters
    ----------
    labels : (n,) int array
    n_labels : int or None
        Number of different labels; None if only negative ones are known to be wrong.
    where : str
        What the message names.

    Raises
    ------
    StreamError
        If one is negative, or not below `n_labels`.
    """
    lowest, highest = int(labels.min()), int(labels.max())
    if lowest < 0:
        raise StreamError(f"{where}: a label is {lowest}; labels count from 0")
    if n_labels is not None and highest >= n_labels:
        raise StreamError(
            f"{where}: label {highest} but only {n_labels} labels; "
            f"labels run from 0 to {n_labels - 1}"
        )


def checked_name(name: object, what: str) -> str:
    """Return a name if it is text.

    Parameters
    ----------
    name : object
    what : str
        Whose name, such as 'a dataset'.

    Returns
    -------
    str

    Raises
    ------
    StreamError
        If it is something else.
    """
    if not isinstance(name, str):
        raise StreamError(f"the name of {what} is {name!r}; expected text, such as 'digits'")
    return name


def checked_class_names(names: object, where: str) -> tuple[str, ...]:
    """Return the names of classes as a tuple.

    Parameters
    ----------
    names : sequence of str
    where : str
        What the message names.

    Returns
    -------
    tuple of str

    Raises
    ------
    StreamError
        If it is no sequence of text, a single text, or empty.
    """
    try:
        found = () if isinstance(names, str) else tuple(names)
    except TypeError:
        found = ()
    if not found or not all(isinstance(name, str) for name in found):
        raise StreamError(
            f"{where}: class_names is {names!r}; expected a tuple of names, one for each class"
        )
    return found


def as_array(values: object, where: str) -> np.ndarray:
    """Return values as an array.

    Parameters
    ----------
    values : array or nested sequence
    where : str
        What the message names.

    Returns
    -------
    array

    Raises
    ------
    StreamError
        If its rows differ in length.
    """
    try:
        return np.asarray(values)
    except ValueError as error:
        raise StreamError(f"{where}: is no array ({error}); give a NumPy array") from error


def whole_number(value: object, what: str, least: int | None = None) -> int:
    """Return a whole number of any kind as an int.

    Parameters
    ----------
    value : int or NumPy integer
    what : str
        What the message names.
    least : int, optional

    Returns
    -------
    int

    Raises
    ------
    StreamError
        If it is something else, or below `least`.
    """
    is_whole = hasattr(value, "__index__") and not isinstance(value, bool)
    if is_whole and (least is None or operator.index(value) >= least):
        return operator.index(value)
    bound = "" if least is None else f" from {least} on"
    raise StreamError(f"{what} is {value!r}; expected a whole number{bound}")


def checked_places(experience: object, n: int, n_tests: int, where: str) -> np.ndarray:
    """Return the index of the experience of each presentation as an array.

    Parameters
    ----------
    experience : (n,) int array
    n, n_tests : int
        Presentations and experiences.
    where : str
        What the message names.

    Returns
    -------
    (n,) int array

    Raises
    ------
    StreamError
        If there is not one a presentation, or it is neither -1 nor an index of an experience.
    """
    places = as_array(experience, f"{where}: experience")
    if places.ndim != 1 or not np.issubdtype(places.dtype, np.integer):
        raise StreamError(
            f"{where}: experience has shape {places.shape} and type {places.dtype}; "
            "expected (n_presentations,) and an integer type"
        )
    if len(places) != n:
        raise StreamError(
            f"{where}: {len(places)} experience indices for {n} presentations; give one each"
        )
    outside = places[(places < -1) | (places >= n_tests)]
    if len(outside):
        raise StreamError(
            f"{where}: an experience index is {outside[0]}; expected 0 to {n_tests - 1}, "
            "an index into tests, or -1 for none"
        )
    return places


def checked_ends(evaluate_after: object, length: int, where: str) -> tuple[int, ...]:
    """Return after how many presentations a stream is evaluated.

    Parameters
    ----------
    evaluate_after : sequence of int
    length : int
        Presentations in the stream.
    where : str
        What the message names.

    Returns
    -------
    tuple of int

    Raises
    ------
    StreamError
        If they do not rise to the stream's length.
    """
    given = np.atleast_1d(as_array(evaluate_after, f"{where}: evaluate_after")).tolist()
    ends = [whole_number(end, f"{where}: evaluate_after", 0) for end in given]
    if ends != sorted(set(ends)) or not ends or ends[-1] != length:
        raise StreamError(
            f"{where}: evaluate_after is {tuple(ends)}; expected rising numbers that end with the "
            f"stream's length {length}"
        )
    return tuple(ends)


def in_words(size: tuple[int, ...]) -> str:
    """Return the size of an image as a message says it.

    Parameters
    ----------
    size : (height, width) tuple of int

    Returns
    -------
    str
        Such as '28 x 28'.
    """
    return " x ".join(map(str, size))


def check_seed(seed: int) -> None:
    """Check that a seed is one that streams, states and programs all take.

    Parameters
    ----------
    seed : int

    Raises
    ------
    StreamError
        If it is not.
    """
    if not 0 <= seed <= LARGEST_SEED:
        raise StreamError(f"seed is {seed}; give a number from 0 to 2**63 - 1")
