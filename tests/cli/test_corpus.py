"""Import a whole folder of real documents twice: the second time changes nothing."""

from tests.fixtures.corpus import CORPUS, needs_corpus


@needs_corpus
def test_importing_a_folder_twice_changes_nothing(ameide):
    first, second = (ameide.json("import", CORPUS / "bpmn", status=1)["files"] for _ in range(2))
    stored = [each for each in first if each["version"]]
    assert len(stored) > 100
    assert {each["version"].partition("@")[2] for each in stored} == {"1"}
    assert len({each["model"] for each in stored}) == len(stored)
    for once, again in zip(first, second, strict=True):
        assert (once["file"], once["version"]) == (again["file"], again["version"])
        assert again["unchanged"] == (again["version"] is not None)
    refused = {problem["code"] for each in first if not each["version"] for problem in each["problems"]}
    assert "NAME_TAKEN" not in refused
