"""Prints a project for the Temporal Python SDK. A template is a file; what it shows is decided in Python."""
