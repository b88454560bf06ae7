"""All experiences at once: what a network reaches when nothing can be forgotten."""

from dataclasses import replace

from snn_cl.errors import NotFoundError, did_you_mean
from snn_cl.find import names
from snn_cl.plug_in import PlugIn, find_plug_in
from snn_cl.plug_in_name import split_options
from snn_cl.scenarios._class_groups import reorder
from snn_cl.scenarios._generator import generator
from snn_cl.stream import Dataset, Stream


def joint(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
    of: str = "split_domain",
) -> Stream:
    """Return the presentations of another scenario in one shuffled row, its upper reference.

    Labels, training images and test experiences are those of the other scenario for the same seed;
    only the order differs, and the network is evaluated once, at the end.

    Parameters
    ----------
    train, test : Dataset
    seed : int
        Same seed, same stream.
    n_train, n_test : int or None
        As of the other scenario.
    of : str
        The other scenario's name, no path; options may follow, as in 'split_class:rounds=2'.

    Returns
    -------
    Stream
        `experience` is the one that an image comes from; `evaluate_after` has one entry.

    Raises
    ------
    NotFoundError
        If there is no such scenario.
    StreamError, PlugInError
        As of the other scenario.

    Source: 'joint training' in van de Ven, Tuytelaars & Tolias (2022),
    doi:10.1038/s42256-022-00568-3.
    """
    scenario = _named(of)
    made = scenario(train, test, seed, n_train=n_train, n_test=n_test)
    stream = replace(scenario.returned(made, Stream), name="joint")
    order = generator(seed, "joint").permutation(len(stream))
    return reorder(stream, order, 1)


def _named(scenario: str) -> PlugIn:
    # A path is none: a stranger's record may say what it is `of`, and a file's Python would run.
    known = names("scenarios")
    base, _ = split_options("scenarios", scenario)
    if base not in known:
        raise NotFoundError(f"joint: no scenario '{base}'{did_you_mean(base, known)}")
    return find_plug_in("scenarios", scenario)
