"""Test the sign-in without a token on loopback, and by token everywhere."""

from pathlib import Path

import pytest

from auth.errors import KeysMissing, KeysNeeded, KeysUnusable, TokenMissing, TokenNeeded, TokenRefused
from auth.keys import create_key_pair, trusted_folder
from auth.signin import sign_in
from auth.tokens import issue
from settings import Settings


def test_loopback_signs_in_by_itself(tmp_path: Path) -> None:
    principal = sign_in(Settings(home=tmp_path, tenant="demo"))([], direct=True)
    assert (principal.tenant, principal.subject) == ("demo", "local")


def test_a_token_on_loopback_selects_its_tenant(tmp_path: Path) -> None:
    signed_in = sign_in(Settings(home=tmp_path))
    token = issue(tmp_path, "acme", "anna")  # made after the service started
    assert signed_in([f"Bearer {token}"], direct=False).tenant == "acme"


@pytest.mark.parametrize(
    "headers", [["Bearer x.y.z"], ["Bearer "], ["Basic YTpi"], [""], ["Bearer a", "Bearer b"]], ids=str
)
def test_a_bad_token_never_counts_as_none(tmp_path: Path, headers: list[str]) -> None:
    with pytest.raises(TokenRefused):
        sign_in(Settings(home=tmp_path))(headers, direct=True)


def test_beyond_loopback_keys_are_needed(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="AMEIDE_AUTH_KEYS"):
        sign_in(Settings(home=tmp_path, host="0.0.0.0"))


def test_configured_keys_that_are_not_there_stop_the_start(tmp_path: Path) -> None:
    with pytest.raises(KeysUnusable, match="nowhere"):
        sign_in(Settings(home=tmp_path, auth_keys=tmp_path / "nowhere"))


def test_with_configured_keys_a_token_is_needed(tmp_path: Path) -> None:
    create_key_pair(tmp_path)
    signed_in = sign_in(Settings(home=tmp_path, host="0.0.0.0", auth_keys=trusted_folder(tmp_path)))
    with pytest.raises(TokenMissing):
        signed_in([], direct=True)
    assert signed_in([f"bearer {issue(tmp_path, 'acme', 'anna')}"], direct=False).tenant == "acme"


def test_without_a_token_only_this_machine_itself_is_signed_in(tmp_path: Path) -> None:
    with pytest.raises(TokenNeeded):
        sign_in(Settings(home=tmp_path))([], direct=False)


@pytest.mark.parametrize("hosts", ["ameide.example.com", "localhost:8000,ameide.example.com:443", "127.0.0.1.nip.io"])
def test_a_foreign_name_needs_keys(tmp_path: Path, hosts: str) -> None:
    with pytest.raises(KeysNeeded, match=r"example\.com|nip\.io"):
        sign_in(Settings(home=tmp_path, allowed_hosts=hosts))
    create_key_pair(tmp_path)
    sign_in(Settings(home=tmp_path, allowed_hosts=hosts, auth_keys=trusted_folder(tmp_path)))


def test_further_names_of_loopback_need_none(tmp_path: Path) -> None:
    sign_in(Settings(home=tmp_path, allowed_hosts="localhost:9000, 127.0.0.1, [::1]:9000"))
