"""Does one rule of calcium give the curves of pairing, of frequency and of spike timing?

The synapse rule synapses/calcium_control (Shouval, Bear & Cooper 2002) under three protocols of 100
spikes of the source: the target's potential clamped, the target silent and the source at different
frequencies, and both firing at a fixed lag. Each number is printed beside that of an independent
calculation with the same equations at the same step of 0.2 ms.

    python experiments/plasticity/calcium_control.py
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from snn_cl.command_line.scripts import run_script
from snn_cl.picture_style import COLOURS, new_figure, set_title, tidy
from snn_cl.plasticity.configuration import ProbeConfiguration
from snn_cl.plasticity.curve import run_protocol
from snn_cl.plasticity.probe import make_probe
from snn_cl.plasticity.protocols import make_protocol
from snn_cl.studies.table import markdown, write_table

RULE = "synapses/calcium_control"
AXES = {
    "pairing": "clamped potential (mV)",
    "frequency": "frequency of the source (Hz)",
    "stdp": "lag of the target's spike (ms)",
}


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    spikes : int
        Of the source, at each point.
    backend : str
    out : Path
    """

    spikes: int = 100
    backend: str = "dense"
    out: Path = Path("runs/calcium_control")


@dataclass(frozen=True)
class Panel:
    """A protocol, what it draws, and what another calculation gives at some points.

    Attributes
    ----------
    protocol : ProbeConfiguration
    expected : mapping of float to float
        Weight, after over before, by point.
    """

    protocol: ProbeConfiguration
    expected: Mapping[float, float] = field(default_factory=dict)


PANELS = {
    "pairing": Panel(
        ProbeConfiguration(
            "pairing",
            (*range(-70, -58), *np.arange(-58, -44, 0.5), *range(-44, -9, 3)),
            start="0.25",
        ),
        {-61: 0.88, -47: 2.2, -35: 3.0, -11: 3.27},
    ),
    "frequency": Panel(
        ProbeConfiguration(
            "frequency",
            (0.5, 1, 2, 3, 4, 4.5, 5, 5.5, 6, 7, 8, 9, 10, 12, 15, 20),
            alone=True,
            param=("pre.epsp_size=10*mV",),
            start="0.26",
        ),
        {0.5: 0.50, 1: 0.50, 2: 0.42, 3: 0.33, 4: 0.28, 5: 0.71, 6: 1.67, 8: 2.9, 10: 3.68},
    ),
    "stdp": Panel(
        ProbeConfiguration(
            "stdp",
            (*range(-100, -30, 10), *np.arange(-30, 10), *range(10, 151, 2), 67),
            start="0.25",
        ),
        {
            -30: 0.93,
            -20: 0.73,
            -10: 0.44,
            -6: 0.32,
            10: 1.95,
            20: 1.80,
            30: 1.59,
            40: 1.27,
            67: 0.45,
            100: 0.64,
        },
    ),
}


def main(options: Options) -> None:
    """Run the three protocols, print the table, write it and the picture."""
    curves = {name: curve(panel.protocol, options) for name, panel in PANELS.items()}
    text = table(curves)
    write_table(text, options.out)
    draw(curves, options.out / "calcium_control.png")


def curve(configuration: ProbeConfiguration, options: Options) -> dict[float, float]:
    """Return the weight after a protocol over the weight before, by point in rising order."""
    protocol = make_protocol(
        dataclasses.replace(
            configuration, points=tuple(np.unique(configuration.points)), spikes=options.spikes
        )
    )
    probe = make_probe(
        RULE, dataclasses.replace(configuration, backend=options.backend), protocol.clamped
    )
    before, after = run_protocol(probe, protocol)
    return dict(zip(protocol.points.tolist(), (after[:, 0] / before).tolist(), strict=True))


def crossings(curve: Mapping[float, float], level: float = 1.0) -> list[float]:
    """Return where a curve crosses a level, between its points on a straight line.

    Parameters
    ----------
    curve : mapping of float to float
        By point in rising order.
    level : float

    Returns
    -------
    list of float
    """
    x, y = np.array(list(curve)), np.array(list(curve.values())) - level
    at = np.flatnonzero(y[:-1] * y[1:] < 0)
    return [float(x[k] - y[k] * (x[k + 1] - x[k]) / (y[k + 1] - y[k])) for k in at]


def table(curves: Mapping[str, Mapping[float, float]]) -> str:
    """Return measured and expected weights as a Markdown table."""
    rows = []
    for name, panel in PANELS.items():
        for point, expected in panel.expected.items():
            rows.append((name, f"{point:g}", f"{curves[name][point]:.2f}", f"{expected:.2f}"))
    for name, found in curves.items():
        where = ", ".join(f"{x:.1f}" for x in crossings(found, 0.95 if name == "stdp" else 1.0))
        rows.append((name, f"crosses {'0.95' if name == 'stdp' else '1'} at {where}", "", ""))
    return markdown(("protocol", "point", "weight, after / before", "expected"), rows)


def draw(curves: Mapping[str, Mapping[float, float]], path: Path) -> None:
    """Draw a panel for each protocol, the expected values as open circles."""
    figure = new_figure(width=11, height=3.4)
    panels = figure.subplots(1, len(curves))
    for ax, (name, found) in zip(panels, curves.items(), strict=True):
        expected = PANELS[name].expected
        ax.axhline(1, color="0.6", linewidth=0.8)
        ax.plot(found.keys(), found.values(), color=COLOURS[0])
        ax.plot(expected.keys(), expected.values(), "o", color=COLOURS[1], fillstyle="none")
        tidy(ax, AXES[name], "weight, after / before" if ax is panels[0] else "")
    panels[-1].axvline(0, color="0.6", linewidth=0.8)
    set_title(figure, "synapses/calcium_control: lines; circles: independent calculation")
    figure.savefig(path)


if __name__ == "__main__":
    run_script(main, Options)
