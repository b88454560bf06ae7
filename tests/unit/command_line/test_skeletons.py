"""A skeleton is a file that passes the checks, and takes no other's place."""

import pytest

from snn_cl.checks import check_file, file_warnings
from snn_cl.command_line.skeletons import SKELETONS, write_skeleton
from snn_cl.errors import NotFoundError, SnnClError


@pytest.mark.parametrize("kind", SKELETONS)
def test_a_skeleton_passes_without_a_warning(kind, tmp_path):
    path = write_skeleton(kind, str(tmp_path / "mine"))
    assert path == tmp_path / "mine.eq"
    assert list(check_file(str(path))) == []
    assert list(file_warnings(str(path))) == []


def test_a_file_that_is_there_stays(tmp_path):
    path = tmp_path / "mine.eq"
    path.write_text("precious")
    with pytest.raises(SnnClError, match="is there already; give another name"):
        write_skeleton("synapse", str(path))
    assert path.read_text() == "precious"


def test_an_unknown_kind_and_a_name_that_is_none(tmp_path):
    with pytest.raises(NotFoundError, match="did you mean 'synapse'"):
        write_skeleton("synapze", "mine")
    with pytest.raises(SnnClError, match="'my rule' is no name"):
        write_skeleton("synapse", str(tmp_path / "my rule"))
