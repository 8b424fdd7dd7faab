"""Test that each outdated input is a reason, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ir.staleness import Ingredients, StaleKind, VersionUsed
from pipeline.operations.catalogue import TARGETS
from pipeline.operations.staleness import ingredients, stale_reasons
from pipeline.provenance.staleness import ingredients_changed, version_superseded

THEN = Ingredients(
    release="1.0",
    builder_digest="aa",
    templates={"a.jinja": "1", "b.jinja": "2"},
    packages=("pkg:pypi/x@1", "pkg:npm/@s/y@2"),
)
_ID = st.sampled_from(["a", "b", "c"])
_MADE = st.builds(
    Ingredients,
    release=_ID,
    builder_digest=_ID,
    templates=st.dictionaries(_ID, _ID),
    packages=st.dictionaries(_ID, _ID).map(lambda found: tuple(f"pkg:pypi/{name}@{at}" for name, at in found.items())),
)


def kinds(**changes):
    found = ingredients_changed("temporal-python", THEN, THEN.model_copy(update=changes))
    return [(reason.kind, reason.then, reason.now) for reason in found]


@given(_MADE, _MADE)
def test_there_is_a_reason_exactly_where_something_differs(then, now):
    same = then.model_copy(update={"packages": ()}) == now.model_copy(update={"packages": ()})
    same = same and set(then.packages) == set(now.packages)
    assert (not list(ingredients_changed("t", then, now))) == same


def test_a_reason_says_what_it_was_and_what_it_is():
    assert kinds() == []
    assert kinds(release="1.1") == [(StaleKind.GENERATOR, "1.0", "1.1")]
    assert kinds(builder_digest="bb") == [(StaleKind.GENERATOR, "aa", "bb")]
    assert kinds(templates={"a.jinja": "1", "b.jinja": "3", "c.jinja": "4"}) == [
        (StaleKind.TEMPLATE, "2", "3"),
        (StaleKind.TEMPLATE, "", "4"),
    ]
    assert kinds(templates={"a.jinja": "1"}) == [(StaleKind.TEMPLATE, "2", None)]
    assert kinds(packages=("pkg:pypi/x@2", "pkg:npm/@s/y@2")) == [(StaleKind.PACKAGE, "pkg:pypi/x@1", "pkg:pypi/x@2")]
    assert kinds(packages=("pkg:pypi/x@1",)) == [(StaleKind.PACKAGE, "pkg:npm/@s/y@2", None)]


def test_a_target_that_is_gone_is_the_only_reason():
    (reason,) = ingredients_changed("cobol", THEN, None)
    assert (reason.kind, reason.then, reason.now) == (StaleKind.TARGET, "cobol", None)
    assert "cobol" in reason.message


def test_a_version_is_superseded_by_another_and_by_nothing_else():
    used = VersionUsed(uid="order@1", content_digest="x")
    assert not list(version_superseded(used, used))
    assert not list(version_superseded(used, None))
    (reason,) = version_superseded(used, VersionUsed(uid="order@3", content_digest="y"))
    assert (reason.kind, reason.then, reason.now) == (StaleKind.VERSION, "order@1", "order@3")
    (reason,) = version_superseded(used, VersionUsed(uid="order@3", content_digest="x"))
    assert "layout only" in reason.message


def test_what_is_made_now_is_not_stale_now():
    used = VersionUsed(uid="order@1", content_digest="x")
    for target in TARGETS:
        now = ingredients(target)
        assert now is not None
        assert now.templates
        assert stale_reasons(target, used, now, used, ingredients(target)) == ()
    assert ingredients("cobol") is None
