"""Test the work of the service beside answering requests."""
