"""Search for requests that block the service, make it fail, or cause an internal error."""
