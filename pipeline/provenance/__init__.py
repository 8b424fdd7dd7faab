"""What was derived from what, and with which tool, as data."""
