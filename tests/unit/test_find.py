"""Everything that is found by name."""

import os
from pathlib import Path

import pytest

from snn_cl.errors import NotFoundError
from snn_cl.find import find_file, find_function, folders, full_name, names
from snn_cl.plug_in import find_plug_in
from snn_cl.plug_in_name import ALIASES, KINDS


@pytest.fixture
def own(tmp_path, monkeypatch) -> Path:
    """A user's folder with one metric, `mine`."""
    monkeypatch.setenv("SNN_CL_PATH", str(tmp_path))
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics" / "mine.py").write_text("def mine(accuracy_matrix):\n    return 0.5\n")
    return tmp_path


def test_a_shipped_function_is_found_by_name():
    from snn_cl.metrics.forgetting import forgetting

    assert find_function("metrics", "forgetting") is forgetting


def test_a_users_function_is_found_by_name(own):
    assert find_function("metrics", "mine")([[1.0]]) == 0.5


def test_a_function_is_found_by_path(own):
    assert find_function("metrics", str(own / "metrics" / "mine.py"))([[1.0]]) == 0.5


def test_a_path_may_start_with_the_home_folder(own, monkeypatch):
    monkeypatch.setenv("HOME", str(own))
    assert find_file("metrics", "~/metrics/mine.py") == own / "metrics" / "mine.py"


def test_the_users_file_wins_over_the_shipped_one(own):
    (own / "metrics" / "forgetting.py").write_text("def forgetting(matrix):\n    return -7\n")
    assert find_function("metrics", "forgetting")([[1.0]]) == -7


def test_the_users_file_wins_over_a_short_name(own):
    assert full_name("scenarios", "disjoint") == "split_class:n_experiences=10"
    (own / "scenarios").mkdir()
    (own / "scenarios" / "disjoint.py").write_text("def disjoint(train, test, seed):\n    pass\n")
    assert full_name("scenarios", "disjoint") == "disjoint"
    assert find_file("scenarios", "disjoint") == own / "scenarios" / "disjoint.py"


@pytest.mark.parametrize(("kind", "names_of"), [*ALIASES.items()])
def test_every_short_name_stands_for_a_plug_in_and_hides_none(kind, names_of):
    shipped = {path.stem for path in folders(kind)[-1].glob("*.py")}
    assert not shipped & set(names_of)
    assert set(names_of) < set(names(kind))
    for short, meant in names_of.items():
        assert find_plug_in(kind, short) == find_plug_in(kind, meant)


def test_the_first_folder_of_the_path_wins(own, tmp_path_factory, monkeypatch):
    second = tmp_path_factory.mktemp("second")
    (second / "metrics").mkdir()
    (second / "metrics" / "mine.py").write_text("def mine(matrix):\n    return 2\n")
    monkeypatch.setenv("SNN_CL_PATH", f"{own}{os.pathsep}{second}")
    assert find_file("metrics", "mine") == own / "metrics" / "mine.py"


def test_a_user_path_without_the_kind_is_passed_over(own):
    assert len(folders("scenarios")) == 1


def test_an_empty_user_path_is_no_folder(monkeypatch, tmp_path):
    (tmp_path / "metrics").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SNN_CL_PATH", "")
    assert len(folders("metrics")) == 1


def test_an_equation_file_is_found_in_its_sub_folder(own):
    file = own / "equations" / "synapses" / "my_rule.eq"
    file.parent.mkdir(parents=True)
    file.write_text("# My rule.\n")
    assert find_file("equations", "synapses/my_rule") == file
    assert "synapses/my_rule" in names("equations")


def test_names_holds_shipped_and_own_ones_sorted(own):
    found = names("metrics")
    assert found == sorted(found)
    assert {"mine", "forgetting"} <= set(found)


@pytest.mark.parametrize("kind", KINDS)
def test_names_leaves_private_files_out(kind):
    assert not [name for name in names(kind) if "_" in (name[0], name.split("/")[-1][0])]


def test_a_misspelt_name_answers_the_nearest():
    message = r"^no metric 'forgeting'; did you mean 'forgetting'\?$"
    with pytest.raises(NotFoundError, match=message):
        find_function("metrics", "forgeting")


def test_a_misspelt_equation_file_is_called_one():
    with pytest.raises(NotFoundError, match=r"^no equation file 'no_such_thing_at_all'"):
        find_file("equations", "no_such_thing_at_all")


def test_a_misspelt_kind_answers_the_nearest():
    with pytest.raises(NotFoundError, match=r"^no kind 'metric'; did you mean 'metrics'\?$"):
        names("metric")


def test_a_missing_path_is_named():
    message = r"^/no/such.py: no such file; give a path that exists or a shipped name$"
    with pytest.raises(NotFoundError, match=message):
        find_file("metrics", "/no/such.py")


def test_a_file_without_its_function_is_named(own):
    path = own / "metrics" / "empty.py"
    path.write_text("x = 1\n")
    message = f"^{path}: has no function 'empty'; a plug-in's file is named after it$"
    with pytest.raises(NotFoundError, match=message):
        find_function("metrics", "empty")


def test_a_name_longer_than_a_file_can_have_is_no_name(own):
    with pytest.raises(NotFoundError, match="^no metric 'x{300}'; there are "):
        find_function("metrics", "x" * 300)


def test_what_is_no_name_is_said():
    message = "^3 is no name of a metric; give its name or the path of its file$"
    with pytest.raises(NotFoundError, match=message):
        find_function("metrics", 3)


def test_a_path_needs_no_text(own):
    assert find_function("metrics", own / "metrics" / "mine.py")([[1.0]]) == 0.5


def test_files_of_one_name_are_told_apart(own, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "mine.py"
    other.write_text("def mine(matrix):\n    return 2\n")
    assert find_function("metrics", str(other))(0) == 2
    assert find_function("metrics", "mine")(0) == 0.5


def test_a_user_folder_that_is_not_there_is_told_once(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("SNN_CL_PATH", str(tmp_path / "gone"))
    assert "tacos" in names("models")
    assert "most_active" in names("readouts")
    (line,) = [record.getMessage() for record in caplog.records]
    assert line == (
        f"SNN_CL_PATH: {tmp_path / 'gone'} is no folder, so nothing is looked for there; "
        "make it, or take it out of the variable"
    )


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        ("equations", "x/mine.eq", "x/mine.eq: is a folder; give the equation file in it"),
        ("equations", "x/mine", "x/mine: is a folder; give the equation file in it"),
        (
            "models",
            "x/net.py",
            "x/net.py: is a folder; give the model in it, a file ending in '.py'",
        ),
        ("scenarios", "x/mine:n=3", "x/mine: is a folder; give the scenario in it"),
    ],
)
def test_a_folder_in_a_files_place_is_told_as_such(tmp_path, monkeypatch, kind, name, message):
    monkeypatch.chdir(tmp_path)
    for folder in ("x/mine.eq", "x/mine", "x/net.py"):
        (tmp_path / folder).mkdir(parents=True)
    with pytest.raises(NotFoundError) as caught:
        find_file(kind, name)
    assert str(caught.value).startswith(message)


def test_a_folder_of_a_shipped_name_hides_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "synapses" / "stdp_pair").mkdir(parents=True)
    assert find_file("equations", "synapses/stdp_pair").name == "stdp_pair.eq"
