"""One command per module; cli/main.py lists them."""
