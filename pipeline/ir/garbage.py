"""Tell the interpreter that a process holds models: they are large, and have few cycles."""

import gc


def collect_rarely() -> None:
    """Leave what was imported out of collections, and collect seldom: usual thresholds cost a tenth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
