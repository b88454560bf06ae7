"""Datasets, experiences and streams check what enters them."""

import re
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from snn_cl.errors import StreamError
from snn_cl.hold_out import hold_out
from snn_cl.stream import Dataset, Experience, Presentation, Stream, check_images

IMAGES = np.arange(6 * 4, dtype=np.uint8).reshape(6, 2, 2)
LABELS = np.array([0, 1, 0, 1, 0, 1])
TEST = Experience("0 1", IMAGES[:2], LABELS[:2])


def stream(**changes) -> Stream:
    fields = {
        "name": "toy",
        "images": IMAGES,
        "labels": LABELS,
        "experience": np.zeros(6, dtype=int),
        "tests": (TEST,),
        "n_labels": 2,
        "evaluate_after": (3, 6),
    }
    return Stream(**{**fields, **changes})


def exactly(text: str) -> str:
    return f"^{re.escape(text)}$"


def test_a_stream_is_as_long_as_its_presentations():
    assert len(stream()) == 6


def test_a_stream_yields_presentations_in_order():
    shown = list(stream())
    assert [type(p) for p in shown] == [Presentation] * 6
    assert [p.label for p in shown] == [0, 1, 0, 1, 0, 1]
    np.testing.assert_array_equal(shown[4].image, [[16, 17], [18, 19]])


def test_a_presentation_holds_nothing_but_image_and_label():
    assert set(vars(next(iter(stream())))) == {"image", "label"}


def test_the_ends_are_the_last_presentations_before_an_evaluation():
    assert stream().ends().tolist() == [0, 0, 1, 0, 0, 1]


def test_a_stream_is_frozen():
    with pytest.raises(FrozenInstanceError):
        stream().name = "other"


def test_images_of_the_wrong_type_are_refused():
    message = (
        "toy: images have shape (6, 2, 2) and type float64; expected (n, height, width) and uint8"
    )
    with pytest.raises(StreamError, match=exactly(message)):
        check_images(IMAGES.astype(float), LABELS, "toy")


def test_flat_images_are_refused():
    message = "toy: images have shape (6, 4) and type uint8; expected (n, height, width) and uint8"
    with pytest.raises(StreamError, match=exactly(message)):
        check_images(IMAGES.reshape(6, 4), LABELS, "toy")


def test_labels_of_the_wrong_type_are_refused():
    message = "toy: labels have shape (6,) and type float64; expected (n,) and an integer type"
    with pytest.raises(StreamError, match=exactly(message)):
        check_images(IMAGES, LABELS.astype(float), "toy")


def test_one_hot_labels_are_refused():
    message = "toy: labels have shape (6, 2) and type int64; expected (n,) and an integer type"
    with pytest.raises(StreamError, match=exactly(message)):
        check_images(IMAGES, np.eye(2, dtype=np.int64)[LABELS], "toy")


def test_a_missing_label_is_named():
    with pytest.raises(StreamError, match=exactly("toy: 6 images but 5 labels; give one each")):
        check_images(IMAGES, LABELS[:5], "toy")


def test_an_experience_is_checked_and_named():
    message = "experience 0 1: 2 images but 1 labels; give one each"
    with pytest.raises(StreamError, match=exactly(message)):
        replace(TEST, labels=LABELS[:1])


def test_a_missing_experience_index_is_named():
    message = "stream toy: 5 experience indices for 6 presentations; give one each"
    with pytest.raises(StreamError, match=exactly(message)):
        stream(experience=np.zeros(5, dtype=int))


def test_a_label_that_no_output_stands_for_is_named():
    message = "stream toy: label 1 but only 1 labels; labels run from 0 to 0"
    with pytest.raises(StreamError, match=exactly(message)):
        stream(n_labels=1)


@pytest.mark.parametrize("ends", [(), (3,), (3, 7), (6, 3), (3, 3, 6)])
def test_evaluations_rise_and_end_with_the_stream(ends):
    message = (
        f"stream toy: evaluate_after is {ends}; expected rising numbers that end with the "
        "stream's length 6"
    )
    with pytest.raises(StreamError, match=exactly(message)):
        stream(evaluate_after=ends)


@pytest.fixture
def dataset() -> Dataset:
    return Dataset("toy", IMAGES, LABELS, ("zero", "one"))


def test_a_dataset_knows_its_size(dataset):
    assert (len(dataset), dataset.n_classes) == (6, 2)


def test_take_keeps_images_and_labels_together(dataset):
    taken = dataset.take(np.array([5, 0]))
    np.testing.assert_array_equal(taken.images, IMAGES[[5, 0]])
    np.testing.assert_array_equal(taken.labels, [1, 0])


def test_hold_out_takes_the_last_images(dataset):
    training, validation = hold_out(dataset, 2)
    np.testing.assert_array_equal(training.images, IMAGES[:4])
    np.testing.assert_array_equal(validation.images, IMAGES[4:])


@pytest.mark.parametrize("n", [-1, 0, 6, 7])
def test_hold_out_leaves_something_on_both_sides(dataset, n):
    message = f"toy: cannot hold out {n} of 6 training images; give a number from 1 to 5"
    with pytest.raises(StreamError, match=exactly(message)):
        hold_out(dataset, n)
