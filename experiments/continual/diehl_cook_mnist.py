"""Does the network of Diehl & Cook learn digits in one pass, by spike timing and no label?

The model `diehl_cook` is shown images with the times of its paper, 350 ms each with 150 ms of rest,
at dt = 0.5 ms. Its excitatory neurons learn without labels. What they stand for is then judged in
three ways: each belongs to the class that it answered most, on training images, with learning off,
and the class with the highest mean count wins (as published); each votes for all classes in
proportion to these mean answers; and the network's own outputs, whose links to the excitatory
neurons are learned from a teacher along the stream. The original repeats an image with higher rates
if it made fewer than 5 spikes; here each is shown once, at one and a half times its first rates,
and the table says how many made fewer.

    python experiments/continual/diehl_cook_mnist.py --data-root DATA
    python experiments/continual/diehl_cook_mnist.py --dataset digits --n-assign 500

With --validation 10000 the last training images are judged instead of the test images.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from snn_cl.command_line.progress_bars import ProgressBars
from snn_cl.command_line.scripts import run_script
from snn_cl.configuration import Configuration
from snn_cl.figures.receptive_fields import mosaic
from snn_cl.picture_style import COLOURS, SEQUENTIAL, SMALL, TEXT, new_figure, set_title, tidy
from snn_cl.studies.neuron_classes import (
    mean_responses,
    preferred_classes,
    vote_by_class,
    vote_by_share,
)
from snn_cl.studies.table import markdown, write_table
from snn_cl.training.evaluation import Progress
from snn_cl.training.run import finish, start
from snn_cl.training.run_under_way import Run

SCENARIO = "joint_class"
ENCODER = "poisson_rate:max_rate=95*Hz"
BLOCK = 1000  # presentations in memory together, and between two checkpoints
FEW = 5  # spikes below which the original repeats an image
PUBLISHED = "87.0"  # of 400 neurons: Diehl & Cook (2015), with several passes


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    dataset, data_root : str
    n_train, n_test : int, optional
        Images; None for all of them.
    n_assign : int
        Training images, the last ones of the stream, whose responses tell the neurons' classes.
    n_hidden : int
        Excitatory neurons.
    encoder : str
        How images become rates: up to 95 Hz, where the original begins at 63.75 Hz.
    validation : int
        Hold out so many training images and judge them instead of the test images.
    seed : int
    out : Path
    """

    dataset: str = "mnist"
    data_root: str = ""
    n_train: int | None = None
    n_test: int | None = None
    n_assign: int = 10_000
    n_hidden: int = 400
    encoder: str = ENCODER
    validation: int = 0
    seed: int = 0
    out: Path = Path("runs/diehl_cook_mnist")


@dataclass(frozen=True)
class Answers:
    """What images made of the network.

    Attributes
    ----------
    labels : (n,) int array
    votes : (n, n_hidden) float array
        Spikes of the excitatory neurons.
    predictions : (n,) int array
        Of the outputs; -1 where all were silent.
    """

    labels: np.ndarray
    votes: np.ndarray
    predictions: np.ndarray


def show(run: Run, images: np.ndarray, labels: np.ndarray) -> Answers:
    """Present images with learning off to the network as it is after a run.

    A run keeps no spikes of the excitatory neurons image by image, so its simulator is asked.
    """
    votes, counts, state = [], [], run.state
    for first in range(0, len(images), BLOCK):
        outcome = run.simulator.run(
            run.functions.encode(images[first : first + BLOCK]),
            state=state,
            seed=run.configuration.seed + 1,
            first=first,
            plastic=False,
            record="excitatory.vote",
        )
        state = outcome.state
        votes.append(outcome.traces["excitatory.vote"])
        counts.append(outcome.counts)
        run.progress("reading out", first + len(outcome.counts), len(images))
    return Answers(labels, np.concatenate(votes), run.functions.decode(np.concatenate(counts)))


def trained(options: Options, progress: Progress) -> Run:
    """Train the network in one pass; its record lies in the experiment's folder."""
    configuration = Configuration(
        model="diehl_cook",
        dataset=options.dataset,
        data_root=options.data_root,
        scenario=SCENARIO,
        seed=options.seed,
        n_train=options.n_train,
        n_test=options.n_test,
        validation=options.validation,
        size=(f"excitatory={options.n_hidden}", f"inhibitory={options.n_hidden}"),
        encoder=options.encoder,
        block=BLOCK,
    )
    run = start(configuration, options.out / "record", progress)
    finish(run)
    return run


def main(options: Options) -> None:
    """Train, assign, test; print the table, write it and the picture."""
    with ProgressBars() as progress:
        run = trained(options, progress)
        stream, last = run.stream, slice(-options.n_assign, None)
        images = np.concatenate([test.images for test in stream.tests])
        labels = np.concatenate([test.labels for test in stream.tests])
        seen = show(run, stream.images[last], stream.labels[last])
        tested = show(run, images, labels)
    means = mean_responses(seen.votes, seen.labels, int(stream.labels.max()) + 1)
    found = {
        "class of each neuron": vote_by_class(tested.votes, means),
        "share of each class": vote_by_share(tested.votes, means),
        "outputs taught along the stream": tested.predictions,
    }
    answers = run.record.arrays("stream")[run.record.header.answers]
    right = answers.values == stream.labels
    text = table(found, len(right), tested, run.seconds["train"] / 60)
    write_table(text, options.out)
    judged = "held-out training" if options.validation else "test"
    title = f"diehl_cook on {options.dataset}, seed {options.seed}, {len(labels)} {judged} images"
    tiles = run.state["input_excitatory.w"].T.reshape(-1, *stream.images.shape[1:])
    order = np.argsort(preferred_classes(means), kind="stable")
    figure = draw(tiles[order], right, labels, found["class of each neuron"], title)
    figure.savefig(options.out / "diehl_cook_mnist.png")


def table(found: dict[str, np.ndarray], n_shown: int, tested: Answers, minutes: float) -> str:
    """Return the accuracies as a Markdown table, and below it what the layer did."""
    rows = [
        (
            name,
            f"{100 * np.mean(predicted == tested.labels):.2f}",
            PUBLISHED if name == "class of each neuron" else None,
        )
        for name, predicted in found.items()
    ]
    spikes = tested.votes.sum(axis=1)
    return (
        f"{markdown(('read out by', 'accuracy [%]', 'published [%]'), rows)}\n\n"
        f"{n_shown} presentations in one pass, {minutes:.1f} minutes; "
        f"{spikes.mean():.1f} spikes an image, {100 * np.mean(spikes < FEW):.1f} % of images with "
        f"fewer than {FEW}, {int((tested.votes.sum(axis=0) == 0).sum())} neurons without a spike."
    )


def draw(
    tiles: np.ndarray, right: np.ndarray, labels: np.ndarray, predicted: np.ndarray, title: str
) -> Figure:
    """Draw the receptive fields by class, the accuracy along the stream, and the confusions."""
    figure = new_figure(width=12, height=6.4)
    left, side = figure.subfigures(1, 2, width_ratios=(1.35, 1))
    draw_fields(left, tiles)
    upper, lower = side.subplots(2, 1, height_ratios=(1, 1.35))
    draw_along(upper, right)
    draw_confusions(lower, labels, predicted)
    set_title(figure, title)
    return figure


def draw_fields(figure, tiles: np.ndarray) -> None:
    """Draw the weights onto each neuron as an image, sorted by the neurons' classes."""
    ax = figure.subplots()
    limit = float(np.percentile(tiles, 99.5))
    image = ax.imshow(
        mosaic(tiles), cmap="gray_r", vmin=0, vmax=limit or 1, interpolation="nearest"
    )
    ax.set_axis_off()
    bar = figure.colorbar(image, ax=ax, shrink=0.8, extend="max", location="left")
    bar.set_label("weight, in leak conductances", fontsize=TEXT)
    bar.ax.tick_params(labelsize=SMALL)


def draw_along(ax, right: np.ndarray) -> None:
    """Draw the accuracy of the outputs on what comes next, in windows of the stream."""
    width = min(BLOCK, max(1, len(right) // 10))
    n = len(right) // width
    accuracy = right[: n * width].reshape(n, width).mean(axis=1)
    ax.plot(width * (np.arange(n) + 0.5), 100 * accuracy, color=COLOURS[0])
    ax.set_ylim(0, 100)
    tidy(ax, "training images", "accuracy on the next [%]")


def draw_confusions(ax, labels: np.ndarray, predicted: np.ndarray) -> None:
    """Draw which class was taken for which."""
    n = int(labels.max()) + 1
    share = np.zeros((n, n))
    answered = predicted >= 0
    np.add.at(share, (labels[answered], predicted[answered]), 1)
    share /= np.bincount(labels, minlength=n)[:, None]
    image = ax.imshow(100 * share, cmap=SEQUENTIAL, vmin=0, vmax=100)
    ax.set_xticks(range(n))
    ax.set_yticks(range(n))
    ax.set_xlabel("predicted digit", fontsize=TEXT)
    ax.set_ylabel("digit", fontsize=TEXT)
    ax.tick_params(labelsize=SMALL)
    bar = ax.figure.colorbar(image, ax=ax)
    bar.set_label("images of the digit [%]", fontsize=TEXT)
    bar.ax.tick_params(labelsize=SMALL)


if __name__ == "__main__":
    run_script(main, Options)
