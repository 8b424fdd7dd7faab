"""Tell names of messages and signals that editors give by themselves: documents share them by chance."""

import re
from typing import Final

_DEFAULT: Final = re.compile(
    r"(?:(?:new|default|global)[ _-]?)?(?:message|signal)"
    r"(?:[ _-]?(?:event|ref|name|definition)){0,2}"
    # a number, or what bpmn-js makes up
    r"(?:[ _-]?[0-9]{1,4}|[ _-][01][0-9a-z]{6})?",
    re.IGNORECASE,
)


def is_default(name: str) -> bool:
    """Return true for a name like `Message_1`, `Message_0h4k2ls`, `New Message` or `signal`."""
    return _DEFAULT.fullmatch(name) is not None
