"""Test POST /import: raw bodies, forms and archives, the same limits and problems as importModel, and who may send."""

import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from app import create_app
from graph import errors
from settings import Settings
from tests.fixtures.api import Api, order_to_cash
from tests.resolvers.canned import NoTenants, Unreachable

DOCUMENT = order_to_cash().encode()
SHIPPING = (
    DOCUMENT.replace(b"Process_Order", b"Process_Shipping").replace(b'id="', b'id="S_').replace(b'Ref="', b'Ref="S_')
)


def zipped(**files: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return written.getvalue()


def tarred(mode: str, files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return written.getvalue()


async def sent(api: Api, **given: Any) -> tuple[int, dict[str, Any]]:
    answer = await api.client.post("/import", **given)
    return answer.status_code, answer.json()


async def test_a_raw_body_becomes_a_version(api: Api) -> None:
    unnamed = order_to_cash(ship="").encode()
    status, told = await sent(api, content=unnamed, params={"name": "order", "sourceName": "order.bpmn"})
    assert (status, told["ok"]) == (200, True)
    (file,) = told["files"]
    assert (file["model"], file["version"], file["unchanged"]) == ("order", "order@1", False)
    assert {"id", "rule", "severity", "message", "element", "line", "waiver"} == file["findings"][0].keys()
    _, again = await sent(api, content=unnamed, params={"name": "order"})
    assert again["files"][0]["unchanged"]
    found = await api.ask('{ node(id: "order@1") { ... on Version { sourceName } } }')
    assert found["node"] == {"sourceName": "order.bpmn"}


async def test_parts_of_a_form_are_named_after_their_files(api: Api) -> None:
    files = [("file", ("order.bpmn", DOCUMENT)), ("file", ("../away/shipping.bpmn", SHIPPING))]
    status, told = await sent(api, files=files)
    assert status == 200, told
    assert [each["version"] for each in told["files"]] == ["order@1", "shipping@1"]


async def test_fields_of_a_form_are_those_of_the_mutation(api: Api) -> None:
    given = {"name": "orders", "sourceCommit": "0123abc"}
    status, told = await sent(api, files={"file": ("x.bpmn", DOCUMENT)}, data=given)
    assert (status, told["files"][0]["version"]) == (200, "orders@1")
    found = await api.ask('{ node(id: "orders@1") { ... on Version { sourceCommit } } }')
    assert found["node"] == {"sourceCommit": "0123abc"}


FOLDER = {"sales/order.bpmn": DOCUMENT, "sales/read.me": b"no model", ".git/x.bpmn": b"", "__MACOSX/y.bpmn": b""}


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(
            lambda: zipped(
                **{name.replace("/", "__", 1): content for name, content in FOLDER.items() if name[0] != "_"}
            ),
            id="zip",
        ),
        pytest.param(lambda: tarred("w", FOLDER), id="tar"),
        pytest.param(lambda: tarred("w:gz", FOLDER), id="tar.gz"),
        pytest.param(lambda: tarred("w:bz2", FOLDER), id="tar.bz2"),
        pytest.param(lambda: tarred("w:xz", FOLDER), id="tar.xz"),
    ],
)
async def test_an_archive_is_imported_as_its_folder(api: Api, archive: Any) -> None:
    status, told = await sent(api, content=archive())
    assert status == 200, told
    assert [(each["file"], each["version"]) for each in told["files"]] == [("sales/order.bpmn", "sales-order@1")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<no", "NOT_WELL_FORMED"),
        (b"hello", "UNKNOWN_FORMAT"),
        (b"PK\x03\x04 and no more", "NOT_AN_ARCHIVE"),
        (b"\x1f\x8b and no more", "NOT_AN_ARCHIVE"),
        (zipped(**{"read.me": b"x"}), "NOTHING_TO_IMPORT"),
    ],
)
async def test_what_is_no_model_is_a_problem(api: Api, content: bytes, code: str) -> None:
    status, told = await sent(api, content=content, params={"name": "x"})
    assert (status, told["ok"]) == (422, False)
    if code != "UNKNOWN_FORMAT":
        assert [each["code"] for each in told["files"][0]["problems"]] == [code]
    assert told["files"][0]["problems"]


async def test_one_file_that_is_refused_stops_no_other(api: Api) -> None:
    status, told = await sent(api, content=zipped(**{"a.bpmn": b"<no", "b.bpmn": DOCUMENT}))
    assert status == 422
    assert [(each["file"], each["version"]) for each in told["files"]] == [("a.bpmn", None), ("b.bpmn", "b@1")]


async def test_files_that_would_be_one_model_are_refused(api: Api) -> None:
    one = order_to_cash(ship="Send it").encode()
    status, told = await sent(api, content=zipped(**{"sales-order.bpmn": DOCUMENT, "sales__order.bpmn": one}))
    assert status == 422
    codes = [[each["code"] for each in file["problems"]] for file in told["files"]]
    assert [each["version"] for each in told["files"]] == ["sales-order@1", None]
    assert codes == [[], ["NAME_TAKEN"]]
    status, told = await sent(api, files=[("file", ("a/x.bpmn", DOCUMENT)), ("file", ("b/x.bpmn", one))])
    assert [each["version"] for each in told["files"]] == ["x@1", None]


async def test_folders_in_other_letters_stay_apart(api: Api) -> None:
    status, told = await sent(api, content=tarred("w", {"продажи/order.bpmn": DOCUMENT, "order.bpmn": SHIPPING}))
    assert status == 200, told
    first, second = (each["model"] for each in told["files"])
    assert first == "order"
    assert second.startswith("order-")


async def test_a_path_out_of_the_archive_is_told(api: Api) -> None:
    status, told = await sent(api, content=tarred("w", {"../x.bpmn": DOCUMENT, "y.bpmn": SHIPPING}))
    assert status == 422
    assert [(each["file"], each["version"]) for each in told["files"]] == [("../x.bpmn", None), ("y.bpmn", "y@1")]
    assert told["files"][0]["problems"][0]["code"] == "BAD_NAME"


async def test_waived_findings_are_told_as_waived(api: Api) -> None:
    unnamed = order_to_cash(ship="").encode()
    _, told = await sent(api, content=unnamed, params={"name": "order"})
    found = told["files"][0]["findings"][0]
    assert found["waiver"] is None
    await api.ask(
        'mutation($f: ID!) { waiveFinding(input: {about: $f, reason: "known", until: "2999-01-01"})'
        " { waiver { id } } }",
        f=found["id"],
    )
    _, again = await sent(api, content=unnamed, params={"name": "order"})
    waived = {each["id"]: each["waiver"] for each in again["files"][0]["findings"]}
    assert waived[found["id"]]["reason"] == "known"
    assert waived[found["id"]]["until"] == "2999-01-01"


async def test_limits_hold_for_what_an_archive_unpacks_to(api: Api) -> None:
    status, told = await sent(api, content=zipped(**{"bomb.bpmn": b" " * (51 * 1024 * 1024)}))
    assert status == 422
    assert told["files"][0]["problems"][0]["code"] == "TOO_LARGE"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"content": b""}, "CONTENT_NEEDED"),
        ({"content": DOCUMENT, "params": {"nmae": "x"}}, "INVALID_REQUEST"),
        ({"files": [("f", ("a.bpmn", DOCUMENT)), ("f", ("b.bpmn", SHIPPING))], "data": {"name": "x"}}, "ONE_FILE_ONLY"),
        ({"content": b"no form", "headers": {"content-type": "multipart/form-data"}}, "NOT_A_FORM"),
        ({"content": b"no form", "headers": {"content-type": "multipart/form-data; boundary=x"}}, "NOT_A_FORM"),
    ],
)
async def test_a_request_that_means_nothing_is_refused(api: Api, given: dict[str, Any], code: str) -> None:
    status, told = await sent(api, **given)
    assert (status, told["problems"][0]["code"]) == (400, code)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"referer": "https://evil.example/form"},
        {"authorization": "Bearer forged"},
    ],
)
async def test_foreign_pages_and_bad_tokens_import_nothing(api: Api, headers: dict[str, str]) -> None:
    answer = await api.client.post("/import", content=DOCUMENT, params={"name": "order"}, headers=headers)
    assert answer.status_code in {401, 403}
    assert (await api.ask("{ models { totalCount } }"))["models"]["totalCount"] == 0


async def test_our_own_page_may_import(api: Api) -> None:
    headers = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}
    answer = await api.client.post("/import", content=DOCUMENT, params={"name": "order"}, headers=headers)
    assert answer.status_code == 200


async def test_only_post_is_answered(api: Api) -> None:
    answer: httpx.Response = await api.client.get("/import")
    assert answer.status_code == 405


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.StoreUnreachable("host db.internal"), 503, "STORE_UNREACHABLE"),
        (errors.Busy("demo"), 503, "BUSY"),
        (errors.WriteLost("1 of 2"), 500, "INTERNAL"),
        (ValueError("secret"), 500, "INTERNAL"),
    ],
    ids=repr,
)
async def test_what_callers_cannot_cause_is_told_without_its_detail(
    tmp_path: Path, error: Exception, status: int, code: str
) -> None:
    app = create_app(Settings(home=tmp_path), Unreachable(error), NoTenants())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as client:
        answer = await client.post("/import", content=DOCUMENT)
    (problem,) = answer.json()["problems"]
    assert (answer.status_code, problem["code"]) == (status, code)
    assert not any(word in answer.text for word in ("db.internal", "1 of 2", "secret"))
