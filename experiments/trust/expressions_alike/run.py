"""Does every backend give the same value to the same expression, and is it the one of numpy?

Random expressions over all operators and functions, of real numbers, integers and conditions, are
packed into one model, half of them as statements of neurons and half as [on_pre] of synapses. Their
data hold NaN, infinities, zeros, negative numbers and bounds that cross. Each backend has to give
what numpy gives by the rules of double precision, as far as rounding lets it: the same is worked
out a dozen times with all roundings moved by chance, and what then differs is counted as left open.

    python experiments/trust/expressions_alike/run.py
    python experiments/trust/expressions_alike/run.py --n 3000 --seed 7 --backends dense float32
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from expressions import BACKENDS, compare, make_expressions

from snn_cl.command_line.scripts import run_script
from snn_cl.errors import RunError


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    n : int
        Number of expressions.
    seed : int
        Decides expressions and data.
    backends : tuple of str
        'initial' works out [initial]; 'float32' is the dense backend in single precision.
    """

    n: int = 1000
    seed: int = 1
    backends: tuple[str, ...] = tuple(BACKENDS)


def main(options: Options) -> None:
    """Compare all backends with numpy."""
    expressions = make_expressions(options.n, options.seed)
    n_wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for backend in options.backends:
            result = compare(expressions, backend, Path(folder), options.seed)
            for text, wanted, given in result.wrong:
                print(f"{backend}: {text}\n    numpy {wanted!r}, {backend} {given!r}")
            print(
                f"{backend}: {len(expressions)} expressions, {len(result.wrong)} differ; "
                f"{result.n_values} values compared, {result.n_open} left to rounding",
                flush=True,
            )
            n_wrong += len(result.wrong)
    if n_wrong:
        raise RunError(f"{n_wrong} expressions differ from numpy; they are listed above")


if __name__ == "__main__":
    run_script(main, Options)
