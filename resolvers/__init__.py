"""Answer GraphQL: ask the store, run the pipeline, return schema types."""
