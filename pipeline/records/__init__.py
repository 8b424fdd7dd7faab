"""IR and pipeline results as vertices and edges. What the properties mean: docs/graph.md."""
