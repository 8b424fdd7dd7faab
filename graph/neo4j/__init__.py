"""Store graphs in Neo4j: one graph for all tenants, in which every vertex says whose it is."""
