"""What record.json says of a run, as an object."""

import pickle
from pathlib import Path

import pytest

from snn_cl.configuration import Configuration
from snn_cl.errors import MissingError, RunError
from snn_cl.records.header import FORMAT, RecordHeader, header_hash
from snn_cl.records.header_file import read_header
from snn_cl.records.header_parts import EquationText, SimulatorHeader, StreamHeader

STREAM = StreamHeader(
    name="halves",
    experiences=("a", "b"),
    n_labels=2,
    n_presentations=8,
    first_shown=(0, 4),
    last_shown=(3, 7),
    evaluate_after=(4, 8),
    image_shape=(2, 2),
    crc32=7,
)
IN_JSON = {
    "name": "halves",
    "experiences": ["a", "b"],
    "n_labels": 2,
    "n_presentations": 8,
    "first_shown": [0, 4],
    "last_shown": [3, 7],
    "evaluate_after": [4, 8],
    "image_shape": [2, 2],
    "crc32": 7,
}

# Of a header with this stream and seed 3, by a version whose headers were plain mappings.
HASH = "715b80eeb832bad82fc49d1b6d0b7114a5235aa5693e79e72d8684ce5f92ab8e"


def read(**contents) -> RecordHeader:
    return RecordHeader.of({"format": FORMAT, **contents}, Path("run/record.json"))


def test_contents_are_what_json_gives_back_and_only_what_was_said():
    header = RecordHeader(given=("model",), stream=STREAM)
    assert header.contents == {"format": FORMAT, "given": ["model"], "stream": IN_JSON}


def test_contents_stand_in_the_order_in_which_a_run_has_them():
    assert list(RecordHeader(stream=STREAM, configuration=Configuration()).contents) == [
        *("format", "configuration", "stream")
    ]


def test_what_was_read_has_the_types_that_are_stated():
    header = read(
        configuration={"seed": 3, "drop": ["x"]},
        stream=IN_JSON,
        equations={"a": [{"file": "a.eq", "sha256": "0", "text": "..."}]},
    )
    assert header.stream == STREAM
    assert header.configuration == Configuration(seed=3, drop=("x",))
    assert header.equations == {"a": (EquationText(file="a.eq", sha256="0", text="..."),)}


def test_a_record_says_of_what_format_it_is():
    assert RecordHeader.of({"format": 1}, Path("record.json")).format == 1


def test_what_a_record_lacks_is_one_line():
    with pytest.raises(RunError) as caught:
        read(probe={}).stream  # noqa: B018
    assert str(caught.value) == (
        "run/record.json: has no 'stream'; expected the record of a run; give the folder of one "
        "that 'snn-cl run' has made"
    )


def test_what_a_part_lacks_is_one_line():
    with pytest.raises(MissingError, match=r"^run/record.json: has no 'stream.n_labels'; expected"):
        read(stream={"name": "x", "experiences": []}).stream  # noqa: B018


def test_whether_a_record_says_something_can_be_asked():
    header = read(answers="prediction", colour="red")
    assert ("answers" in header, "summary" in header) == (True, False)
    assert getattr(header, "summary", {}) == {}
    assert "answers" in dir(header)
    assert "summary" not in dir(header)


def test_names_that_are_not_known_are_read_as_they_are():
    header = read(colour={"red": [1]})
    assert header["colour"] == {"red": [1]}
    assert not hasattr(header, "colour")


def test_a_name_of_the_objects_own_is_read_like_any_other():
    assert read(contents=1, of=2, path=3)["contents"] == 1


def test_a_header_cannot_be_changed_by_its_names():
    with pytest.raises(AttributeError):
        RecordHeader().model = "x"


def test_a_header_is_made_of_known_names_alone():
    with pytest.raises(TypeError, match="^a record's header has no 'colour'$"):
        RecordHeader(colour="red")


def test_a_header_goes_to_other_processes():
    assert pickle.loads(pickle.dumps(read(stream=IN_JSON))).stream == STREAM


def test_the_hash_is_of_what_decides_a_result():
    header = read(configuration={"seed": 3, "data_root": "/data"}, stream=IN_JSON, summary={"a": 1})
    moved = read(configuration={"seed": 3}, stream=IN_JSON)
    assert (
        header_hash(header)
        == header_hash(moved)
        == "715b80eeb832bad82fc49d1b6d0b7114a5235aa5693e79e72d8684ce5f92ab8e"
    )
    assert header_hash(read(configuration={"seed": 4}, stream=IN_JSON)) != header_hash(header)


def test_the_hash_of_what_begins_is_that_of_what_is_read_again():
    simulator = SimulatorHeader(
        dt=0.001, show_steps=9, rest_steps=0, dtype="float32", teacher_rate=1.0
    )
    begun = RecordHeader(configuration=Configuration(drop=("x",)), simulator=simulator)
    assert header_hash(begun) == header_hash(RecordHeader.of(begun.contents, Path("record.json")))


@pytest.mark.parametrize(
    ("text", "said"),
    [("[1]", "is no mapping"), ('{"format": "1"}', "'format' is \"1\", expected a whole number")],
)
def test_a_file_that_is_no_header_is_told_in_our_words(tmp_path, text, said):
    (tmp_path / "record.json").write_text(text)
    with pytest.raises(RunError, match=said):
        read_header(tmp_path)
