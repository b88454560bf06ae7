"""Datasets, experiences and streams check what enters them."""

import re
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from snn_cl.errors import StreamError
from snn_cl.stream import Dataset, Experience, Presentation, Stream, check_images
from snn_cl.training.hold_out import hold_out

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


@pytest.mark.parametrize("n", [2.0, "2", None, True])
def test_hold_out_takes_a_whole_number(dataset, n):
    message = f"validation is {n!r}; expected a whole number"
    with pytest.raises(StreamError, match=exactly(message)):
        hold_out(dataset, n)


# --- what is held out of data that are sorted by class


def many(labels) -> Dataset:
    """Images whose two pixels are their number."""
    labels = np.asarray(labels)
    numbers = np.arange(len(labels), dtype=np.uint16)
    names = [f"class {k}" for k in range(labels.max() + 1)]
    return Dataset("many", numbers.view(np.uint8).reshape(-1, 1, 2), labels, names)


def numbers(dataset: Dataset) -> np.ndarray:
    return dataset.images.reshape(-1, 2).copy().view(np.uint16)[:, 0]


SORTED = {
    "sorted": np.repeat(np.arange(5), 40),
    "from the last class on": np.repeat(np.arange(5)[::-1], 40),
    "two sorted parts": np.tile(np.repeat(np.arange(5), 20), 2),
    "sorted, of unequal size": np.repeat(np.arange(3), (20, 60, 120)),
    "mixed, but for its end": np.concatenate([np.arange(400) % 4, np.full(100, 3)]),
}
MIXED = {
    "in turn": np.arange(200) % 5,
    "shuffled": np.random.default_rng(0).permutation(np.repeat(np.arange(5), 40)),
    "shuffled, of unequal size": np.random.default_rng(1).permutation(
        np.repeat(np.arange(3), (5, 15, 180))
    ),
    "of one class": np.zeros(200, int),
}


@pytest.mark.parametrize("labels", MIXED.values(), ids=MIXED)
def test_of_data_in_mixed_order_the_last_are_held_out(labels):
    training, held = hold_out(many(labels), 60, seed=3)
    assert numbers(training).tolist() == list(range(140))
    assert numbers(held).tolist() == list(range(140, 200))


@pytest.mark.parametrize("n", [20, 100])
@pytest.mark.parametrize("labels", SORTED.values(), ids=SORTED)
def test_of_sorted_data_every_class_gives_its_share(labels, n):
    if n == 20 and len(labels) == 500:
        n = 80  # of twenty, chance may leave a class out
    training, held = hold_out(many(labels), n, seed=3)
    assert len(held) == n
    share = np.bincount(labels) * n / len(labels)
    assert np.abs(np.bincount(held.labels, minlength=len(share)) - share).max() < 1
    both = np.concatenate([numbers(training), numbers(held)])
    assert sorted(both.tolist()) == list(range(len(labels)))
    assert (np.diff(numbers(training)) > 0).all()  # order stays


def test_the_seed_decides_what_is_held_out_of_sorted_data():
    data = many(SORTED["sorted"])
    first, again, other = (numbers(hold_out(data, 50, seed)[1]).tolist() for seed in (0, 0, 1))
    assert first == again != other


# --- a dataset that cannot be right is refused when it is made


def dataset_of(**changed) -> Dataset:
    fields = {"name": "toy", "images": IMAGES, "labels": LABELS, "class_names": ("zero", "one")}
    return Dataset(**(fields | changed))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"labels": LABELS + 1}, "toy: label 2 but only 2 labels; labels run from 0 to 1"),
        ({"labels": LABELS - 1}, "toy: a label is -1; labels count from 0"),
        (
            {"images": IMAGES[:0], "labels": LABELS[:0]},
            "toy: has no image; give at least one image of at least one pixel",
        ),
        (
            {"images": np.zeros((6, 0, 2), np.uint8)},
            "toy: has images without a pixel, (0, 2); "
            "give at least one image of at least one pixel",
        ),
        (
            {"images": np.full((6, 2, 2), np.nan)},
            "toy: images have shape (6, 2, 2) and type "
            "float64; expected (n, height, width) and uint8",
        ),
        (
            {"labels": [0, 1, 0, 1, 0, np.nan]},
            "toy: labels have shape (6,) and type float64; expected (n,) and an integer type",
        ),
        (
            {"labels": LABELS == 1},
            "toy: labels have shape (6,) and type bool; expected (n,) and an integer type",
        ),
        (
            {"class_names": "ab"},
            "toy: class_names is 'ab'; expected a tuple of names, one for each class",
        ),
        (
            {"class_names": ()},
            "toy: class_names is (); expected a tuple of names, one for each class",
        ),
        (
            {"class_names": (0, 1)},
            "toy: class_names is (0, 1); expected a tuple of names, one for each class",
        ),
        (
            {"class_names": None},
            "toy: class_names is None; expected a tuple of names, one for each class",
        ),
        ({"name": None}, "the name of a dataset is None; expected text, such as 'digits'"),
    ],
)
def test_a_dataset_that_cannot_be_right_is_refused(changed, message):
    with pytest.raises(StreamError, match=exactly(message)):
        dataset_of(**changed)


def test_rows_of_different_lengths_are_no_images():
    with pytest.raises(StreamError, match=r"^toy: images: is no array \(.*\); give a NumPy array$"):
        dataset_of(images=[[[1, 2], [3]]])


def test_lists_are_as_good_as_arrays():
    made = dataset_of(labels=LABELS.tolist(), class_names=["zero", "one"])
    assert (made.labels == LABELS).all()
    assert made.class_names == ("zero", "one")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"labels": np.array([0, -1])}, "experience 0 1: a label is -1; labels count from 0"),
        (
            {"images": IMAGES[:0], "labels": LABELS[:0]},
            "experience 0 1: has no image; give at least one image of at least one pixel",
        ),
    ],
)
def test_a_test_set_is_checked_as_a_training_set_is(changed, message):
    with pytest.raises(StreamError, match=exactly(message)):
        replace(TEST, **changed)


WIDE = Experience("wide", IMAGES.reshape(6, 1, 4), LABELS)
OTHER = Experience("other", IMAGES, LABELS + 1)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"labels": LABELS - 1}, "a label is -1; labels count from 0"),
        (
            {"images": IMAGES[:0], "labels": LABELS[:0]},
            "has no image; give at least one image of at least one pixel",
        ),
        ({"tests": ()}, "tests holds nothing; expected a tuple of Experience, at least one"),
        ({"tests": None}, "tests holds NoneType; expected a tuple of Experience, at least one"),
        ({"tests": (IMAGES,)}, "tests holds ndarray; expected a tuple of Experience, at least one"),
        (
            {"tests": (WIDE,)},
            "training images have 2 x 2 pixels and those of experience wide 1 x 4; "
            "give images of one size",
        ),
        ({"n_labels": 0}, "n_labels is 0; expected a whole number from 1 on"),
        ({"n_labels": 2.0}, "n_labels is 2.0; expected a whole number from 1 on"),
        (
            {"experience": np.full(6, 1)},
            "an experience index is 1; expected 0 to 0, an index into tests, or -1 for none",
        ),
        (
            {"experience": np.full(6, -2)},
            "an experience index is -2; expected 0 to 0, an index into tests, or -1 for none",
        ),
        (
            {"experience": np.zeros(6)},
            "experience has shape (6,) and type float64; "
            "expected (n_presentations,) and an integer type",
        ),
        ({"evaluate_after": (-1, 6)}, "evaluate_after is -1; expected a whole number from 0 on"),
        ({"evaluate_after": (3.5, 6)}, "evaluate_after is 3.5; expected a whole number from 0 on"),
    ],
)
def test_a_stream_that_cannot_be_right_is_refused(changed, message):
    with pytest.raises(StreamError, match=exactly(f"stream toy: {message}")):
        stream(**changed)


def test_a_test_label_that_no_output_stands_for_is_named():
    message = "stream toy, experience other: label 2 but only 2 labels; labels run from 0 to 1"
    with pytest.raises(StreamError, match=exactly(message)):
        stream(tests=(OTHER,))


def test_a_stream_takes_numbers_of_numpy_and_one_experience():
    made = stream(n_labels=np.int64(2), evaluate_after=np.array([3, 6]), tests=TEST)
    assert (type(made.n_labels), made.tests) == (int, (TEST,))
    assert [type(end) for end in made.evaluate_after] == [int, int]


def test_an_evaluation_of_the_untrained_network_ends_nothing():
    assert stream(evaluate_after=(0, 3, 6)).ends().tolist() == [0, 0, 1, 0, 0, 1]
