"""Show bytes as text, if they are text."""


def as_text(content: bytes) -> str | None:
    """Decode UTF-8 without NUL; return None for everything else."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
