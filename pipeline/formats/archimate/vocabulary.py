"""List the words of ArchiMate's formats, and what those of earlier releases are called today."""

import re
from typing import Final

from pipeline.ir.architecture import ELEMENTS, JUNCTIONS, RELATIONSHIPS

PARTS: Final = frozenset(
    {"model", "view", "node", "connection", "folder", "propertyDefinition", "profile", "viewpoint"}
)
"""Kinds of what is no concept."""
KINDS: Final = ELEMENTS | JUNCTIONS | RELATIONSHIPS | PARTS

_FORMER: Final = {
    "BusinessActivity": "BusinessProcess",
    "InfrastructureFunction": "TechnologyFunction",
    "InfrastructureInterface": "TechnologyInterface",
    "InfrastructureService": "TechnologyService",
    "CommunicationPath": "Path",
    "Network": "CommunicationNetwork",
    "Junction": "AndJunction",
    "UsedBy": "Serving",
    "Realisation": "Realization",
    "Specialisation": "Specialization",
}
"""Types of ArchiMate 2.1 and of Archi before release 4, by what they are called since."""
ACCESS: Final = {"0": "Write", "1": "Read", "2": "Access", "3": "ReadWrite"}
"""`accessType` in Archi's files (IAccessRelationship); without the attribute it is 0."""
_VIEWPOINTS: Final = {
    "application_platform": "Application Platform",
    "capability": "Capability Map",
    "implementation_deployment": "Implementation and Deployment",
    "implementation_migration": "Implementation and Migration",
    "resource": "Resource Map",
}


def kind_of(type_: str) -> str:
    """Return the type of today for the value of an `xsi:type`: `archimate:UsedByRelationship` is `Serving`."""
    plain = type_.strip().rpartition(":")[2]
    bare = re.sub(r"Relation(ship)?$", "", plain)
    if bare in RELATIONSHIPS or bare in _FORMER:
        plain = bare
    return _FORMER.get(plain, plain)


def viewpoint(stated: str) -> str:
    """Return the name that the exchange format has for a viewpoint of Archi: `application_usage`."""
    if not re.fullmatch(r"[a-z_]+", stated):
        return stated
    return _VIEWPOINTS.get(stated) or " ".join(word.capitalize() for word in stated.split("_"))


PROFILE: Final = "archi:profile"
"""Key of properties of the written model that state its profiles: id, type of concept and name, blanks between."""
SPECIALIZATION: Final = "archi:specialization"
"""Key of the property that names the profile of a concept."""
RESERVED: Final = frozenset({PROFILE, SPECIALIZATION})
ATTRIBUTE: Final = "archi:attribute:"
"""Beginning of the keys of properties for which the exchange format has no attribute."""
