"""Test that a table shortens names to fit a terminal, and never an id."""

from rich.text import Text

from cli.tables import laid_out

ID = "order-to-cash@3#Task_With_A_Rather_Long_Name"
ROWS = [[Text(ID), Text("A name that nobody can read at a glance, because it goes on and on"), Text("7")]]


def lines(width):
    return [line.plain for line in laid_out(("id", "name", "hop"), ROWS, ("hop",), width)]


def test_what_fits_is_whole():
    assert lines(None)[1] == f"{ID}  {ROWS[0][1].plain}    7"
    assert lines(200) == lines(None)


def test_names_are_shortened_to_the_width():
    head, row = lines(80)
    assert len(head) <= len(row) == 80
    assert row.startswith(f"{ID}  A name that nobody")
    assert row.endswith("…    7")


def test_ids_are_whole_however_narrow_it_is():
    assert lines(20)[1].startswith(f"{ID}  A name that…")
