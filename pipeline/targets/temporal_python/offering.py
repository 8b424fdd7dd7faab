"""Compare activities.py, which is the user's, with the methods that the workflows ask for now."""

import ast
from collections.abc import Iterator
from typing import Final

from pipeline.ir.generated import Offer

_PATH: Final = "activities.py"
_BESIDE: Final = "activities_new.py"
_CLASS: Final = "Activities"
_HEADING: Final = f'''"""Methods that {_PATH} lacks: move them into its class {_CLASS}.

Generated, and removed by the generation that misses none.
"""
'''


def offer(path: str, yours: str, fresh: str) -> Offer | None:
    """Return the methods that the file lacks, and those that nothing asks for; None if there are none of either."""
    if path != _PATH:
        return None
    try:
        own = ast.parse(yours)
    except (SyntaxError, ValueError) as error:
        return Offer(path=path, problem=f"{path} cannot be read: {error}")
    wanted = {method.name: method for method in _methods(_class(ast.parse(fresh)))}
    stated = _class(own)
    have = {method.name for each in own.body if isinstance(each, ast.ClassDef) for method in _methods(each)}
    have |= set(_assigned(stated)) if stated else set()
    if stated is not None and (strange := _bases_elsewhere(stated, own)):
        return Offer(path=path, problem=f"{path}: {_CLASS} extends {strange}, which only the worker can look into")
    missing = tuple(name for name in wanted if name not in have)
    unused = tuple(
        method.name for method in _methods(stated) if method.name not in wanted and not method.name.startswith("_")
    )
    if not (missing or unused):
        return None
    text = _text(fresh, [wanted[name] for name in missing]) if missing else ""
    return Offer(path=path, missing=missing, unused=unused, beside=_BESIDE if missing else "", text=text)


def _class(module: ast.Module) -> ast.ClassDef | None:
    return next((each for each in module.body if isinstance(each, ast.ClassDef) and each.name == _CLASS), None)


def _methods(stated: ast.ClassDef | None) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (
        (each for each in stated.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)) if stated else ()
    )


def _bases_elsewhere(stated: ast.ClassDef, module: ast.Module) -> str:
    """Return the first base that is written in another file and is not the contract; empty if there is none."""
    here = {each.name for each in module.body if isinstance(each, ast.ClassDef)} | {"contract.Activities", "object"}
    return next((name for name in map(ast.unparse, stated.bases) if name not in here), "")


def _assigned(stated: ast.ClassDef) -> Iterator[str]:
    """Yield the names that a class gives to what is written elsewhere: `charge = payments.charge`."""
    for each in stated.body:
        targets = (
            each.targets if isinstance(each, ast.Assign) else [each.target] if isinstance(each, ast.AnnAssign) else []
        )
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _text(fresh: str, methods: list[ast.FunctionDef | ast.AsyncFunctionDef]) -> str:
    lines = fresh.splitlines()
    bodies = "\n\n".join("\n".join(lines[each.lineno - 1 : each.end_lineno]) for each in methods)
    typing = "from typing import Any\n\n" if "Any]" in bodies or "-> Any:" in bodies else ""
    contract = "import contract\n" if "contract." in bodies else ""
    head = f"{typing}{contract}from contract import Variables\n"
    return f'{_HEADING}\n{head}\n\nclass New:\n    """To be moved."""\n\n{bodies}\n'
