"""Store vertices and edges of tenants, in Apache AGE or Neo4j. The store does not know what a process is."""
