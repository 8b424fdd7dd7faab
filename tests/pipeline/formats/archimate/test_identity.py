"""Test by which ids a document is known."""

from pipeline.formats.archimate.identity import IDENTITY
from tests.pipeline.formats.archimate.documents import concepts, model


def test_the_ids_of_model_and_concepts_tell_and_counted_ones_do_not() -> None:
    found = model(concepts("Goal e7f1-a2 A\nGoal id-12 B\nGoal e3 C", "Influence 9f-r e3 id-12"))
    assert [each.id for each in IDENTITY.roots(found)] == ["id-model", "e7f1-a2"]


def test_names_that_editors_give_say_nothing() -> None:
    assert [IDENTITY.says_nothing(name) for name in ("(new model)", "Default View", "", "Billing")] == [
        True, True, True, False,
    ]  # fmt: skip
