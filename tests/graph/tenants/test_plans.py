"""Test plans of a migration, and refused stores."""

import pytest

from graph import errors
from graph.tenants.plans import Plan, accepted


def test_what_is_at_its_target_and_whole_needs_nothing() -> None:
    assert not Plan("acme", "0009", "0009").needed
    assert Plan("acme", "0009", "0009", ("functions",)).needed
    assert Plan("acme", None, "0009").needed


def test_control_tables_have_a_name_that_no_tenant_can_have() -> None:
    assert Plan(None, "0001", "0002").subject == "control tables"
    assert Plan("control", "0001", "0002").subject == "control"


def test_plans_of_earlier_releases_are_accepted() -> None:
    plans = [Plan("acme", "0001", "0009")]
    assert accepted(plans) == plans


def test_a_newer_release_is_named_with_the_number_of_others() -> None:
    plans = [Plan("acme", "0001", "0009"), *(Plan(name, "0012", "0009", newer=True) for name in ("b1", "b2", "b3"))]
    with pytest.raises(errors.StoreNewer, match="b1 at 0012, this release at 0009; so are 2 more"):
        accepted(plans)
