"""Translate ids into tokens that both models share: a pair has one token, a stranger its own."""

import re
from collections.abc import Mapping

from pipeline.compare.structure import Structure

_PREFIXED = re.compile(r"[^\W\d][\w.-]*:(?P<local>[^\W\d][\w.-]*)")


class Tokens:
    """The tokens of one side, from its element ids to those of the other."""

    def __init__(self, structure: Structure, pairs: Mapping[str, str], side: str) -> None:
        self._stated = structure.model.by_source_id
        self._tokens = {
            # a blank begins no id, so no text of a document is taken for a token
            id_: f" ={pairs[id_]}" if id_ in pairs else f" {side}{id_}"
            for id_ in structure.by_id
        }

    def of(self, id_: str) -> str:
        return self._tokens.get(id_, id_)

    def meant(self, stated: str) -> str:
        """Return the token of the element that a document means by an id, prefixed or not; else the id."""
        stated = stated.strip()
        if stated not in self._stated and (prefixed := _PREFIXED.fullmatch(stated)):
            stated = prefixed["local"]
        return self.of(self._stated[stated].id) if stated in self._stated else stated
