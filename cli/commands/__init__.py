"""Hold one command per module; cli/main.py lists them."""
