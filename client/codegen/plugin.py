"""Adapt ariadne-codegen: generate a synchronous twin in the same run, and raise typed errors."""

import ast
from pathlib import Path
from typing import Any, Final

from ariadne_codegen import Plugin
from ariadne_codegen.utils import format_code
from graphql import GraphQLNonNull, GraphQLSchema, is_non_null_type

_SYNC: Final = {"AsyncClient": "Client", "AsyncBaseClient": "BaseClient"}
_UNTYPED: Final = {"__getattr__(name)": "__getattr__(name: str) -> object", "__dir__()": "__dir__() -> list[str]"}


class AmeidePlugin(Plugin):  # type: ignore[misc] # it is not installed where this is checked
    """The last plug-in of the list: it rewrites what the others have generated."""

    def __init__(self, schema: GraphQLSchema, config_dict: dict[str, Any]) -> None:
        super().__init__(schema, config_dict)
        settings = config_dict["tool"]["ariadne-codegen"]
        self._folder = Path(settings["target_package_path"]) / settings["target_package_name"]

    def process_schema(self, schema: GraphQLSchema) -> GraphQLSchema:
        """Take fields that are null only beside an error as never null: the client raises the error."""
        for field in (schema.query_type.fields if schema.query_type else {}).values():
            directives = field.ast_node.directives if field.ast_node else ()
            if any(each.name.value == "semanticNonNull" for each in directives) and not is_non_null_type(field.type):
                field.type = GraphQLNonNull(field.type)
        return schema

    def generate_client_module(self, module: ast.Module) -> ast.Module:
        """Let the base client read the answers, so that one that does not fit is a ClientError."""
        _Reading().visit(module)
        return ast.fix_missing_locations(module)

    def generate_client_code(self, generated_code: str) -> str:
        """Write the sync client beside the async one."""
        head = "".join(line for line in generated_code.splitlines(keepends=True)[:2] if line.startswith("#"))
        body = format_code(ast.unparse(ast.fix_missing_locations(_Sync().visit(ast.parse(generated_code)))))
        (self._folder / "client.py").write_text(f"{head}\n{body}", encoding="utf-8")
        return generated_code

    def generate_init_code(self, generated_code: str) -> str:
        """Give types to the functions that import lazily."""
        for name, signature in _UNTYPED.items():
            generated_code = generated_code.replace(f"def {name}:", f"def {signature}:")
        return generated_code


class _Reading(ast.NodeTransformer):
    """A transformer from `Impact.model_validate(data)` to `self.read(Impact, data)`."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "model_validate":
            reader = ast.Attribute(value=ast.Name(id="self", ctx=ast.Load()), attr="read", ctx=ast.Load())
            return ast.Call(func=reader, args=[node.func.value, *node.args], keywords=node.keywords)
        return node


class _Sync(ast.NodeTransformer):
    """A transformer from asynchronous to blocking code; subscriptions have no blocking form."""

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST | None:
        self.generic_visit(node)
        if any(isinstance(each, ast.AsyncFor) for each in ast.walk(node)):
            return None
        return ast.FunctionDef(**{name: getattr(node, name) for name in node._fields}, lineno=node.lineno)

    def visit_Await(self, node: ast.Await) -> ast.AST:
        self.generic_visit(node)
        return node.value

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(id=_SYNC.get(node.id, node.id), ctx=node.ctx)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        node.name = _SYNC.get(node.name, node.name)
        return node

    def visit_alias(self, node: ast.alias) -> ast.AST:
        return ast.alias(name=_SYNC.get(node.name, node.name), asname=node.asname)
