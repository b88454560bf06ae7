"""Whether the label reaches the output while its own image is shown.

If it does, what the output answers in training is no answer of the network's own: a teacher whose
spikes drive the output, or whose error spikes move its weights at once, has told it the label.
"""

import re
from collections.abc import Iterator

from snn_cl.network.resolved import Part, ResolvedModel

_SPIKES = "[spikes]"  # no name of a variable can be this
_TOLD = "[label]"
# What Brian2 keeps of a neuron's spikes.
_OF_SPIKES = ("not_refractory", "lastspike")
_NAME = re.compile(r"[A-Za-z_]\w*")
# What makes a section run, besides time; a rule's own words for whose spikes.
_EVENTS = {"on_pre": "pre", "on_post": "post", "reset": "own"}

Node = tuple[str, str]  # part and variable


def answers_name(resolved: ResolvedModel) -> str:
    """Return the name under which a record keeps what the output answered in training.

    Parameters
    ----------
    resolved : ResolvedModel

    Returns
    -------
    str
        'prediction', or 'taught_prediction' where the label had a hand in it.
    """
    return "taught_prediction" if label_reaches_output(resolved) else "prediction"


def label_reaches_output(resolved: ResolvedModel) -> bool:
    """Tell whether an output spike can depend on the label of the image being shown.

    Follows, through all equation files, what depends on `teacher(t, i)` before the presentation
    ends; whether a parameter of 0 cuts a path is not asked, so the answer errs to yes.

    Parameters
    ----------
    resolved : ResolvedModel

    Returns
    -------
    bool
    """
    edges = [edge for part in resolved.parts.values() for edge in _edges(part)]
    reached = {(_TOLD, _TOLD)}
    while True:
        further = {target for target, sources in edges if sources & reached} - reached
        if not further:
            return (resolved.model.output, _SPIKES) in reached
        reached |= further


def _edges(part: Part) -> Iterator[tuple[Node, set[Node]]]:
    """Yield each variable that a part's rule changes in a presentation, and what decides it."""
    spikes = {(part.name, _SPIKES)}
    for equation in part.rule.equations:
        frozen = spikes if "unless refractory" in equation.flags else set()
        yield _node(part, equation.name), _read(part, equation.expression) | frozen
    for section, _, statements in part.rule.statements:
        if section == "on_presentation_end":  # the answer has been given by then
            continue
        event = _event(part, section)
        for statement in statements:
            yield _node(part, statement.name), _read(part, statement.expression) | event
    for section in ("threshold", "refractory"):
        if section in part.rule.single:
            yield (part.name, _SPIKES), _read(part, part.rule.single[section].text)


def _event(part: Part, section: str) -> set[Node]:
    if section not in _EVENTS:
        return set()
    pre, post = part.ends or (part.name, part.name)
    whose = {"pre": pre, "post": post, "own": part.name}[_EVENTS[section]]
    return {(whose, _SPIKES)}


def _read(part: Part, expression: str) -> set[Node]:
    return {_node(part, name) for name in _NAME.findall(expression)}


def _node(part: Part, name: str) -> Node:
    """Return whose variable a name is, as it is written in a part's rule."""
    if name == "teacher":
        return _TOLD, _TOLD
    owner = part.name
    for suffix, end in zip(("_pre", "_post"), part.ends, strict=False):
        if name.endswith(suffix):
            owner, name = end, name.removesuffix(suffix)
    return owner, _SPIKES if name in _OF_SPIKES else name
