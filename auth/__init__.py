"""Decide who is asking: a token, or this machine itself, becomes a Principal."""
