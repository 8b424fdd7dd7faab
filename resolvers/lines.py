"""Find the elements that one line of a generated file came from."""

from pipeline.ir import lines
from resolvers.context import Info
from resolvers.erased import missing
from resolvers.errors import Refused
from schema.artefact import Artefact
from schema.line import GeneratedLine
from schema.text import as_text


async def region(info: Info, artefact: str, line: int, as_of: str | None) -> GeneratedLine:
    """Answer for a line. Raises Refused unless the id is an artefact's and the line exists."""
    loaders = info.context.loaders
    file = await loaders.node(artefact)
    if not isinstance(file, Artefact) or (as_of is not None and file.recorded_at > as_of):
        raise await missing(info.context.unit, artefact)
    content = await loaders.bytes_of(file.digest)
    count = lines.count(content)
    if not 1 <= line <= count:
        raise Refused("BAD_LINE", f"{file.path} has {count} line{'' if count == 1 else 's'}; there is no line {line}.")
    found = lines.owners(await loaders.lines_of(file.id), line)
    text = as_text(content)
    info.context.unit.count(len(found) + 1)
    return GeneratedLine(
        artefact=file,
        line=line,
        line_count=count,
        text=None if text is None else text.split("\n")[line - 1].removesuffix("\r"),
        regions=await loaders.nodes(found),  # type: ignore[arg-type]
        explanation=None if found else f"Line {line} of {file.path} came from the generator, not from an element.",
    )
