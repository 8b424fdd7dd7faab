"""GraphQL types: fields, descriptions, from_row. No I/O: their field resolvers call the loaders on info.context."""
