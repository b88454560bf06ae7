"""Classifiers beside a network."""

import dataclasses
import subprocess
import sys
from functools import partial

import numpy as np
import pytest

from snn_cl.configuration import Configuration
from snn_cl.encoders.unit_length import unit_length
from snn_cl.stream import Experience
from snn_cl.studies.controls import nearest_stored_image, rehearsal
from snn_cl.training.from_configuration import prepare_stream


def test_the_nearest_stored_image_is_the_image_itself_if_all_are_stored():
    stream = prepare_stream(Configuration(scenario="split_class", n_train=200, n_test=50))
    shown = Experience("what was shown", stream.images, stream.labels)
    known = dataclasses.replace(
        stream, tests=(shown,), experience=np.zeros(len(stream), int), evaluate_after=(200,)
    )
    assert nearest_stored_image(known, unit_length, 200) == 1
    assert nearest_stored_image(known, unit_length, 20) < 1


@pytest.mark.slow
def test_a_larger_buffer_of_rehearsal_forgets_less():
    stream = prepare_stream(Configuration(scenario="split_class", n_train=1000, n_test=200))
    encode = partial(unit_length, length=1.0)
    few, many = (rehearsal(stream, encode, n) for n in (10, 500))
    assert few + 0.1 < many


def test_scikit_learn_is_loaded_where_it_works_only():
    code = "import sys, snn_cl.studies.controls; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
