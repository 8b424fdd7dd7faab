"""Make requests that are nearly right: fields of the schema in odd shapes and numbers, and bodies in odd forms."""

import json
import random
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
)

from resolvers.schema import SCHEMA

_TEXTS: Final = [
    "order-to-cash", "order-to-cash@1", "order-to-cash#Task_Ship", "anchor:bpmn:process:P", "build:0", "",
    "\u202e", "'; DROP TABLE x", "a" * 5000, "%", "@", "#", "~1", "\\", '"', "0001-01-01T00:00:00+14:00",
    "2026-11-30T00:00:00Z", "x\n" * 500,
]  # fmt: skip
_NUMBERS: Final = ["0", "1", "-1", "50", "1000", "2147483647", "2147483648", "1" * 300, "1" * 5000, "1e308", "0.0"]
_FILLERS: Final = ["\n", "\r", " ", ",", "#x\n", "\ufeff"]


class Asked:
    """Requests by chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._by = random.Random(seed)
        self._left = 0

    def body(self) -> bytes:
        """Return the body of a request."""
        chance = self._by.random()
        if chance < 0.1:
            return self._by.choice([b"", b"{", b"[]", b"null", b'"' + b"\\" * 9999, b"\xff" * 999, b"[" * 4000])
        body = json.dumps({"query": self._query(), "variables": self._variables()}).encode()
        if chance < 0.2:
            at = self._by.randrange(len(body))
            return body[:at] + self._by.randbytes(self._by.randrange(9)) + body[at:]
        return body

    def _variables(self) -> dict[str, Any]:
        many = self._by.choice([1, 10, 1000, 4000, 40_000])
        return {"v": [self._by.choice(_TEXTS)] * many} if self._by.random() < 0.2 else {}

    def _query(self) -> str:
        self._left = self._by.choice([5, 30, 200, 600])
        roots = [SCHEMA.core.query_type] * 9 + [SCHEMA.core.mutation_type]
        root = self._by.choice(roots)
        kind = "mutation " if root is SCHEMA.core.mutation_type else ""
        text = f"{kind}{self._selection(root)}"
        if self._by.random() < 0.1:
            at = self._by.randrange(len(text))
            filler = self._by.choice(_FILLERS) * self._by.choice([1, 1000, 100_000])
            text = text[:at] + filler + text[at:]
        return text

    def _selection(self, type_: Any, depth: int = 0) -> str:
        fields = list(type_.fields.items()) if not isinstance(type_, GraphQLUnionType) else []
        parts = []
        for _ in range(self._by.choice([1, 1, 2, 3, 20])):
            self._left -= 1
            if self._left < 0 or not fields or self._by.random() < 0.1:
                parts.append(self._by.choice(["__typename", "id", "nothing", "... on Element { id }", "...F"]))
            else:
                name, field = self._by.choice(fields)
                parts.append(self._field(name, field, depth))
        if depth < 12 and self._by.random() < 0.05:
            parts.append("... on Version " + self._selection(SCHEMA.core.get_type("Version"), depth + 1))
        return "{ " + " ".join(parts) + " }"

    def _field(self, name: str, field: GraphQLField, depth: int) -> str:
        alias = f"a{self._by.randrange(9)}: " if self._by.random() < 0.3 else ""
        given = [
            f"{key}: {self._value(argument.type)}"
            for key, argument in field.args.items()
            if isinstance(argument.type, GraphQLNonNull) or self._by.random() < 0.2
        ]
        text = f"{alias}{name}" + (f"({', '.join(given)})" if given else "")
        inner = get_named_type(field.type)
        if isinstance(inner, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType):
            text += " " + (self._selection(inner, depth + 1) if depth < 16 else "{ __typename }")
        return text

    def _value(self, type_: Any) -> str:
        type_ = get_nullable_type(type_)
        if self._by.random() < 0.05:
            return self._by.choice(["null", "{}", "[]", "$v", "NONE", '"x"', *_NUMBERS])
        if isinstance(type_, GraphQLList):
            several = [self._value(type_.of_type) for _ in range(self._by.choice([0, 1, 3, 300]))]
            return f"[{', '.join(several)}]"
        if isinstance(type_, GraphQLEnumType):
            return str(self._by.choice(list(type_.values)))
        if isinstance(type_, GraphQLInputObjectType):
            chosen = [(key, field) for key, field in type_.fields.items() if self._by.random() < 0.7]
            return "{" + ", ".join(f"{key}: {self._value(field.type)}" for key, field in chosen) + "}"
        if type_.name in {"Int", "Float"}:
            return self._by.choice(_NUMBERS)
        return self._by.choice(["true", "false"]) if type_.name == "Boolean" else json.dumps(self._by.choice(_TEXTS))
