"""Every GraphQL text that the SDK sends."""

from typing import Final

_SHOWN: Final = """
fragment Shown on Node {
  __typename
  id
  ... on Model { modelName: name modelKind: kind }
  ... on Version { versionName: name number }
  ... on Element { elementName: name elementKind: kind line }
  ... on Anchor { type target }
  ... on Finding { rule severity message findingLine: line }
  ... on Build { buildTarget: target startedAt }
  ... on Artefact { path size }
  ... on Region { path spans { start end } }
  ... on Actor { subject }
  ... on Tombstone { erased: subject erasedKind: kind }
}
"""

VIEWER: Final = "query Viewer { viewer { tenant subject issuer roles } }"

TARGETS: Final = """
query Targets { targets { name title description options { name description default choices } } }
"""

MODELS: Final = """
query Models($first: Int!, $after: String) {
  models(first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id name kind current { id number recordedAt } }
  }
}
"""

NODE: Final = "query Node($id: ID!) { node(id: $id) { ...Shown } }" + _SHOWN

SEARCH: Final = (
    """
query Search($text: String!, $labels: [Label!], $kinds: [String!], $models: [ID!], $severities: [Severity!],
  $within: SearchWithin, $versions: SearchVersions, $asOf: DateTime, $first: Int!, $after: String) {
  search(text: $text, labels: $labels, kinds: $kinds, models: $models, severities: $severities, within: $within,
    versions: $versions, asOf: $asOf, first: $first, after: $after) {
    totalCount
    complete
    truncatedBy
    asOf
    countsByLabel { label count }
    countsByKind { kind count }
    countsByModel { model count }
    pageInfo { hasNextPage endCursor }
    edges { score field excerpt }
    nodes { ...Shown }
  }
}
"""
    + _SHOWN
)

PATHS: Final = (
    """
query Paths($from: ID!, $to: ID!, $mode: PathMode = SHORTEST, $direction: Direction = LINEAGE, $maxDepth: Int = 30,
  $first: Int = 10, $through: [EdgeKind!], $includeFlow: Boolean = false, $includeHistory: Boolean = false,
  $asOf: DateTime) {
  paths(from: $from, to: $to, mode: $mode, direction: $direction, maxDepth: $maxDepth, first: $first,
    through: $through, includeFlow: $includeFlow, includeHistory: $includeHistory, asOf: $asOf) {
    startIds
    endIds
    pathsComplete
    truncatedBy
    totalCount
    asOf
    paths { steps { node { ...Shown } edges { kind } } }
  }
}
"""
    + _SHOWN
)

IMPORT_MODEL: Final = """
mutation ImportModel($input: ImportModelInput!) {
  importModel(input: $input) {
    unchanged
    version { id number model { id name } }
    findings { id rule severity message line element { id } }
    problems { code message line column path }
  }
}
"""

GENERATE: Final = """
mutation Generate($input: GenerateInput!) {
  generate(input: $input) {
    reused
    build { id artefacts(first: 1) { totalCount } }
    problems { code message line column path }
  }
}
"""

CREATE_TENANT: Final = """
mutation CreateTenant($input: CreateTenantInput!) {
  createTenant(input: $input) { tenant problems { code message line column path } }
}
"""

ARTEFACTS: Final = """
query Artefacts($build: ID!, $first: Int!, $after: String) {
  node(id: $build) {
    ... on Build {
      artefacts(first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { id path digest size mediaType contentBase64 }
      }
    }
  }
}
"""


def reach(field: str) -> str:
    """The question `lineage` or `impact`, which differ in nothing but their name."""
    return (
        f"query Reach($of: ID!, $depth: Int, $labels: [Label!], $kinds: [String!], $through: [EdgeKind!],"
        f" $includeFlow: Boolean = false, $includeHistory: Boolean = false, $asOf: DateTime,"
        f" $first: Int = 100, $after: String, $maxVertices: Int, $maxSeconds: Float, $hubThreshold: Int,"
        f" $collapseHubs: Boolean = false, $cycles: Int = 10, $withCycles: Boolean! = false) {{"
        f" reach: {field}(of: $of, depth: $depth, labels: $labels, kinds: $kinds, through: $through,"
        f" includeFlow: $includeFlow, includeHistory: $includeHistory, asOf: $asOf, maxVertices: $maxVertices,"
        f" maxSeconds: $maxSeconds, hubThreshold: $hubThreshold, collapseHubs: $collapseHubs)"
        """ {
    start {
      ...Shown
      ... on Version { supersededBy { id } }
      ... on Element { version { supersededBy { id } } }
    }
    startIds
    complete
    truncatedBy
    truncatedAtDepth
    asOf
    totalCount
    countsByLabel { label count }
    countsByKind { kind count }
    countsByHop { hop count }
    cyclic
    cycles(first: $cycles) @include(if: $withCycles) { ids }
    hubs { id label edges }
    vertices(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { hop node { ...Shown } }
    }
  }
}
""" + _SHOWN
    )


LINEAGE: Final = reach("lineage")
IMPACT: Final = reach("impact")

_DIFF: Final = "identical sameMeaning layoutOnly rendered(format: $format, most: $most)"

DIFF: Final = f"""
query Diff($from: ID!, $to: ID!, $format: DiffFormat!, $most: Int, $asOf: DateTime) {{
  diff(from: $from, to: $to, asOf: $asOf) {{ {_DIFF} }}
}}
"""

CHANGE_IMPACT: Final = (
    f"""
query ChangeImpact(
  $from: ID!, $to: ID, $draft: DraftInput, $asOf: DateTime, $format: DiffFormat!, $most: Int, $first: Int!
) {{
  changeImpact(from: $from, to: $to, draft: $draft, asOf: $asOf) {{
    diff {{ {_DIFF} }}
    noImpact
    complete
    truncatedBy
    truncatedAtDepth
    asOf
    startIds
    findingsTogether
    elements(first: $first) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ ...Shown }} }}
    artefacts(first: $first) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ ...Shown }} }}
    regions(first: $first) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ ...Shown }} }}
    builds(first: $first) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ ...Shown }} }}
    models(first: $first) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ ...Shown }} }}
    findingsAppearing(first: $first) {{
      totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ model rule severity message element line }}
    }}
    findingsVanishing(first: $first) {{
      totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ model rule severity message element line }}
    }}
  }}
}}
"""
    + _SHOWN
)

RETIRE_MODEL: Final = """
mutation RetireModel($input: RetireModelInput!) {
  retireModel(input: $input) { model { id until } problems { code message line column path } }
}
"""

ERASE_MODEL: Final = """
mutation EraseModel($input: EraseModelInput!) {
  eraseModel(input: $input) { tombstone { id recordedAt counts } problems { code message line column path } }
}
"""

PRUNE_BUILDS: Final = """
mutation PruneBuilds($input: PruneBuildsInput!) {
  pruneBuilds(input: $input) {
    builds { id model target recordedAt }
    buildCount
    keptCount
    counts
    tombstone { id recordedAt }
    problems { code message line column path }
  }
}
"""
