"""What a link event is called: the same at both ends of a link."""

from pipeline.ir.workflow import Element


def link_names(event: Element) -> list[str]:
    """The names of its links; some tools name the event and not its link."""
    return [(definition.ref or event.name).strip() for definition in event.events if definition.kind == "link"]
