"""Checks that a rule whose spikes arrive late does not read what only their sender knows yet."""

import re
from collections.abc import Iterator, Mapping

from snn_cl.errors import EquationFileError
from snn_cl.language.rule import Rule
from snn_cl.language.source_location import Place
from snn_cl.language.time_steps import delay_of
from snn_cl.network.resolved import Part

_NAME = re.compile(r"[A-Za-z_]\w*")


def causality_errors(parts: Mapping[str, Part]) -> Iterator[EquationFileError]:
    """Yield an error for every line that knows of a source's spikes before they arrive.

    Parameters
    ----------
    parts : mapping of str to Part
        All parts of a model, by name.

    Yields
    ------
    EquationFileError
    """
    for part in parts.values():
        delay = delay_of(part.rule, part.parameters) if part.is_projection else 0.0
        if not delay:
            continue
        known_after = _known_after(parts[part.ends[0]], parts)
        for text, place in _readings(part.rule):
            for match in re.finditer(r"\b([A-Za-z]\w*)_pre\b", text):
                if known_after.get(match[1], delay) < delay - 1e-9:
                    yield place.error(
                        f"'{match[0]}' tells of a spike before it arrives, {1000 * delay:g} ms "
                        "after it was fired; read a trace of spikes that have arrived: "
                        "neurons/arrived_trace in the source, and synapses/arrival with the same "
                        "delay from the source onto itself, one to one",
                        match.start(),
                    )


def _known_after(source: Part, parts: Mapping[str, Part]) -> dict[str, float]:
    """Return how long after a neuron's own spike each of its variables can tell of it [s]."""
    after = dict.fromkeys((s.name for s in source.rule.section("reset")), 0.0) | {"lastspike": 0.0}
    for part in parts.values():
        if part.ends == (source.name, source.name):
            delay = delay_of(part.rule, part.parameters)
            for statement in part.rule.section("on_pre"):
                name = statement.name.removesuffix("_post")
                after[name] = min(delay, after.get(name, delay))
    lines = [(e.name, e.expression) for e in source.rule.equations]
    lines += [(s.name, s.expression) for _, _, body in source.rule.statements for s in body]
    for _ in lines:  # as many links as a chain of variables can have
        for name, expression in lines:
            read = [after[other] for other in _NAME.findall(expression) if other in after]
            if read:
                after[name] = min(*read, after.get(name, read[0]))
    return after


def _readings(rule: Rule) -> list[tuple[str, Place]]:
    found = [(e.expression, e.expression_place) for e in rule.equations]
    return found + [
        (s.expression, s.expression_place) for _, _, body in rule.statements for s in body
    ]
