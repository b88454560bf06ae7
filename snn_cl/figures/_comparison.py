"""What several runs have in common, and what each has of its own: a title and a legend."""

import textwrap
from collections.abc import Sequence

from snn_cl.picture_style import joined_title, phrases_of
from snn_cl.records.record import Record

_LEGEND = 26  # characters of a line that fits beside a plot


def compared(groups: Sequence[Sequence[Record]]) -> tuple[str, list[str]]:
    """Say what conditions have in common, and of each what it has of its own.

    Parameters
    ----------
    groups : sequence of sequences of Record
        One a condition: a run, or several that differ in nothing but the seed.

    Returns
    -------
    title : str
    labels : list of str
        As `labels_of` makes them.
    """
    phrases = [phrases_of(group) for group in groups]
    said = [[model, stream, *changes, seeds] for model, stream, changes, seeds in phrases]
    common, own = parted(said)
    seeds = {each[-1] for each in said}
    if any(set(each) - seeds for each in own) or len(seeds) == 1:  # no label of seeds alone
        own = [e if set(e) - seeds else [s[0], *e] for e, s in zip(own, said, strict=True)]
    model, stream, *changes, which = (phrase if phrase in common else "" for phrase in said[0])
    title = joined_title(model, stream, list(filter(None, changes)), which)
    return title, labels_of(own, [group[0] for group in groups])


def parted(said: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Part phrases into those that all have in common, and what each has of its own.

    Parameters
    ----------
    said : sequence of sequences of str
        At least one.

    Returns
    -------
    common : list of str
    own : list of list of str
    """
    common = [phrase for phrase in said[0] if all(phrase in each for each in said)]
    return common, [[phrase for phrase in each if phrase not in common] for each in said]


def labels_of(own: Sequence[Sequence[str]], records: Sequence[Record]) -> list[str]:
    """Return labels for a legend, no two alike, in lines that fit beside a plot.

    Parameters
    ----------
    own : sequence of sequences of str
        Phrases of each label.
    records : sequence of Record
        Whose folder's name stands in brackets where the phrases do not tell them apart.

    Returns
    -------
    list of str
    """
    labels = [", ".join(phrases) for phrases in own]
    named = zip(labels, (record.folder.name for record in records), strict=True)
    return [
        _beside(f"{label} ({folder})" if labels.count(label) > 1 else label)
        for label, folder in named
    ]


def _beside(label: str) -> str:
    """Break a label for a legend beside a plot, between its phrases."""
    glued = label.replace(" ", "\N{NO-BREAK SPACE}").replace(",\N{NO-BREAK SPACE}", ", ")
    broken = textwrap.fill(glued, _LEGEND, break_long_words=False, break_on_hyphens=False)
    return broken.replace("\N{NO-BREAK SPACE}", " ")
