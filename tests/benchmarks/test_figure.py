"""Test that the plot contains its data."""

import itertools
from xml.etree import ElementTree

from benchmarks.figure import Panel, figure

SVG = "{http://www.w3.org/2000/svg}"


def test_a_figure_has_a_line_for_each_name_in_each_panel():
    lines = {"one & other": [(10.0, 1.0), (1000.0, 8.0)], "third": [(10.0, 0.02), (1000.0, 0.03)]}
    root = ElementTree.fromstring(figure([Panel("left", "size", "ms", lines), Panel("right", "reach", "ms", lines)]))
    assert len(root.findall(f".//{SVG}polyline")) == 4
    assert {"left", "right", "one & other", "third", "1k"} <= {each.text for each in root.iter(f"{SVG}text")}


def test_a_decade_is_as_wide_as_the_next():
    line = {"": [(1.0, 1.0), (10.0, 10.0), (100.0, 100.0)]}
    root = ElementTree.fromstring(figure([Panel("", "", "", line)]))
    way = root.find(f".//{SVG}polyline")
    assert way is not None
    places = [tuple(map(float, place.split(","))) for place in way.attrib["points"].split()]
    steps = [(two[0] - one[0], two[1] - one[1]) for one, two in itertools.pairwise(places)]
    assert steps[0] == steps[1]
    assert steps[0][0] > 0 > steps[0][1]
