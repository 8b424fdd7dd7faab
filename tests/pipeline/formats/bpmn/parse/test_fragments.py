"""Test writing XML as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.formats.bpmn.parse.fragments import Writer, split, text
from pipeline.formats.shared.xml import Tree, read

MAIN = "urn:main"


def writer(document: str, room: int = 10_000, elsewhere: str = "") -> tuple[Writer, etree._Element]:
    """Return a writer of a document in which elements of one name are replaced."""
    tree = read(document.encode())
    assert isinstance(tree, Tree)
    elements = list(tree.root.iter("*"))
    known = {element: "B?>" for element in elements if element.tag == elsewhere}
    return Writer(MAIN, dict(zip(elements, tree.scopes, strict=True)), known, room), tree.root


def written(document: str) -> str:
    writes, root = writer(document)
    return writes.write(root)


@pytest.mark.parametrize(
    ("document", "fragment"),
    [
        ('<a xmlns="urn:main" xmlns:unused="urn:u"/>', "<a/>"),
        ('<m:a xmlns:m="urn:main"><m:b/></m:a>', "<a><b/></a>"),
        ('<a xmlns=""><b xmlns="urn:main"/></a>', '<a xmlns=""><b xmlns="urn:main"/></a>'),
        ('<x:a xmlns:x="urn:x" x:b="1" c="2"><x:d/></x:a>', '<x:a x:b="1" c="2" xmlns:x="urn:x"><x:d/></x:a>'),
        ('<a xmlns="urn:main" xml:lang="de"/>', '<a xml:lang="de"/>'),
        ('<a xmlns="urn:main" xmlns:q="urn:q" t="q:name"/>', '<a t="q:name" xmlns:q="urn:q"/>'),
        ('<a xmlns="urn:main" xmlns:q="urn:q">q:name</a>', '<a xmlns:q="urn:q">q:name</a>'),
        ('<a xmlns="urn:main" xmlns:http="urn:q">see http://x</a>', "<a>see http://x</a>"),
        ('<a xmlns="urn:main">\n  <b/>\n</a>', "<a><b/></a>"),
        ('<a xmlns="urn:main"> <b/>tail</a>', "<a> <b/>tail</a>"),
        ('<a xmlns="urn:main">\n</a>', "<a>\n</a>"),
        ('<a xmlns="urn:main"><!--c--><?p i?></a>', "<a><!--c--><?p i?></a>"),
        (
            '<a xmlns="urn:main" b="&quot;&lt;&#10;&amp;">&lt;&amp;&gt;</a>',
            '<a b="&quot;&lt;&#10;&amp;">&lt;&amp;&gt;</a>',
        ),
        ('<a xmlns="urn:main"><![CDATA[x < y]]></a>', "<a>x &lt; y</a>"),
        # one prefix, two namespaces
        (
            '<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2" xmlns:o="urn:1" o:c="d"/></p:a>',
            '<p:a xmlns:p="urn:1"><p:b p_:c="d" xmlns:p="urn:2" xmlns:p_="urn:1"/></p:a>',
        ),
    ],
)
def test_a_fragment_has_one_spelling(document, fragment):
    assert written(document) == fragment


def test_what_stands_elsewhere_is_named():
    writes, root = writer('<a xmlns="urn:main"><b><c/></b></a>', elsewhere="{urn:main}b")
    assert writes.write(root) == "<a><?ameide-element B%3F%3E?></a>"


def test_without_room_it_stops():
    uri = "urn:" + "x" * 900
    writes, root = writer(f'<a xmlns="urn:main" xmlns:p="{uri}">{"<p:b/>" * 100_000}</a>', room=5_000)
    assert len(writes.write(root)) < 10_000
    assert writes.room < 0


@pytest.mark.parametrize(("tag", "parts"), [("a", ("", "a")), ("{urn:x}a", ("urn:x", "a")), ("{}a", ("", "a"))])
def test_split(tag, parts):
    assert split(tag) == parts


# what XML can hold at all
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from(
    "\t\n\r"
)


@given(st.text(CHARACTERS), st.text(CHARACTERS))
def test_any_text_and_attribute_can_be_read_back(value, inside):
    stated = etree.Element(f"{{{MAIN}}}a", {"b": value, "{urn:x}c": value})
    stated.text = inside
    fragment = written(etree.tostring(stated, encoding="unicode"))
    again = etree.fromstring(f'<r xmlns="{MAIN}">{fragment}{text(inside)}</r>')
    assert (again[0].attrib, again[0].text or "", again[0].tail or "") == (stated.attrib, inside, inside)
