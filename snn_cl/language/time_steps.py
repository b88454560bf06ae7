"""Times of equation files as numbers of steps."""

from collections.abc import Mapping

from snn_cl.language.lines import Line
from snn_cl.language.rule import Rule
from snn_cl.language.unit_inference import quantity


def check_periods(rule: Rule, dt: float) -> None:
    """Check that whatever a rule does every so often falls on steps.

    Parameters
    ----------
    rule : Rule
    dt : float [s]

    Raises
    ------
    EquationFileError
        If a period is no multiple of dt.
    """
    for file in rule.files:
        for section in file.sections:
            if section.name == "every" and section.argument != "dt":
                period = Line(section.argument, section.argument_place)
                _n_steps(quantity(period.text, period.place)[0], period, dt)


def delay_steps(rule: Rule, parameters: Mapping[str, float], dt: float) -> int:
    """Return how many steps a spike takes to its target.

    Parameters
    ----------
    rule : Rule
    parameters : mapping of str to float
        As `delay_of` takes them.
    dt : float [s]

    Returns
    -------
    int
        0 without a delay.

    Raises
    ------
    EquationFileError
        If it is below 0, or no multiple of dt.
    """
    delay = delay_of(rule, parameters)
    return _n_steps(delay, rule.single["delay"], dt) if delay else 0


def delay_parameter(rule: Rule) -> str:
    """Return the name of the parameter that is the delay; empty if there is none.

    Parameters
    ----------
    rule : Rule

    Returns
    -------
    str
    """
    text = rule.single["delay"].text if "delay" in rule.single else ""
    return text if any(parameter.name == text for parameter in rule.parameters) else ""


def delay_of(rule: Rule, parameters: Mapping[str, float]) -> float:
    """Return how long a spike takes to its target [s].

    Parameters
    ----------
    rule : Rule
    parameters : mapping of str to float
        Values [SI units]; one of them may be the delay.

    Returns
    -------
    float
        0 without a delay.

    Raises
    ------
    EquationFileError
        If it is below 0.
    """
    line = rule.single.get("delay")
    if line is None:
        return 0.0
    value = parameters[line.text] if line.text in parameters else quantity(line.text, line.place)[0]
    if value < 0:
        raise line.place.error(f"{_said(line, value)} cannot be; a delay is at least 0*ms")
    return value


def _n_steps(value: float, line: Line, dt: float) -> int:
    steps = round(value / dt)
    if abs(value - steps * dt) > 1e-6 * dt:
        raise line.place.error(
            f"{_said(line, value)} is no multiple of the time step, {1000 * dt:g}*ms; "
            "change one of them (dt, --dt)"
        )
    return steps


def _said(line: Line, value: float) -> str:
    return f"{line.text} = {1000 * value:g}*ms" if line.text.isidentifier() else line.text
