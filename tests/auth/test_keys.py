"""Test key pairs for development, and the public keys of an issuer."""

import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from auth.errors import KeysUnusable
from auth.keys import KeyRing, create_key_pair, key_id, private_key, signing_key, trusted_folder


def public_pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def test_the_private_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    create_key_pair(tmp_path)
    assert stat.S_IMODE(signing_key(tmp_path).stat().st_mode) == 0o600
    assert b"PRIVATE" not in next(trusted_folder(tmp_path).iterdir()).read_bytes()


def test_making_it_again_keeps_the_key_that_is_there(tmp_path: Path) -> None:
    assert create_key_pair(tmp_path) == create_key_pair(tmp_path)
    assert len(KeyRing(trusted_folder(tmp_path))) == 1


def test_a_key_ring_sees_keys_come_and_go(tmp_path: Path) -> None:
    ring = KeyRing(trusted_folder(tmp_path))
    assert len(ring) == 0
    kid = create_key_pair(tmp_path)
    assert ring.get(kid) is not None
    (trusted_folder(tmp_path) / f"{kid}.pem").unlink()
    assert ring.get(kid) is None


def test_a_jwks_file_may_hold_keys_for_other_purposes(tmp_path: Path) -> None:
    signing, encrypting = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in "12")
    curve = ec.generate_private_key(ec.SECP256R1())
    keys = [
        RSAAlgorithm.to_jwk(signing.public_key(), as_dict=True) | {"kid": "a", "use": "sig", "alg": "RS256"},
        RSAAlgorithm.to_jwk(encrypting.public_key(), as_dict=True) | {"kid": "b", "use": "enc"},
        ECAlgorithm.to_jwk(curve.public_key(), as_dict=True) | {"kid": "c"},
    ]
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"keys": keys}))
    ring = KeyRing(path)
    assert len(ring) == 1
    assert ring.get("a") is not None


@pytest.mark.parametrize("kind", ["weak", "curve", "text", "private", "empty jwks"])
def test_an_unfit_key_names_its_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "key.pem"
    create_key_pair(tmp_path)
    path.write_bytes(
        {
            "weak": public_pem(rsa.generate_private_key(public_exponent=65537, key_size=1024)),
            "curve": public_pem(ec.generate_private_key(ec.SECP256R1())),
            "text": b"no key at all",
            "private": signing_key(tmp_path).read_bytes(),
            "empty jwks": b"{}",
        }[kind]
    )
    with pytest.raises(KeysUnusable, match=r"key\.pem"):
        KeyRing(path)


def test_a_damaged_signing_key_is_told(tmp_path: Path) -> None:
    signing_key(tmp_path).write_text("damaged")
    with pytest.raises(KeysUnusable, match="signing-key"):
        private_key(tmp_path)


def test_a_file_that_is_being_written_shuts_nobody_out(tmp_path: Path) -> None:
    kid = create_key_pair(tmp_path)
    folder = trusted_folder(tmp_path)
    ring = KeyRing(folder)
    whole = (folder / f"{kid}.pem").read_bytes()
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    (folder / "next.pem").write_bytes(public_pem(other)[:100])
    (folder / f"{kid}.pem").write_bytes(whole[:200])
    assert ring.get(kid) is not None
    assert ring.get(key_id(other.public_key())) is None
    (folder / "next.pem").write_bytes(public_pem(other))
    assert ring.get(key_id(other.public_key())) is not None
