"""Kills every process of a service in turn while it works, and compares what it acknowledged with what it holds."""
