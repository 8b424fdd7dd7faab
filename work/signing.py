"""Sign webhooks as the Standard Webhooks specification says, so that its libraries verify them."""

import base64
import hashlib
import hmac
import secrets
from typing import Final

_PREFIX: Final = "whsec_"


def new_secret() -> str:
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed(secret: str, id_: str, at: int, body: bytes) -> dict[str, str]:
    """Return the headers of a delivery. `at` is Unix time in seconds: a receiver refuses what is old."""
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signature = hmac.digest(key, f"{id_}.{at}.".encode() + body, hashlib.sha256)
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(signature).decode()}",
    }
