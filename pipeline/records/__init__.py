"""Convert IR and pipeline results to vertices and edges. docs/graph.md explains the properties."""
