"""Tests of what the service does beside answering."""
