"""The names of units."""

import subprocess
import sys


def test_an_uncaught_error_is_not_reported_as_one_of_brian2():
    code = "from snn_cl import Population; import snn_cl.units; Population('a', 0, 'neurons/lif')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.strip().endswith("population a: size is 0; give at least 1")
    assert "Brian 2 encountered" not in done.stderr
