"""When the content of each experience was first and last shown, whatever a stream calls it."""

import numpy as np
import pytest

from snn_cl.course import course_of, outline
from snn_cl.scenarios.permuted import permuted
from snn_cl.scenarios.split_class import split_class
from snn_cl.scenarios.split_domain import split_domain
from snn_cl.stream import Dataset, Experience, Stream
from snn_cl.training.evaluation import judge

RANDOM = np.random.default_rng(0)
IMAGES = RANDOM.integers(0, 256, (60, 4, 4), dtype=np.uint8)


def stream(experience, tests, labels=None, n_labels=2, **changed) -> Stream:
    """A stream of 60 images; each test is a name, rows of IMAGES and their labels."""
    labels = np.arange(60) % n_labels if labels is None else labels
    fields = {
        "name": "toy",
        "images": np.roll(IMAGES, 1, axis=0),
        "labels": labels,
        "experience": np.asarray(experience),
        "tests": tuple(Experience(name, IMAGES[rows], np.array(y)) for name, rows, y in tests),
        "n_labels": n_labels,
        "evaluate_after": (20, 40, 60),
    }
    return Stream(**(fields | changed))


THREE = [
    ("a", slice(0, 4), [0, 1, 0, 1]),
    ("b", slice(4, 8), [0, 1, 0, 1]),
    ("c", slice(8, 12), [0, 1, 0, 1]),
]


def shown(made: Stream) -> tuple[list[int], list[int]]:
    found = outline(made)
    return list(found.first_shown), list(found.last_shown)


def test_each_experience_is_shown_where_the_stream_says():
    assert shown(stream(np.repeat([0, 1, 2], 20), THREE)) == ([0, 20, 40], [19, 39, 59])


def test_experiences_tested_in_another_order_are_found_where_they_were_shown():
    assert shown(stream(np.repeat([2, 0, 1], 20), THREE)) == ([20, 40, 0], [39, 59, 19])


def test_what_recurs_is_last_shown_when_it_comes_again():
    order = np.repeat([0, 1, 0, 2], 15)
    assert shown(stream(order, THREE)) == ([0, 15, 45], [44, 29, 59])


def test_presentations_of_no_experience_show_nothing():
    order = np.repeat([0, -1, 1, 2], 15)
    assert shown(stream(order, THREE)) == ([0, 30, 45], [14, 44, 59])


def test_what_is_never_shown_has_no_place():
    assert shown(stream(np.repeat([0, 2], 30), THREE)) == ([0, -1, 30], [29, -1, 59])


def test_two_experiences_of_one_name_are_one_content():
    tests = [THREE[0], THREE[1], ("a", *THREE[2][1:])]
    assert shown(stream(np.repeat([0, 1, 2], 20), tests)) == ([0, 20, 0], [59, 39, 59])


def test_two_experiences_that_share_test_images_are_one_content():
    tests = [THREE[0], THREE[1], ("again", slice(2, 6), [0, 1, 0, 1])]
    assert shown(stream(np.repeat([0, 1, 2], 20), tests)) == ([0, 20, 0], [59, 59, 59])


def test_the_same_images_with_other_labels_are_another_content():
    tests = [THREE[0], THREE[1], ("turned round", slice(0, 4), [1, 0, 1, 0])]
    assert shown(stream(np.repeat([0, 1, 2], 20), tests)) == ([0, 20, 40], [19, 39, 59])


def test_a_class_that_comes_again_under_another_name_is_shown_there_too():
    # experiences of classes 0 1, 2 3 and 0 2, with test images of their own
    labels = np.repeat([0, 1, 2, 3, 0, 2], 10)
    tests = [
        ("0 1", slice(0, 4), [0, 1, 0, 1]),
        ("2 3", slice(4, 8), [2, 3, 2, 3]),
        ("0 2", slice(8, 12), [0, 2, 0, 2]),
    ]
    many = np.repeat(np.arange(60), 3)
    made = stream(
        np.repeat([0, 1, 2], 60),
        tests,
        np.repeat(labels, 3),
        4,
        images=IMAGES[many],
        evaluate_after=(60, 120, 180),
    )
    assert shown(made) == ([0, 60, 0], [149, 179, 179])


def test_an_image_of_no_experience_shows_the_one_that_has_its_class():
    labels = np.repeat([0, 1, 2], 20)
    order = np.where(np.arange(60) == 45, -1, labels)
    labels[45] = 0
    tests = [(name, rows, [k] * 4) for k, (name, rows, _) in enumerate(THREE)]
    assert shown(stream(order, tests, labels, 3)) == ([0, 20, 40], [45, 39, 59])


@pytest.fixture
def split(tiny_dataset):
    other = np.random.default_rng(1).integers(0, 256, (120, 28, 28), dtype=np.uint8)
    test = Dataset("tiny", other, np.arange(120) % 10, tuple("0123456789"))
    return tiny_dataset, test


@pytest.mark.parametrize(("n_train", "n_test"), [(20, 10), (120, 120)])
def test_a_stream_of_few_images_is_not_taken_for_one_of_classes(split, n_train, n_test):
    assert shown(split_domain(*split, 0, n_train, n_test))[0] == list(
        range(0, n_train, n_train // 5)
    )
    found = shown(permuted(*split, 0, n_train, n_test))[0]
    assert found == list(range(0, n_train, n_train // 10))


def test_forward_transfer_of_a_recurring_stream_is_of_what_was_not_shown_yet(split):
    made = split_class(*split, 0, rounds=2)
    assert shown(made)[0] == [0, 12, 24, 36, 48]
    accuracy = np.full((5, 5), 0.9)
    accuracy[0, 2:] = accuracy[1, 4] = 0
    rows = [
        {"presentations": end, "trained": i, "tested": j, "accuracy": accuracy[i, j]}
        for i, end in enumerate(made.evaluate_after)
        for j in range(5)
    ]
    assert course_of(made, rows).seen == (24, 48, 72, 96, 120)
    found = judge(rows, made)
    assert found["forward_transfer"] == -0.1
    assert [found[name] for name in ("forgetting", "backward_transfer")] == [None, None]
    assert found["notes"]["forgetting"] == "'0 1' is still shown after '2 3' has begun"
    assert found["accuracy"] == found["average_accuracy"] == 0.9
