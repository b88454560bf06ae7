"""Tables in Markdown and CSV."""

import csv

import pytest

from snn_cl.errors import RunError
from snn_cl.studies.table import markdown, write_csv, write_table


def test_a_table_has_titles_a_rule_and_a_line_a_row():
    text = markdown(("row", "n"), [("a", 1), ("b", None)])
    assert text.splitlines() == ["| row | n |", "|---|---|", "| a | 1 |", "| b | - |"]


def test_a_bar_in_a_cell_does_not_end_it():
    assert markdown(["row"], [["a|b"]]).splitlines()[2] == r"| a\|b |"


def test_a_row_of_another_length_is_refused_and_nothing_written(tmp_path):
    with pytest.raises(RunError, match="row 2 has 1 cells; expected 2"):
        markdown(("row", "n"), [("a", 1), ("b",)])
    with pytest.raises(RunError, match="row 1 has 3 cells; expected 2"):
        write_csv(tmp_path / "x.csv", ("row", "n"), [("a", 1, 2)])
    assert not (tmp_path / "x.csv").exists()


def test_a_table_is_printed_and_written(tmp_path, capsys):
    write_table("| a ± b |", tmp_path / "new" / "folder")
    assert capsys.readouterr().out == "| a ± b |\n"
    assert (tmp_path / "new" / "folder" / "table.md").read_text("utf-8") == "| a ± b |\n"


def test_a_csv_file_reads_back_with_commas_and_quotes(tmp_path):
    rows = [["no protection, joint", '"x"'], ["y", ""]]
    write_csv(tmp_path / "x.csv", ("row", "what"), [rows[0], ["y", None]])
    with open(tmp_path / "x.csv", newline="") as file:
        assert list(csv.reader(file)) == [["row", "what"], *rows]
