"""Streams whose experiences show the same classes, each changed in its own way."""

from collections.abc import Callable

import numpy as np

from snn_cl.scenarios._generator import generator
from snn_cl.scenarios._spread import draw, spread
from snn_cl.stream import Dataset, Experience, Stream


def transformed_stream(
    scenario: str,
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None,
    n_test: int | None,
    transforms: dict[str, Callable[[np.ndarray], np.ndarray]],
) -> Stream:
    """Return a stream with one experience per transform; labels are classes.

    Parameters
    ----------
    scenario : str
        The stream's name.
    train, test : Dataset
    seed : int
    n_train, n_test : int or None
        Number of training and of test images of all experiences together; None for all images
        in every experience.
    transforms : dict
        By the experience's name, a function from (n, height, width) uint8 to the same.

    Returns
    -------
    Stream
        Labels (n_presentations,) int, 0 ... n_classes - 1.

    Raises
    ------
    StreamError
        If the numbers of images do not fit.
    """
    drawn = _draw(scenario, "n_train", n_train, train, seed, len(transforms))
    drawn_test = _draw(scenario, "n_test", n_test, test, seed, len(transforms))
    counts = [len(chosen) for chosen in drawn]
    return Stream(
        name=scenario,
        images=np.concatenate(_apply(transforms, train, drawn)),
        labels=train.labels[np.concatenate(drawn)],
        experience=np.repeat(np.arange(len(transforms)), counts),
        tests=_tests(transforms, test, [np.sort(chosen) for chosen in drawn_test]),
        n_labels=train.n_classes,
        evaluate_after=tuple(np.cumsum(counts).tolist()),
    )


def _draw(
    scenario: str, option: str, total: int | None, dataset: Dataset, seed: int, n_experiences: int
) -> list[np.ndarray]:
    counts = spread(total, [len(dataset)] * n_experiences, scenario, option)
    pools = [np.arange(len(dataset))] * n_experiences
    return draw(generator(seed, f"{scenario} {option}"), pools, counts)


def _apply(transforms: dict, dataset: Dataset, drawn: list[np.ndarray]) -> list[np.ndarray]:
    functions = transforms.values()
    return [f(dataset.images[chosen]) for f, chosen in zip(functions, drawn, strict=True)]


def _tests(transforms: dict, test: Dataset, drawn: list[np.ndarray]) -> tuple[Experience, ...]:
    images = _apply(transforms, test, drawn)
    return tuple(
        Experience(name, images[k], test.labels[drawn[k]]) for k, name in enumerate(transforms)
    )
