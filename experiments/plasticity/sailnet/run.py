"""Do three local rules turn pictures into a sparse code of localised fields, as SAILnet claims?

A layer of spiking neurons sees whitened patches. Oja's rule moves the fields, Foldiak's rule the
inhibition between neurons, and each neuron's threshold keeps its rate. The rules should come to
rest where every neuron fires 0.05 spikes a patch, where two neurons that inhibit each other have a
mean product of counts of 0.05**2, and where a field is the mean of count times input over the mean
squared count. The pictures are dead leaves (discs that cover each other), made here; a control has
the same power spectrum and no edges, so that its fields should not become localised.

    python experiments/plasticity/sailnet/run.py
    python experiments/plasticity/sailnet/run.py --dataset mnist --data-root DATA
    python experiments/plasticity/sailnet/run.py --side 12 --n-hidden 144 --n-train 5_000_000

The source has 256 neurons, patches of 16 x 16 pixels and 2.5 million of them, at constant learning
rates. Inhibition needs longer than that to come to rest at these rates, so here they start up to
ten times as large and fall, and the default is smaller: 64 neurons, patches of 8 x 8, 3 million.
Backend dense in float32, steps of 1 ms; a patch takes some 7 microseconds of one core, and 18 at 12
x 12 with 144 neurons.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from learning import LASTING, TARGET, Measured, Trained, measure, train
from learning import orientation_of_fields as orientation_of
from learning import spread_of_fields as spread_of
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, NullFormatter
from natural_images import dead_leaves, patches, scrambled, whitened

from snn_cl.command_line.scripts import run_script
from snn_cl.figures.receptive_fields import mosaic
from snn_cl.picture_style import COLOURS, DIVERGING, SMALL, TEXT, new_figure, set_title, tidy
from snn_cl.plug_in import find_plug_in
from snn_cl.studies.runs import workers
from snn_cl.studies.table import markdown, write_table

N_PICTURES, SIZE = 12, 256  # of the dead leaves
NEAR_RATE, NEAR_PAIR, NEAR_FIELD = 0.005, 0.0003, 0.1  # what counts as at rest


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    dataset : str
        'leaves', or the name of a dataset of images.
    data_root : str
    side : int
        Height and width of a patch.
    n_hidden : int
    n_train, n_test : int
        Patches that the network learns from, and those that show it with learning off.
    seed : int
    processes : int
        Networks trained at a time.
    out : Path
    """

    dataset: str = "leaves"
    data_root: str = ""
    side: int = 8
    n_hidden: int = 64
    n_train: int = 3_000_000
    n_test: int = 1_000_000
    seed: int = 0
    processes: int = 2
    out: Path = Path("runs/sailnet")


@dataclass(frozen=True)
class Result:
    """A network that was trained on pictures of one kind, and what it came to."""

    trained: Trained
    measured: Measured


def main(options: Options) -> None:
    """Train on pictures and on the control, print and write the table, draw the picture."""
    options.out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(options.seed)
    pictures = load(options, rng)
    kinds = {options.dataset: pictures, "no edges": scrambled(pictures, rng)}
    jobs = [(whitened(kind), options, number) for number, kind in enumerate(kinds.values())]
    with workers(options.processes) as pool:
        results = dict(zip(kinds, pool.map(run, *zip(*jobs, strict=True)), strict=True))
    for name, result in results.items():
        np.savez(options.out / f"{name.replace(' ', '_')}.npz", **result.trained.state)
    text = table({name: result.measured for name, result in results.items()})
    write_table(text, options.out)
    draw(results, options, options.out / "sailnet.png")


def load(options: Options, rng: np.random.Generator) -> np.ndarray:
    """Return the pictures as (n, height, width) floats."""
    if options.dataset == "leaves":
        return dead_leaves(N_PICTURES, SIZE, rng)
    dataset = find_plug_in("datasets", options.dataset)(options.data_root or None, train=True)
    return dataset.images[:10_000].astype(float)


def run(pictures: np.ndarray, options: Options, number: int) -> Result:
    """Train a network on patches of pictures and measure it on others."""
    rng = np.random.default_rng([options.seed, number])

    def drawn(n: int) -> np.ndarray:
        return patches(pictures, n, options.side, rng)

    trained = train(options.side**2, options.n_hidden, drawn, options.n_train, options.seed)
    return Result(trained, measure(trained, drawn, options.n_test))


def table(results: dict[str, Measured]) -> str:
    """Return the measures beside what is expected, as a Markdown table."""
    columns = [numbers(measured) for measured in results.values()]
    rows = zip(columns[0], *(c.values() for c in columns), strict=True)
    return markdown(("", "expected", *results), [(*what, *cells) for what, *cells in rows])


def numbers(m: Measured) -> dict[tuple[str, str], str]:
    """Return what the table says of one network, by the name and the expected value."""
    others = ~np.eye(len(m.rates), dtype=bool)
    inhibiting, free = m.inhibiting, others & ~m.inhibiting
    pairs, errors = m.pairs[inhibiting], m.pair_errors[inhibiting]
    beyond = np.sqrt(max(pairs.var() - (errors**2).mean(), 0))
    symmetric = np.array_equal(m.inhibition, m.inhibition.T) and not np.diag(m.inhibition).any()
    excess = (m.pairs - 4 * m.pair_errors)[free]
    correlations = m.correlations
    return {
        ("spikes per patch, mean", f"{TARGET}"): f"{m.rates.mean():.4f}",
        ("- least and most of all neurons", "0.045 to 0.055"): (
            f"{m.rates.min():.4f} to {m.rates.max():.4f}"
        ),
        (f"<Y_i Y_m> where W > {LASTING}, mean", f"{TARGET**2:g}"): f"{pairs.mean():.5f}",
        ("- standard deviation beyond the error of measurement", "< 0.0003"): f"{beyond:.5f}",
        ("- pairs within 0.0003", "all"): share(abs(pairs - TARGET**2) < NEAR_PAIR),
        ("<Y_i Y_m> <= 0.0025 elsewhere, within 4 errors", "all"): share(excess <= TARGET**2),
        ("W symmetric, >= 0, diagonal 0", "yes"): "yes"
        if symmetric and m.inhibition.min() >= 0
        else "no",
        ("pairs with W = 0", "many"): share(m.inhibition[others] == 0),
        (f"pairs with 0 < W < {LASTING}", "few"): share(
            ((m.inhibition > 0) & ~m.inhibiting)[others]
        ),
        ("Q against <YX>/<Y^2>: mean, worst", "< 10 %"): (
            f"{100 * m.oja_errors.mean():.1f} %, {100 * m.oja_errors.max():.1f} %"
        ),
        ("correlation of two counts: mean, sd", "near 0"): (
            f"{correlations.mean():.4f}, {correlations.std():.4f}"
        ),
        ("patch against its reconstruction", "> 0"): f"{m.match:.3f}",
        ("share of its pixels that a field takes up, median", "low; 0.33 at first"): (
            f"{np.median(spread_of(m.fields)):.3f}"
        ),
        ("power of a field at one orientation (1: all), median", "high"): (
            f"{np.median(orientation_of(m.fields)):.3f}"
        ),
    }


def share(true: np.ndarray) -> str:
    """Return how many are true, in words."""
    return f"{100 * true.mean():.1f} % of {true.size}" if true.size else "-"


def draw(results: dict[str, Result], options: Options, path: Path) -> None:
    """Draw fields, the way to rest, and the state at rest."""
    figure = new_figure(width=11, height=7.2)
    panels = figure.subplots(2, 3)
    for ax, (name, result) in zip(panels[0], results.items(), strict=False):
        draw_fields(ax, result.measured.fields, name, options.side)
    draw_way(panels[0, 2], results)
    ends = {name: result.measured for name, result in results.items()}
    rates = {name: m.rates for name, m in ends.items()}
    pairs = {name: 1000 * m.pairs[m.inhibiting] for name, m in ends.items()}
    weights = {name: np.log10(m.inhibition[m.inhibiting]) for name, m in ends.items()}
    draw_histogram(panels[1, 0], rates, (TARGET - NEAR_RATE, TARGET + NEAR_RATE))
    tidy(panels[1, 0], "spikes per patch", "neurons")
    near = (1000 * (TARGET**2 - NEAR_PAIR), 1000 * (TARGET**2 + NEAR_PAIR))
    draw_histogram(panels[1, 1], pairs, near)
    tidy(panels[1, 1], f"mean product of two counts, W > {LASTING} [1/1000]", "pairs")
    draw_histogram(panels[1, 2], weights)
    tidy(panels[1, 2], f"log10 of the inhibition W > {LASTING}", "pairs")
    set_title(
        figure,
        f"SAILnet, {options.n_hidden} neurons, patches of {options.side} x {options.side} pixels, "
        f"{options.n_train / 1e6:g} million of them, seed {options.seed}",
    )
    figure.savefig(path)


def draw_fields(ax: Axes, fields: np.ndarray, name: str, side: int) -> None:
    """Draw the first hundred fields, each scaled by its largest weight."""
    tiles = (fields / abs(fields).max(axis=0)).T[:100].reshape(-1, side, side)
    ax.imshow(mosaic(tiles), cmap=DIVERGING, vmin=-1, vmax=1, interpolation="nearest")
    ax.set_axis_off()
    ax.set_title(f"fields, {name}", fontsize=TEXT)


def draw_way(ax: Axes, results: dict[str, Result]) -> None:
    """Draw rates and products of counts along training, both over their targets."""
    for number, (name, result) in enumerate(results.items()):
        t = result.trained
        colour = COLOURS[number]
        ax.plot(t.seen, t.rates / TARGET, "--", color=colour, lw=1, label=f"{name}, rate")
        ax.plot(t.seen, t.pairs / TARGET**2, "-", color=colour, lw=1, label=f"{name}, product")
    ax.axhline(1, color="0.6", lw=0.8, zorder=0)
    ax.set_ylim(0, 2.5)
    ax.set_xscale("log")
    ax.xaxis.set_minor_formatter(NullFormatter())
    tidy(ax, "patches seen", "mean over its target")
    ax.legend(frameon=False, fontsize=SMALL)


def draw_histogram(ax: Axes, values: dict[str, np.ndarray], near: tuple = ()) -> None:
    """Draw one outline a kind of pictures, and a band of what counts as at rest."""
    edges = np.histogram_bin_edges(np.concatenate(list(values.values())), 25)
    for number, (name, found) in enumerate(values.items()):
        options = {"histtype": "step", "color": COLOURS[number], "linewidth": 1.5, "label": name}
        ax.hist(found, edges, **options)
    if near:
        ax.axvspan(*near, color="0.9", zorder=0, label="at rest")
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.legend(frameon=False, fontsize=SMALL)


if __name__ == "__main__":
    run_script(main, Options)
