"""Test which tokens are accepted and which are refused."""

import base64
import contextlib
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from auth.errors import TokenRefused
from auth.keys import KeyRing, create_key_pair, private_key, trusted_folder
from auth.principal import Principal
from auth.tokens import issue, verify


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("home")
    create_key_pair(path)
    return path


@pytest.fixture
def keys(home: Path) -> KeyRing:
    return KeyRing(trusted_folder(home))


def check(token: str, keys: KeyRing) -> Principal:
    return verify(token, keys, issuer="ameide", audience="ameide")


def signed(home: Path, changed: dict[str, Any], without: str = "", **header: str) -> str:
    now = datetime.now(UTC)
    claims: dict[str, Any] = {
        "iss": "ameide", "aud": "ameide", "sub": "anna", "tenant": "acme",
        "iat": now, "nbf": now, "exp": now + timedelta(minutes=5),
    }  # fmt: skip
    claims = {name: value for name, value in (claims | changed).items() if name != without}
    return jwt.encode(claims, private_key(home), algorithm="RS256", headers={"kid": create_key_pair(home)} | header)


def forged(header: dict[str, str], key: bytes | None) -> str:
    """Return a token written by hand, as an attacker would."""
    claims = {"iss": "ameide", "aud": "ameide", "sub": "eve", "tenant": "acme", "iat": 1, "exp": 1 << 40}
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims)]
    body = b".".join(parts)
    mac = hmac.new(key, body, hashlib.sha256).digest() if key else b""
    return (body + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")).decode()


def test_an_issued_token_is_its_principal(home: Path, keys: KeyRing) -> None:
    token = issue(home, "acme", "anna", ["platform-admin"])
    assert check(token, keys) == Principal("acme", "anna", "ameide", frozenset({"platform-admin"}))


def test_a_hand_made_token_of_the_same_shape_is_good(home: Path, keys: KeyRing) -> None:
    """Prove that each refusal below is caused by the one claim that it changes."""
    assert check(signed(home, {}), keys).tenant == "acme"


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": datetime.now(UTC) - timedelta(minutes=1)},
        {"nbf": datetime.now(UTC) + timedelta(days=1)},
        {"iat": datetime.now(UTC) + timedelta(days=1)},
        {"iss": "somebody-else"},
        {"aud": "another-service"},
        {"sub": 7},
        {"tenant": "Acme"},
        {"tenant": ""},
        {"tenant": "a"},
        {"tenant": "acme-"},
        {"tenant": "acme\n"},
        {"tenant": "../acme"},
        {"tenant": "a" * 41},
        {"tenant": ["acme"]},
        {"tenant": {"name": "acme"}},
        {"tenant": None},
        {"roles": "platform-admin"},
        {"roles": [1]},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_wrong_claims_are_refused(home: Path, keys: KeyRing, changed: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        check(signed(home, changed), keys)


@pytest.mark.parametrize("claim", ["exp", "iat", "iss", "aud", "sub", "tenant"])
def test_a_missing_claim_is_refused(home: Path, keys: KeyRing, claim: str) -> None:
    with pytest.raises(TokenRefused, match=claim):
        check(signed(home, {}, without=claim), keys)


def test_no_algorithm_but_rs256(home: Path, keys: KeyRing) -> None:
    kid = create_key_pair(home)
    public = (trusted_folder(home) / f"{kid}.pem").read_bytes()
    for token in (
        forged({"alg": "none", "typ": "JWT", "kid": kid}, None),
        forged({"alg": "HS256", "typ": "JWT", "kid": kid}, public),
        forged({"alg": "HS256", "typ": "JWT", "kid": kid}, public.strip()),
        forged({"alg": "RS256", "typ": "JWT", "kid": kid}, public),
    ):
        with pytest.raises(TokenRefused):
            check(token, keys)


def test_another_key_under_a_trusted_id_is_refused(home: Path, keys: KeyRing) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    claims = jwt.decode(signed(home, {}), options={"verify_signature": False})
    with pytest.raises(TokenRefused):
        check(jwt.encode(claims, other, algorithm="RS256", headers={"kid": create_key_pair(home)}), keys)


@pytest.mark.parametrize("kid", ["unknown", "../keys/x", ""])
def test_an_unknown_key_id_is_refused(home: Path, keys: KeyRing, kid: str) -> None:
    with pytest.raises(TokenRefused, match="trusted key"):
        check(signed(home, {}, kid=kid), keys)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "a.b", "é.é.é", "x" * 10_000])
def test_what_is_no_token_is_refused(keys: KeyRing, token: str) -> None:
    with pytest.raises(TokenRefused):
        check(token, keys)


@pytest.mark.parametrize("subject", ["", " ", "a\0b", "a\nb", "\u202eanna", "x" * 4000, 7, None, ["anna"]], ids=repr)
def test_a_subject_is_a_short_printable_text(home: Path, keys: KeyRing, subject: object) -> None:
    with pytest.raises(TokenRefused) as refused:
        check(signed(home, {"sub": subject}), keys)
    assert len(str(refused.value)) < 200


ODD: tuple[Any, ...] = (
    *(None, True, -1, 1e400, -1e400, float("nan"), 10**400, "", "x", "\0", "9" * 5_000),
    *([], ["x"], [None], ["\0"], {}, {"a": 1}),
)


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "tenant", "roles", "iat", "nbf", "exp"])
def test_a_trusted_issuer_can_say_anything(home: Path, keys: KeyRing, name: str) -> None:
    """Whatever a claim holds, the token is refused as such, or names a principal."""
    key, header = private_key(home), {"kid": create_key_pair(home)}
    now = int(datetime.now(UTC).timestamp())
    claims = {"iss": "ameide", "aud": "ameide", "sub": "anna", "tenant": "acme", "iat": now, "exp": now + 300}
    for odd in ODD:
        token = jwt.PyJWS().encode(json.dumps(claims | {name: odd}).encode(), key, "RS256", header)
        principal = None
        with contextlib.suppress(TokenRefused):
            principal = check(token, keys)
        assert principal is None or (principal.subject.isprintable() and 0 < len(principal.subject) < 256)
