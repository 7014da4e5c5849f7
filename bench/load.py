"""A load of requests over HTTP to the program on this machine, bounded in count and in time."""

import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

from bench.program import connected

__all__ = ["one_after_another", "requests_per_second"]


def one_after_another(port: int, addresses: Sequence[str], seconds: float) -> list[tuple[str, float]]:
    """Each address once, in a random but constant order, with the time until its last byte. Stops when time is up."""
    deadline = time.perf_counter() + seconds
    shuffled = random.Random(20240601).sample(addresses, len(addresses))  # noqa: S311
    with connected(port) as connection:
        return [
            (address, _timed(connection, address)) for address in shuffled if time.perf_counter() < deadline
        ]


def requests_per_second(port: int, address: str, threads: int, seconds: float) -> float:
    """How many requests are answered in a second, with several readers at once."""
    deadline = time.perf_counter() + seconds

    def read(_reader: int) -> int:
        count = 0
        with connected(port) as connection:
            while time.perf_counter() < deadline:
                _timed(connection, address)
                count += 1
        return count

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(read, range(threads))) / seconds


def _timed(connection: HTTPConnection, address: str) -> float:
    begun = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    if answer.status >= 400:
        raise RuntimeError(f"{address} answered {answer.status}")
    return time.perf_counter() - begun
