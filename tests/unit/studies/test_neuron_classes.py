"""Classes of neurons and the votes for them, worked by hand."""

import numpy as np
import pytest

from snn_cl.errors import StreamError
from snn_cl.studies.neuron_classes import (
    mean_responses,
    preferred_classes,
    vote_by_class,
    vote_by_share,
)

# Neurons 0 and 1 answer class 0 most, neuron 2 class 1; neuron 3 never fires; nobody shows class 2.
RESPONSES = np.array([[4, 2, 0, 0], [2, 4, 1, 0], [1, 0, 6, 0]])
LABELS = np.array([0, 0, 1])
MEANS = np.array([[3, 3, 0.5, 0], [1, 0, 6, 0], [0, 0, 0, 0]])


def test_a_neurons_mean_response_is_over_the_presentations_of_a_class():
    assert mean_responses(RESPONSES, LABELS, 3).tolist() == MEANS.tolist()


def test_a_neuron_stands_for_the_class_that_it_answers_most():
    assert preferred_classes(MEANS).tolist() == [0, 0, 1, -1]


def test_a_neuron_that_answers_two_classes_alike_stands_for_the_lower():
    assert preferred_classes(np.array([[1.0, 2.0], [1.0, 3.0]])).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("spikes", "predicted"),
    [
        ([3, 1, 3, 0], 1),  # means 2 and 3, though class 0 has more spikes
        ([3, 5, 3, 0], 0),  # 4 and 3
        ([0, 0, 0, 0], -1),
        ([0, 0, 0, 9], -1),  # of a neuron that stands for nothing
    ],
)
def test_classes_are_compared_by_the_mean_of_their_neurons(spikes, predicted):
    assert vote_by_class(np.array([spikes]), MEANS).tolist() == [predicted]


@pytest.mark.parametrize(
    ("spikes", "predicted"),
    [
        ([4, 0, 1, 0], 0),  # shares 3/4, 1/4 and 1/13, 12/13: 3.08 against 1.92
        ([4, 0, 4, 0], 1),  # 3.31 against 4.69
        ([0, 0, 0, 9], -1),
    ],
)
def test_a_neuron_votes_for_all_classes_in_proportion_to_its_answers(spikes, predicted):
    assert vote_by_share(np.array([spikes]), MEANS).tolist() == [predicted]


@pytest.mark.parametrize(
    ("responses", "labels", "message"),
    [
        (RESPONSES, LABELS[:2], r"shape \(3, 4\), labels \(2,\); expected \(n, n_neurons\) and"),
        (RESPONSES[0], LABELS, r"shape \(4,\), labels \(3,\)"),
        (RESPONSES, LABELS + 2, "labels run from 2 to 3; expected 0 to 2"),
    ],
)
def test_what_does_not_fit_is_one_line(responses, labels, message):
    with pytest.raises(StreamError, match=f"^mean_responses: .*{message}"):
        mean_responses(responses, labels, 3)
