"""Random expressions on every backend, against plain numpy: the answer hangs on the text alone.

Expressions over all operators and functions, of real numbers, integers and conditions, are packed
into one model, half of them as statements of neurons and half as [on_pre] of synapses. Their data
hold NaN, infinities, zeros, negative numbers and bounds that cross. Each backend has to give what
numpy gives by the rules of double precision, as far as rounding lets it: the same is worked out
three times with all roundings moved by chance, and what then differs is left out and counted.

    python experiments/expressions_alike.py --n 1000 --backends dense,float32,brian2,numpy
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from _expressions import BACKENDS, compare, make_expressions


def main() -> int:
    """Compare, and return the number of expressions that some backend works out otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--n", type=int, default=1000, help="number of expressions")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--backends", default=",".join(BACKENDS))
    options = parser.parse_args()
    expressions = make_expressions(options.n, options.seed)
    n_wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for backend in options.backends.split(","):
            result = compare(expressions, backend, Path(folder), options.seed)
            for text, wanted, given in result.wrong:
                print(f"{backend}: {text}\n    numpy {wanted!r}, {backend} {given!r}")
            print(
                f"{backend}: {len(expressions)} expressions, {len(result.wrong)} differ; "
                f"{result.n_values} values compared, {result.n_open} left to rounding"
            )
            n_wrong += len(result.wrong)
    return n_wrong


if __name__ == "__main__":
    sys.exit(min(main(), 1))
