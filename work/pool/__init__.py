"""Runs heavy work in processes that can be limited, stopped and lost without harm to the service."""
