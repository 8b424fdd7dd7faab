"""The Python SDK: GraphQL over HTTP, blocking (sync) or not (asynchronous); imports nothing of the server."""
