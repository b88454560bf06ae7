"""Scenarios: every image once, no class lost, the same seed the same stream."""

import re
from collections import Counter

import numpy as np
import pytest
from scipy.ndimage import rotate

from snn_cl.datasets.digits import digits
from snn_cl.errors import NotFoundError, StreamError
from snn_cl.find import full_name, names
from snn_cl.plug_in import find_plug_in
from snn_cl.scenarios._spread import spread
from snn_cl.scenarios.blurred import blurred
from snn_cl.scenarios.joint import joint
from snn_cl.scenarios.permuted import permuted
from snn_cl.scenarios.rotated import rotated
from snn_cl.scenarios.split_class import split_class
from snn_cl.scenarios.split_domain import split_domain
from snn_cl.stream import Dataset

EVERY = pytest.mark.parametrize("name", names("scenarios"))
GROUPED = pytest.mark.parametrize("scenario", [split_domain, split_class, blurred, joint])
PAIRED = pytest.mark.parametrize("scenario", [split_domain, split_class, blurred])
CHANGED = pytest.mark.parametrize("scenario", [permuted, rotated])
N_EXPERIENCES = {
    "disjoint": 10,
    "joint_permuted": 10,
    "permuted": 10,
}  # of the scenarios that have not 5 unless told otherwise


@pytest.fixture
def tiny_test(tiny_dataset):
    """40 images, four of each class, in another order than the training set's."""
    return tiny_dataset.take(np.arange(40)[::-1])


def keys(images) -> list[bytes]:
    return [image.tobytes() for image in images]


def named(name: str) -> str:
    """What messages call a scenario: the one that makes the stream."""
    base, _, options = full_name("scenarios", name).partition(":")
    return {"joint": options.removeprefix("of=") or "split_domain"}.get(base, base)


def same(one, other) -> bool:
    arrays = ("images", "labels", "experience")
    return all(np.array_equal(getattr(one, a), getattr(other, a)) for a in arrays)


def classes(images, dataset) -> np.ndarray:
    """The class of each image, found by its pixels."""
    known = dict(zip(keys(dataset.images), dataset.labels.tolist(), strict=True))
    return np.array([known[key] for key in keys(images)])


def exactly(text: str) -> str:
    return f"^{re.escape(text)}$"


# --- every scenario


@EVERY
def test_no_image_comes_twice_in_an_experience(name, tiny_dataset, tiny_test):
    stream = find_plug_in("scenarios", name)(tiny_dataset, tiny_test, seed=0)
    for k in range(len(stream.tests)):
        shown = keys(stream.images[stream.experience == k])
        assert len(shown) == len(set(shown))


@EVERY
def test_no_image_is_lost(name, tiny_dataset, tiny_test):
    stream = find_plug_in("scenarios", name)(tiny_dataset, tiny_test, seed=0)
    assert len(stream) % len(tiny_dataset) == 0
    assert sum(len(test.labels) for test in stream.tests) % len(tiny_test) == 0


@EVERY
def test_no_label_is_lost(name, tiny_dataset, tiny_test):
    stream = find_plug_in("scenarios", name)(tiny_dataset, tiny_test, seed=0)
    expected = dict.fromkeys(range(stream.n_labels), len(stream) // stream.n_labels)
    assert Counter(stream.labels.tolist()) == expected


@EVERY
def test_every_experience_is_trained_and_tested(name, tiny_dataset, tiny_test):
    stream = find_plug_in("scenarios", name)(tiny_dataset, tiny_test, seed=0)
    assert set(stream.experience) == set(range(len(stream.tests)))
    assert all(len(test.labels) for test in stream.tests)


@EVERY
def test_training_and_testing_of_an_experience_ask_for_the_same_labels(
    name, tiny_dataset, tiny_test
):
    stream = find_plug_in("scenarios", name)(tiny_dataset, tiny_test, seed=0)
    for k, test in enumerate(stream.tests):
        assert set(test.labels) == set(stream.labels[stream.experience == k])


@EVERY
def test_the_stream_bears_the_scenarios_name(name, tiny_dataset, tiny_test):
    stream = find_plug_in("scenarios", name)(tiny_dataset, tiny_test, seed=0)
    assert stream.name == full_name("scenarios", name).partition(":")[0]


@EVERY
def test_the_same_seed_gives_the_same_stream(name, tiny_dataset, tiny_test):
    scenario = find_plug_in("scenarios", name)
    np.random.seed(1)  # noqa: NPY002 - the global state must not matter
    first = scenario(tiny_dataset, tiny_test, seed=3, n_train=50, n_test=10)
    np.random.seed(2)  # noqa: NPY002
    second = scenario(tiny_dataset, tiny_test, seed=3, n_train=50, n_test=10)
    assert same(first, second)
    for one, other in zip(first.tests, second.tests, strict=True):
        np.testing.assert_array_equal(one.images, other.images)


@EVERY
def test_another_seed_gives_another_order(name, tiny_dataset, tiny_test):
    scenario = find_plug_in("scenarios", name)
    first, second = (scenario(tiny_dataset, tiny_test, seed=seed) for seed in (0, 1))
    assert not same(first, second)


@EVERY
@pytest.mark.parametrize("n_train", [10, 52, 100])
def test_n_train_is_spread_evenly(name, n_train, tiny_dataset, tiny_test):
    stream = find_plug_in("scenarios", name)(tiny_dataset, tiny_test, 0, n_train=n_train)
    counts = np.bincount(stream.experience)
    assert len(stream) == n_train
    assert counts.max() - counts.min() <= 1


@EVERY
@pytest.mark.parametrize("n_test", [10, 12, 40])
def test_n_test_is_spread_evenly(name, n_test, tiny_dataset, tiny_test):
    stream = find_plug_in("scenarios", name)(tiny_dataset, tiny_test, 0, n_test=n_test)
    counts = [len(test.labels) for test in stream.tests]
    assert sum(counts) == n_test
    assert max(counts) - min(counts) <= 1


@EVERY
def test_the_choice_of_test_images_does_not_hang_on_n_train(name, tiny_dataset, tiny_test):
    scenario = find_plug_in("scenarios", name)
    few, many = (scenario(tiny_dataset, tiny_test, 0, n_train=n, n_test=10) for n in (20, 60))
    for one, other in zip(few.tests, many.tests, strict=True):
        np.testing.assert_array_equal(one.images, other.images)


@EVERY
def test_too_large_an_n_train_is_refused(name, tiny_dataset, tiny_test):
    scenario = find_plug_in("scenarios", name)
    n = len(scenario(tiny_dataset, tiny_test, 0))
    message = (
        f"{named(name)}: n_train is {n + 1} but there are only {n} images; "
        f"give at most {n} or leave n_train out"
    )
    with pytest.raises(StreamError, match=exactly(message)):
        scenario(tiny_dataset, tiny_test, 0, n_train=n + 1)


@EVERY
def test_too_large_an_n_test_is_refused(name, tiny_dataset, tiny_test):
    scenario = find_plug_in("scenarios", name)
    n = sum(len(test.labels) for test in scenario(tiny_dataset, tiny_test, 0).tests)
    message = (
        f"{named(name)}: n_test is 9999 but there are only {n} images; "
        f"give at most {n} or leave n_test out"
    )
    with pytest.raises(StreamError, match=exactly(message)):
        scenario(tiny_dataset, tiny_test, 0, n_test=9999)


@EVERY
@pytest.mark.parametrize("option", ["n_train", "n_test"])
@pytest.mark.parametrize("n", [-1, 0, 4])
def test_an_experience_without_images_is_refused(name, option, n, tiny_dataset, tiny_test):
    needed = N_EXPERIENCES.get(name, 5)
    message = f"{option} is {n} for {needed} experiences; give at least {needed}, one for each"
    with pytest.raises(StreamError, match=exactly(f"{named(name)}: {message}")):
        find_plug_in("scenarios", name)(tiny_dataset, tiny_test, 0, **{option: n})


@EVERY
def test_a_negative_seed_is_refused(name, tiny_dataset, tiny_test):
    message = "seed is -1; expected 0 or a larger whole number"
    with pytest.raises(StreamError, match=exactly(message)):
        find_plug_in("scenarios", name)(tiny_dataset, tiny_test, seed=-1)


@EVERY
def test_every_scenario_takes_the_embedded_digits(name):
    stream = find_plug_in("scenarios", name)(digits(None, True), digits(None, False), 0, 100, 50)
    assert (len(stream), stream.evaluate_after[-1]) == (100, 100)


# --- groups of classes


@GROUPED
def test_every_training_image_comes_exactly_once(scenario, tiny_dataset, tiny_test):
    stream = scenario(tiny_dataset, tiny_test, seed=0)
    assert sorted(keys(stream.images)) == sorted(keys(tiny_dataset.images))


@GROUPED
def test_classes_are_paired_in_order(scenario, tiny_dataset, tiny_test):
    stream = scenario(tiny_dataset, tiny_test, seed=0)
    np.testing.assert_array_equal(stream.experience, classes(stream.images, tiny_dataset) // 2)
    assert [test.name for test in stream.tests] == ["0 1", "2 3", "4 5", "6 7", "8 9"]


@GROUPED
def test_each_pair_is_tested_on_all_its_test_images_in_their_order(
    scenario, tiny_dataset, tiny_test
):
    for k, test in enumerate(scenario(tiny_dataset, tiny_test, seed=0).tests):
        expected = tiny_test.images[tiny_test.labels // 2 == k]
        np.testing.assert_array_equal(test.images, expected)


@pytest.mark.parametrize("scenario", [split_domain, blurred, joint])
def test_pairs_share_the_labels_0_and_1(scenario, tiny_dataset, tiny_test):
    stream = scenario(tiny_dataset, tiny_test, seed=0)
    assert stream.n_labels == 2
    np.testing.assert_array_equal(stream.labels, classes(stream.images, tiny_dataset) % 2)
    for k, test in enumerate(stream.tests):
        expected = tiny_test.labels[tiny_test.labels // 2 == k] % 2
        np.testing.assert_array_equal(test.labels, expected)


def test_split_class_labels_are_classes(tiny_dataset, tiny_test):
    stream = split_class(tiny_dataset, tiny_test, seed=0)
    assert stream.n_labels == 10
    np.testing.assert_array_equal(stream.labels, classes(stream.images, tiny_dataset))
    assert [sorted(set(t.labels.tolist())) for t in stream.tests] == [
        [0, 1],
        [2, 3],
        [4, 5],
        [6, 7],
        [8, 9],
    ]


@pytest.mark.parametrize("scenario", [split_domain, split_class])
def test_pairs_come_one_after_the_other(scenario, tiny_dataset, tiny_test):
    stream = scenario(tiny_dataset, tiny_test, seed=0)
    np.testing.assert_array_equal(stream.experience, np.repeat(np.arange(5), 24))
    assert stream.evaluate_after == (24, 48, 72, 96, 120)


def test_images_are_shuffled_inside_a_pair(tiny_dataset, tiny_test):
    stream = split_domain(tiny_dataset, tiny_test, seed=0)
    sorted_ = tiny_dataset.images[tiny_dataset.labels < 2]
    assert keys(stream.images[:24]) != keys(sorted_)
    assert set(keys(stream.images[:24])) == set(keys(sorted_))


def test_two_experiences_hold_five_classes_each(tiny_dataset, tiny_test):
    stream = split_domain(tiny_dataset, tiny_test, seed=0, n_experiences=2)
    assert stream.n_labels == 5
    np.testing.assert_array_equal(stream.labels, classes(stream.images, tiny_dataset) % 5)


@PAIRED
@pytest.mark.parametrize("n", [-5, 0, 3, 20])
def test_an_uneven_split_is_refused(scenario, n, tiny_dataset, tiny_test):
    message = (
        f"{scenario.__name__}: 10 classes do not split evenly into {n} experiences; "
        "use one of 1, 2, 5, 10"
    )
    with pytest.raises(StreamError, match=exactly(message)):
        scenario(tiny_dataset, tiny_test, seed=0, n_experiences=n)


@PAIRED
def test_a_pair_without_test_images_is_refused(scenario, tiny_dataset, tiny_test):
    partial = tiny_test.take(np.flatnonzero(tiny_test.labels // 2 != 3))
    message = (
        f"{scenario.__name__}: experience 3 has no image to take for n_test; expected images of "
        "every class in training and test set; give more images"
    )
    with pytest.raises(StreamError, match=exactly(message)):
        scenario(tiny_dataset, partial, seed=0)


# --- joint and blurred against split_domain


@pytest.mark.parametrize("scenario", [joint, blurred, split_class])
def test_the_same_seed_draws_the_same_images_as_split_domain(scenario, tiny_dataset, tiny_test):
    one = split_domain(tiny_dataset, tiny_test, seed=5, n_train=50, n_test=20)
    other = scenario(tiny_dataset, tiny_test, seed=5, n_train=50, n_test=20)
    assert sorted(keys(one.images)) == sorted(keys(other.images))
    for a, b in zip(one.tests, other.tests, strict=True):
        np.testing.assert_array_equal(a.images, b.images)


def test_joint_mixes_all_pairs_from_the_start(tiny_dataset, tiny_test):
    stream = joint(tiny_dataset, tiny_test, seed=0)
    assert set(stream.experience[:24]) == {0, 1, 2, 3, 4}


def test_joint_is_evaluated_at_the_end_only(tiny_dataset, tiny_test):
    assert joint(tiny_dataset, tiny_test, seed=0).evaluate_after == (120,)


def many(n: int) -> Dataset:
    """`n` training images of 1 pixel, ten classes in turn."""
    images = np.zeros((n, 1, 1), dtype=np.uint8)
    return Dataset("many", images, np.arange(n) % 10, tuple("0123456789"))


def test_blurred_is_evaluated_at_equally_spaced_points(tiny_dataset, tiny_test):
    stream = blurred(tiny_dataset, tiny_test, seed=0, n_train=103)
    assert stream.evaluate_after == (20, 41, 61, 82, 103)


def test_blurred_follows_normalised_gaussian_bumps():
    stream = blurred(many(50_000), many(50), seed=0)
    share = np.mean(stream.experience[5_000 - 500 : 5_000 + 500] == 0)  # around its centre, 0.1
    g = np.exp(-0.5 * ((0.1 - np.array([0.1, 0.3, 0.5, 0.7, 0.9])) / 0.1) ** 2)
    assert share == pytest.approx(g[0] / g.sum(), abs=0.05)


def test_blurred_neighbours_are_equally_likely_midway():
    stream = blurred(many(50_000), many(50), seed=0)
    window = stream.experience[20_000 - 500 : 20_000 + 500]  # between the centres 0.3 and 0.5
    assert np.mean(window == 1) == pytest.approx(np.mean(window == 2), abs=0.07)


def test_blurred_has_no_boundary():
    stream = blurred(many(5_000), many(50), seed=0)
    changes = np.count_nonzero(np.diff(stream.experience))
    assert changes > 1_000  # split_domain has 4


def test_a_narrow_blur_is_a_split():
    stream = blurred(many(1_000), many(50), seed=0, width=1e-3)
    assert np.mean(stream.experience == np.repeat(np.arange(5), 200)) > 0.99


def test_a_wide_blur_is_a_mixture():
    stream = blurred(many(10_000), many(50), seed=0, width=100.0)
    shares = np.bincount(stream.experience[:2_000]) / 2_000
    np.testing.assert_allclose(shares, 0.2, atol=0.04)


@pytest.mark.parametrize("width", [0, -0.1, float("nan")])
def test_a_blur_without_width_is_refused(width, tiny_dataset, tiny_test):
    message = f"blurred: width is {width}; expected a number above 0, such as 0.1"
    with pytest.raises(StreamError, match=exactly(message)):
        blurred(tiny_dataset, tiny_test, seed=0, width=width)


# --- changed images


@CHANGED
def test_every_experience_shows_every_image(scenario, tiny_dataset, tiny_test):
    stream = scenario(tiny_dataset, tiny_test, seed=0)
    n = N_EXPERIENCES.get(stream.name, 5)
    np.testing.assert_array_equal(stream.experience, np.repeat(np.arange(n), 120))
    assert stream.evaluate_after == tuple(range(120, 120 * n + 1, 120))
    assert [len(test.labels) for test in stream.tests] == [40] * n


@CHANGED
def test_labels_are_classes(scenario, tiny_dataset, tiny_test):
    stream = scenario(tiny_dataset, tiny_test, seed=0)
    assert stream.n_labels == 10
    unchanged = stream.images[:120]
    np.testing.assert_array_equal(stream.labels[:120], classes(unchanged, tiny_dataset))


@CHANGED
def test_the_first_experience_shows_the_images_unchanged(scenario, tiny_dataset, tiny_test):
    stream = scenario(tiny_dataset, tiny_test, seed=0)
    assert sorted(keys(stream.images[:120])) == sorted(keys(tiny_dataset.images))
    np.testing.assert_array_equal(stream.tests[0].images, tiny_test.images)


def test_the_number_of_permutations_can_be_chosen(tiny_dataset, tiny_test):
    assert len(permuted(tiny_dataset, tiny_test, seed=0, n_experiences=3).tests) == 3


def test_a_stream_without_experiences_is_refused(tiny_dataset, tiny_test):
    with pytest.raises(StreamError, match="^permuted: n_experiences is 0; expected 1 or more$"):
        permuted(tiny_dataset, tiny_test, seed=0, n_experiences=0)


def pixel_orders(stream, tiny_test) -> list[np.ndarray]:
    """The pixel order of each test experience, found by columns that are all different."""
    before = tiny_test.images.reshape(len(tiny_test), -1).T
    places = {column.tobytes(): place for place, column in enumerate(before)}
    return [
        np.array([places[c.tobytes()] for c in test.images.reshape(len(tiny_test), -1).T])
        for test in stream.tests
    ]


def test_permuted_moves_the_pixels_of_all_images_alike(tiny_dataset, tiny_test):
    orders = pixel_orders(permuted(tiny_dataset, tiny_test, seed=0), tiny_test)
    for order in orders:
        np.testing.assert_array_equal(np.sort(order), np.arange(784))
    assert len({order.tobytes() for order in orders}) == 10


def test_permuted_trains_and_tests_with_the_same_permutation(tiny_dataset, tiny_test):
    stream = permuted(tiny_dataset, tiny_test, seed=0)
    for k, order in enumerate(pixel_orders(stream, tiny_test)):
        expected = tiny_dataset.images.reshape(120, -1)[:, order]
        assert sorted(keys(stream.images[stream.experience == k])) == sorted(keys(expected))


def test_permutations_do_not_hang_on_n_train(tiny_dataset, tiny_test):
    few, all_ = (permuted(tiny_dataset, tiny_test, 0, n_train=n) for n in (50, None))
    for one, other in zip(few.tests, all_.tests, strict=True):
        np.testing.assert_array_equal(one.images, other.images)


def test_rotated_turns_by_equal_steps_to_90_degrees(tiny_dataset, tiny_test):
    stream = rotated(tiny_dataset, tiny_test, seed=0)
    assert [test.name for test in stream.tests] == [
        "0 degrees",
        "22.5 degrees",
        "45 degrees",
        "67.5 degrees",
        "90 degrees",
    ]
    for test, angle in zip(stream.tests, (0, 22.5, 45, 67.5, 90), strict=True):
        expected = [rotate(image, angle, order=1, reshape=False) for image in tiny_test.images]
        np.testing.assert_array_equal(test.images, expected)


def test_rotated_turns_anticlockwise(tiny_dataset, tiny_test):
    stream = rotated(tiny_dataset, tiny_test, seed=0)
    turned = np.rot90(tiny_test.images, axes=(1, 2))
    np.testing.assert_array_equal(stream.tests[-1].images, turned)


def test_the_angles_can_be_chosen(tiny_dataset, tiny_test):
    stream = rotated(tiny_dataset, tiny_test, seed=0, angles=(0, 180))
    assert [test.name for test in stream.tests] == ["0 degrees", "180 degrees"]
    np.testing.assert_array_equal(stream.tests[1].images, tiny_test.images[:, ::-1, ::-1])


@pytest.mark.parametrize("angles", [(), (0, 30, 0), (0, np.nan), (np.inf,)])
def test_angles_that_make_no_stream_are_refused(angles, tiny_dataset, tiny_test):
    with pytest.raises(StreamError, match="^rotated: angles are .*; expected one or more, none of"):
        rotated(tiny_dataset, tiny_test, seed=0, angles=angles)


# --- spread


@pytest.mark.parametrize(
    ("total", "sizes", "expected"),
    [
        (None, [3, 1, 2], [3, 1, 2]),
        (6, [9, 9, 9], [2, 2, 2]),
        (8, [9, 9, 9], [3, 3, 2]),
        (10, [2, 9, 9], [2, 4, 4]),
        (11, [2, 9, 3], [2, 6, 3]),
        (14, [2, 9, 3], [2, 9, 3]),
    ],
)
def test_spread_gives_what_a_small_experience_lacks_to_the_others(total, sizes, expected):
    np.testing.assert_array_equal(spread(total, sizes, "toy", "n_train"), expected)


# --- other orders of the classes


def shown_order(stream) -> list[int]:
    """Classes in the order of their first image."""
    return list(dict.fromkeys(stream.labels.tolist()))


def test_disjoint_shows_one_class_after_the_other(tiny_dataset, tiny_test):
    stream = find_plug_in("scenarios", "disjoint")(tiny_dataset, tiny_test, seed=0)
    assert shown_order(stream) == list(range(10))
    np.testing.assert_array_equal(stream.labels, stream.experience)
    assert [test.name for test in stream.tests] == [str(k) for k in range(10)]


def test_reversed_class_begins_with_the_last_pair(tiny_dataset, tiny_test):
    stream = find_plug_in("scenarios", "reversed_class")(tiny_dataset, tiny_test, seed=0)
    assert [test.name for test in stream.tests] == ["9 8", "7 6", "5 4", "3 2", "1 0"]
    assert set(stream.labels[stream.experience == 0]) == {8, 9}


def test_shuffled_class_pairs_classes_by_the_seed(tiny_dataset, tiny_test):
    streams = [
        find_plug_in("scenarios", "shuffled_class")(tiny_dataset, tiny_test, seed=seed)
        for seed in (0, 0, 1)
    ]
    names = [[test.name for test in stream.tests] for stream in streams]
    assert names[0] == names[1] != names[2]
    assert sorted(" ".join(names[2]).split()) == [str(k) for k in range(10)]


def test_recurring_class_shows_every_pair_twice_with_other_images(tiny_dataset, tiny_test):
    stream = find_plug_in("scenarios", "recurring_class")(tiny_dataset, tiny_test, seed=0)
    blocks = stream.experience[np.flatnonzero(np.diff(stream.experience, prepend=-1))]
    np.testing.assert_array_equal(blocks, [0, 1, 2, 3, 4, 0, 1, 2, 3, 4])
    assert len(set(keys(stream.images))) == len(stream)


@pytest.mark.parametrize("rounds", [1, 3, 24])
def test_each_round_shows_as_much_of_every_pair(rounds, tiny_dataset, tiny_test):
    stream = split_class(tiny_dataset, tiny_test, seed=0, rounds=rounds)
    blocks = stream.experience.reshape(rounds, 5, -1)
    assert (blocks == np.arange(5)[:, None]).all()
    for k in range(5):  # the images of a pair come in the order of a single round
        once = split_class(tiny_dataset, tiny_test, seed=0).images[24 * k : 24 * (k + 1)]
        np.testing.assert_array_equal(stream.images[stream.experience == k], once)


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"rounds": 0}, "rounds is 0; expected 1 to 24, the images that the smallest"),
        ({"rounds": 25}, "rounds is 25; expected 1 to 24, the images that the smallest"),
        ({"rounds": 1.5}, "rounds is 1.5; expected a whole number"),
        ({"order": "reverse"}, "no order 'reverse'; did you mean 'reversed'"),
    ],
)
def test_a_round_or_an_order_that_cannot_be_is_refused(option, message, tiny_dataset, tiny_test):
    with pytest.raises(StreamError, match=f"^split_class: {message}"):
        split_class(tiny_dataset, tiny_test, seed=0, **option)


@pytest.mark.parametrize("of", ["split_class", "permuted", "split_class:n_experiences=2"])
def test_a_joint_stream_shows_what_its_stream_shows_in_another_order(of, tiny_dataset, tiny_test):
    plain = find_plug_in("scenarios", of)(tiny_dataset, tiny_test, 0, 40, 20)
    stream = joint(tiny_dataset, tiny_test, 0, 40, 20, of=of)
    assert stream.evaluate_after == (40,)
    assert not np.array_equal(stream.images, plain.images)
    assert sorted(keys(stream.images)) == sorted(keys(plain.images))
    assert [test.name for test in stream.tests] == [test.name for test in plain.tests]


def test_a_joint_stream_of_nothing_that_there_is_names_the_nearest(tiny_dataset, tiny_test):
    with pytest.raises(
        NotFoundError, match="^joint: no scenario 'permutd'; did you mean 'permuted'"
    ):
        joint(tiny_dataset, tiny_test, 0, of="permutd")


def test_blurred_class_shows_the_images_of_blurred_in_its_order(tiny_dataset, tiny_test):
    one, other = (
        find_plug_in("scenarios", name)(tiny_dataset, tiny_test, seed=0)
        for name in ("blurred", "blurred_class")
    )
    np.testing.assert_array_equal(one.images, other.images)
    np.testing.assert_array_equal(one.labels, other.labels % 2)


@pytest.mark.parametrize("name", names("scenarios"))
@pytest.mark.parametrize("option", ["seed", "n_train", "n_test"])
@pytest.mark.parametrize("value", [100.0, "100"])
def test_a_number_that_is_not_whole_is_refused(name, option, value, tiny_dataset, tiny_test):
    numbers = {"seed": 0, option: value}
    with pytest.raises(StreamError, match=rf"{option} is {value!r}; expected a whole number$"):
        find_plug_in("scenarios", name)(tiny_dataset, tiny_test, **numbers)
