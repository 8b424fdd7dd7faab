"""Test a question and its answer as HTTP."""

import httpx
import pytest

from ameide_client import connection, errors
from ameide_client.connection import Connection


def answer(status=200, **kwargs):
    return httpx.Response(status, request=httpx.Request("POST", "http://ameide/graphql"), **kwargs)


def read(response):
    with Connection("http://ameide") as ameide:
        return ameide.get_data(response)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/graphql"),
        ("https://ameide.example/", "https://ameide.example/graphql"),
        ("https://example.org/ameide", "https://example.org/ameide/graphql"),
        ("https://example.org/graphql/", "https://example.org/graphql"),
    ],
)
def test_the_endpoint_of_a_server(given, expected):
    assert connection.address(given) == expected


@pytest.mark.parametrize("given", ["", "ameide", "ftp://ameide.example", "file:///etc/passwd", "http://", "http://a:b"])
def test_what_is_no_server_is_refused(given):
    with pytest.raises(ValueError, match="not the address of a server"):
        connection.address(given)


def test_a_token_is_sent_only_where_there_is_one():
    assert "Authorization" not in connection.headers(None)
    assert connection.headers("abc")["Authorization"] == "Bearer abc"


def test_data_is_read():
    assert read(answer(json={"data": {"viewer": None}})) == {"viewer": None}


@pytest.mark.parametrize(
    ("response", "expected", "told"),
    [
        (answer(401, text="The token is not valid here."), errors.Unauthorised, "The token is not valid here."),
        (answer(403, text="Pages of other sites may not ask."), errors.RequestRefused, "403 Pages of other sites"),
        (answer(413, json={"detail": "too large"}), errors.RequestRefused, "413 too large"),
        (answer(502, html="<h1>Bad gateway</h1>"), errors.RequestRefused, "502 Bad Gateway"),
        (answer(200, html="<h1>Hello</h1>"), errors.AnswerUnreadable, "text/html"),
        (answer(200, content=b"\xff\xfe"), errors.AnswerUnreadable, "200"),
        (answer(200, json=[1]), errors.AnswerUnreadable, "application/json"),
        (answer(200, json={"data": None}), errors.AnswerUnreadable, "200"),
        (answer(400, json={"errors": [{"message": "Syntax Error"}]}), errors.GraphQLFailed, "Syntax Error"),
        (answer(200, json={"data": None, "errors": ["odd"]}), errors.GraphQLFailed, "odd"),
    ],
)
def test_everything_else_is_an_error_that_says_what(response, expected, told):
    with pytest.raises(expected) as raised:
        read(response)
    assert told in str(raised.value)


def test_what_the_server_says_is_kept():
    entry = {"message": "Nothing with this id exists.", "path": ["lineage"], "extensions": {"code": "UNKNOWN_ID"}}
    with pytest.raises(errors.GraphQLFailed) as raised:
        read(answer(json={"data": None, "errors": [entry]}))
    assert raised.value.code == "UNKNOWN_ID"
    assert raised.value.faults[0].path == ("lineage",)
