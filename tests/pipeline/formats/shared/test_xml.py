"""Test reading hostile XML."""

import time
import tracemalloc

import pytest

from pipeline.formats.shared import xml
from pipeline.formats.shared.xml import Tree, read
from pipeline.ir.document import Problem

LAUGHS = (
    b'<?xml version="1.0"?>\n<!-- > -->\n  <!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;">]>\n<a b="&m;">&m;</a>'
)
EXTERNAL = b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'


def problem(content: bytes) -> tuple[str, int | None, int | None]:
    found = read(content)
    assert isinstance(found, Problem)
    return found.code, found.line, found.column


@pytest.mark.parametrize(("content", "place"), [(LAUGHS, (3, 3)), (EXTERNAL, (1, 1))])
def test_a_doctype_is_refused_before_it_is_read(content, place):
    assert problem(content) == ("DOCTYPE_REFUSED", *place)


def test_a_doctype_that_is_only_text_is_none():
    assert isinstance(read(b"<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE b>]]></a>"), Tree)


def test_a_hostile_prolog_costs_no_time():
    started = time.process_time()
    assert problem(b"<!--x-->" * 100_000 + b"<?x " * 100_000)[0] == "NOT_WELL_FORMED"
    assert time.process_time() - started < 5


def test_an_undeclared_entity_is_not_well_formed():
    assert problem(b"<a>\n&lol;</a>") == ("NOT_WELL_FORMED", 2, 6)


def test_xinclude_stays_what_it_is():
    content = b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></a>'
    found = read(content)
    assert isinstance(found, Tree)
    assert len(found.root) == 1
    assert [*found.root.itertext()] == []


@pytest.mark.parametrize("content", [b"", b"  \n", b"PK\x03\x04", b"%PDF-1.7", b"{}", b"\xef\xbb\xbf", b"a<b/>"])
def test_what_is_no_xml_is_said_to_be_none(content):
    assert problem(content) == ("NOT_XML", 1, 1)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"<a>\n\x00</a>", 2),
        (b"<a>\n&#0;</a>", 2),
        (b"<a>\n\x1b[2J</a>", 2),
        (b"<a>\n<b></a>", 2),
        (b"<a/>\n<b/>", 2),
        (b"<a\nb='1' b='2'/>", 2),
        (b"<a>", 1),
        (b"<x:a/>", 1),
        (b"<", 1),
        ("<a>\n<b/><𐀀/></a>".encode(), 2),  # a name by the fifth edition of XML only
        (b'\n<?xml version="1.0"?><a/>', 2),
    ],
)
def test_what_is_not_well_formed_has_its_line(content, line):
    assert problem(content)[:2] == ("NOT_WELL_FORMED", line)


def test_sixty_megabytes_are_refused_unread():
    started = time.process_time()
    assert problem(b"<a>" + b" " * 60_000_000 + b"</a>")[0] == "TOO_LARGE"
    assert time.process_time() - started < 5


def test_depth_has_a_limit_with_a_place():
    deepest = xml.MAX_DEPTH
    assert isinstance(read(b"<a>" * deepest + b"</a>" * deepest), Tree)
    assert problem(b"<a>\n" * (deepest + 1) + b"</a>" * (deepest + 1))[:2] == ("TOO_DEEP", deepest + 1)
    assert problem(b"<a>" * 1_000_000)[0] in {"TOO_DEEP", "TOO_LARGE"}


@pytest.mark.parametrize(
    "content",
    [
        b"<a b='" + b"x" * 11_000_000 + b"'/>",
        b"<a>" + b"x" * 11_000_000 + b"</a>",
        b"<" + b"x" * 100_000 + b"/>",
        b"<a>" + b"<b/>" * (xml.MAX_ELEMENTS + 1) + b"</a>",
        b"<a %s/>" % b" ".join(b"xmlns:n%d='urn:%d'" % (n, n) for n in range(xml.MAX_NAMESPACES + 1)),
        b"<a xmlns='urn:" + b"x" * xml.LONGEST_NAMESPACE + b"'/>",
        b"<a %s/>" % b" ".join(b"a%d=''" % n for n in range(400_000)),
    ],
    ids=["attribute", "text", "name", "elements", "namespaces", "namespace", "attributes"],
)
def test_everything_has_a_limit(content):
    assert problem(content)[0] == "TOO_LARGE"


def test_the_limits_come_before_names_are_expanded():
    """Test that half a megabyte cannot grow to a gigabyte by names that repeat their namespace."""
    names = b" ".join(b"p:n%d=''" % n for n in range(900))
    content = b"<a xmlns:p='" + b"x" * 500_000 + b"' " + names + b"/>"
    tracemalloc.start()
    try:
        assert problem(content)[0] == "TOO_LARGE"
        assert tracemalloc.get_traced_memory()[1] < 50 * len(content)
    finally:
        tracemalloc.stop()


def test_names_are_those_of_the_fourth_edition():
    """Test that names are checked as strictly as by later readers of a fragment; libxml2 would accept them."""
    combining = "<a xmlns:p='urn:p'>\n <p:\u0d42b/></a>".encode()
    assert problem(combining)[:2] == ("NOT_WELL_FORMED", 2)


def test_lines_are_exact_wherever_the_element_stands():
    found = read(b"<a>" + b"\n" * 70_000 + b"<b\nc='1'/>\n<d/></a>")
    assert isinstance(found, Tree)
    assert list(found.lines) == [1, 70_001, 70_003]
