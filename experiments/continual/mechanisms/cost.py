"""How much slower does each continual-learning mechanism make the stream of TACOS?

Each row of `run.py` that stacks on the network of `tacos`, on error-driven learning alone
and, where no name is taken, on top of all of TACOS; the parameters are the first that the search
draws. Time is that of the compiled program's processor in one training presentation, hand-over of
the block left out; in each round the rows take turns, and the median over rounds is shown.

    python experiments/continual/mechanisms/cost.py --data-root DATA
    python experiments/continual/mechanisms/cost.py --dataset digits --presentations 20 \\
        --rounds 1 --rows metaplasticity  # no download
"""

import dataclasses
import resource
import statistics
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from catalogue import MECHANISMS, MODEL
from run import Options as TableOptions
from run import configure, draw_settings

from snn_cl.command_line.scripts import run_script
from snn_cl.errors import EquationFileError, ModelError
from snn_cl.models.tacos import LEARNING
from snn_cl.models.tacos import PLASTIC as WHOLE
from snn_cl.simulator import Simulator
from snn_cl.studies.runs import check_chosen
from snn_cl.studies.table import markdown
from snn_cl.training.evaluation import encoder_and_readout
from snn_cl.training.from_configuration import prepare_model, prepare_stream

REFERENCE = "TACOS, as shipped"


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    dataset, data_root : str
    rows : tuple of str
        Those to measure beside TACOS itself.
    presentations : int
        In a block, at least 5, one for each experience.
    rounds : int
    out : Path
        Markdown table.
    """

    dataset: str = "mnist"
    data_root: str = ""
    rows: tuple[str, ...] = tuple(
        name
        for name, row in MECHANISMS.items()
        if row.stacked and not row.joint and row.keep != MODEL
    )
    presentations: int = 400
    rounds: int = 5
    out: Path = Path("runs/mechanism_cost.md")

    def of_table(self) -> TableOptions:
        """Return them as options of the wide table."""
        return TableOptions(
            dataset=self.dataset,
            data_root=self.data_root,
            n_train=self.presentations,
            n_test=None,
        )


@dataclass(frozen=True)
class Candidate:
    """A compiled network, what it is shown, and what it has needed so far [ms]."""

    simulator: Simulator
    rates: np.ndarray
    labels: np.ndarray
    times: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Add the processor time of one presentation."""
        n = len(self.labels)
        self.times.append((self._processor_ms(n) - self._processor_ms(1)) / (n - 1))

    def _processor_ms(self, n: int) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        state = self.simulator.initial_state(0)
        self.simulator.run(self.rates[:n], self.labels[:n], state=state, seed=0)
        return 1000 * (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)


def main(options: Options) -> None:
    """Measure all rows in turn, print the table and write it."""
    check_chosen("row", options.rows, MECHANISMS)
    names = dict.fromkeys((REFERENCE, *options.rows))
    alone = {name: make_alone(name, options) for name in names}
    on_top = {name: make_on_top(name, options) for name in names if name != REFERENCE}
    for _ in range(options.rounds):
        for candidate in (*alone.values(), *filter(None, on_top.values())):
            candidate.measure()
    text = table(alone, on_top)
    print(text)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(text + "\n")


def make_alone(name: str, options: Options) -> Candidate:
    """Return the network of a row as the wide table has it."""
    return make_candidate(name, WHOLE[1:2], MECHANISMS[name].keep, options)


def make_on_top(name: str, options: Options) -> Candidate | None:
    """Return the network with all of TACOS and a mechanism, None where their names clash."""
    try:
        return make_candidate(name, WHOLE[1:], MODEL, options)
    except (EquationFileError, ModelError):
        return None


def make_candidate(
    name: str, below: tuple[str, ...], keep: tuple[str, ...], options: Options
) -> Candidate:
    """Return the compiled network of a row and what it is shown.

    Parameters
    ----------
    name : str
    below : tuple of str
        Files that the mechanism is stacked on.
    keep : tuple of str
        Mechanisms of the model that stay.
    options : Options

    Returns
    -------
    Candidate
    """
    mechanism = dataclasses.replace(MECHANISMS[name], keep=keep)
    setting = draw_settings(name, 1)[0]
    configuration = dataclasses.replace(
        configure(name, setting, "split_domain", 0, options.of_table()),
        rule=mechanism.rules(LEARNING, below),
        drop=mechanism.drops(),
    )
    stream = prepare_stream(configuration)
    model = prepare_model(configuration, stream)
    encoder, _ = encoder_and_readout(model)
    return Candidate(Simulator(model), encoder(stream.images), stream.labels)


def table(alone: dict[str, Candidate], on_top: dict[str, Candidate | None]) -> str:
    """Return the table."""
    reference = statistics.median(alone[REFERENCE].times)
    rows = []
    for name, candidate in alone.items():
        cells = (*_cells(candidate, reference), *_cells(on_top.get(name), reference))
        rows.append((name, *cells))
    titles = ("mechanism", "alone [ms]", "ratio to TACOS", "on top of TACOS [ms]", "ratio to TACOS")
    return markdown(titles, rows)


def _cells(candidate: Candidate | None, reference: float) -> tuple[str, str]:
    if candidate is None:
        return "-", "-"
    ms = statistics.median(candidate.times)
    return f"{ms:.2f}", f"{ms / reference:.2f}" if reference else "-"


if __name__ == "__main__":
    run_script(main, Options)
