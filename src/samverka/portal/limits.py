"""How often something may be asked for, counted in the memory of each serving process."""

import time
from datetime import timedelta

from django.core.cache import caches

__all__ = ["too_often"]


def too_often(what: str, *, at_most: int, within: timedelta) -> bool:
    """Count that `what` is asked for, and say whether that is more often than it may be."""
    seconds = int(within.total_seconds())
    key = f"{what}:{int(time.time()) // seconds}"
    counted = caches["memory"]
    counted.add(key, 0, seconds)
    try:
        return counted.incr(key) > at_most
    except ValueError:  # Forgotten between the two lines, since memory was full.
        return False
