"""Matchers of links: a module is a matcher, and its file name is the kind of the links."""
