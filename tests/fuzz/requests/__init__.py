"""Looks for requests that keep the service from others, make it fail, or are answered with an internal error."""
