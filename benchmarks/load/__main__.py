"""Measure a service under load for about AMEIDE_LOAD_SECONDS (600), and write its section of docs/benchmarks.md."""

import argparse
import asyncio
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rich.console import Console

from benchmarks.load.client import Client
from benchmarks.load.mix import Request, mixed, noise
from benchmarks.load.section import TITLE, put
from benchmarks.load.served import Service, served

SECONDS: Final = float(os.environ.get("AMEIDE_LOAD_SECONDS", "600"))
CLIENTS: Final = (1, 16, 64)
CALM: Final = 2
NOISY: Final = 10
TURNS: Final = 6
MOST_SLOWER: Final = 1.2
MOST_GROWTH: Final = 1.1


@dataclass(frozen=True, slots=True)
class Answered:
    """Times of the answers that a number of clients got, and the count of failures."""

    seconds: float
    times: Sequence[float]
    failed: int

    @property
    def rate(self) -> float:
        """Return the answers in a second."""
        return len(self.times) / self.seconds

    def ms(self, percent: int) -> float:
        """Return the milliseconds that so many of a hundred requests took at most."""
        return sorted(self.times)[min(len(self.times) - 1, len(self.times) * percent // 100)] * 1000


async def load(clients: Sequence[Client], requests: Callable[[int], Iterator[Request]], seconds: float) -> Answered:
    """Let each client ask one request after the other."""
    times: list[float] = []
    failed = 0
    begun = time.perf_counter()

    async def ask(number: int, client: Client) -> None:
        nonlocal failed
        for query, variables in requests(number):
            before = time.perf_counter()
            if before - begun > seconds:
                return
            try:
                failed += not await client.ask(query, variables)
            except (OSError, asyncio.IncompleteReadError):
                failed += 1
            times.append(time.perf_counter() - before)

    await asyncio.gather(*(ask(number, client) for number, client in enumerate(clients)))
    for client in clients:
        client.close()
    return Answered(time.perf_counter() - begun, times, failed)


async def throughput(service: Service, seconds: float) -> dict[int, Answered]:
    """Measure each number of clients; half of them belong to either tenant."""
    await load(service.clients("calm", 4), mixed, seconds / 4)
    found = {}
    for number in CLIENTS:
        both = [*service.clients("calm", (number + 1) // 2), *service.clients("noisy", number // 2)]
        found[number] = await load(both, mixed, seconds)
    return found


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Answers to one tenant, alone and while another one asks as much as it can."""

    alone: Answered
    beside: Answered
    noise: Answered

    def slower(self, percent: int) -> float:
        """Return how many times longer requests take beside the noise."""
        return self.beside.ms(percent) / self.alone.ms(percent)


async def neighbours(service: Service, seconds: float) -> Neighbours:
    """Take turns, so that what else the machine does affects both."""
    alone, beside, noises = [], [], []

    def calm(number: int) -> Iterator[Request]:
        return mixed(number, writes=False)

    for _ in range(TURNS):
        alone.append(await load(service.clients("calm", CALM), calm, seconds / TURNS / 2))
        loud = asyncio.create_task(load(service.clients("noisy", NOISY), lambda _: noise(), seconds / TURNS / 2 + 1))
        await asyncio.sleep(1)
        beside.append(await load(service.clients("calm", CALM), calm, seconds / TURNS / 2))
        noises.append(await loud)
    return Neighbours(_joined(alone), _joined(beside), _joined(noises))


def _joined(parts: Sequence[Answered]) -> Answered:
    times = [each for part in parts for each in part.times]
    return Answered(sum(part.seconds for part in parts), times, sum(part.failed for part in parts))


async def memory(service: Service, seconds: float) -> list[dict[str, float]]:
    """Return the megabytes at ten moments of a long mixed load, after a first tenth of it."""
    found = []
    for _ in range(11):
        both = [*service.clients("calm", 4), *service.clients("noisy", 4)]
        await load(both, mixed, seconds / 11)
        found.append(service.megabytes())
    return found[1:]


def told(
    rates: dict[int, Answered],
    beside: Neighbours,
    grown: list[dict[str, float]],
    seconds: float,
    before: dict[int, Answered] | None = None,
) -> str:
    """Return the section of the page; `before` are the rates of an earlier commit."""
    middle = [statistics.median(each["service"] for each in part) for part in (grown[:5], grown[5:])]
    table = [
        f"| {name} | {one.rate:.1f} | {one.ms(50):.0f} ms | {one.ms(95):.0f} ms |"
        for name, one in (("alone", beside.alone), ("beside the other", beside.beside))
    ]
    loads = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return "\n".join(
        [
            TITLE,
            "",
            f"`make load` writes this section. Last run: {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processors. "
            f"The clients share them with the service and its database; load averages at the end: {loads}.",
            "",
            "Mixed requests: `impact`, `lineage`, search, lists, and 4 % imports of new versions.",
            "",
            "| clients | | answers per second | median | p95 | failed |",
            "|--:|---|--:|--:|--:|--:|",
            *_rows(rates, before),
            "",
            f"{CALM} clients of one tenant, alone and beside {NOISY} clients of another one that ask 80 `impact` "
            f"in each request, in {TURNS} turns:",
            "",
            "| tenant | answers per second | median | p95 |",
            "|---|--:|--:|--:|",
            *table,
            "",
            f"Beside the other the median is {beside.slower(50):.2f} times, p95 {beside.slower(95):.2f} times as long "
            f"(bound {MOST_SLOWER} for the median); of the other, {beside.noise.rate:.1f} requests per second were "
            f"answered, {beside.noise.failed} failed.",
            "",
            f"Memory during {seconds:.0f} s of mixed load by 8 clients: the service {grown[0]['service']:.0f} MB after "
            f"the first tenth, {grown[-1]['service']:.0f} MB at the end (second half against first: "
            f"{middle[1] / middle[0]:.2f} times, bound {MOST_GROWTH}); the database {grown[0]['database']:.0f} and "
            f"{grown[-1]['database']:.0f} MB.",
            "",
        ]
    )


def _rows(rates: dict[int, Answered], before: dict[int, Answered] | None) -> list[str]:
    earlier = {"before": before} if before else {}
    return [
        f"| {number} | {name} | {one[number].rate:.0f} | {one[number].ms(50):.0f} ms | {one[number].ms(95):.0f} ms "
        f"| {one[number].failed} of {len(one[number].times)} |"
        for number in rates
        for name, one in {**earlier, "now": rates}.items()
    ]


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["neighbours"], help="measure this alone, and print it")
    parser.add_argument("--before", type=Path, help="checkout of an earlier commit, whose throughput is measured too")
    asked = parser.parse_args()
    console = Console()
    before = None
    if asked.before is not None:
        async with served(asked.before.resolve()) as earlier:
            before = await throughput(earlier, SECONDS / 15)
    async with served() as service:
        if asked.only:
            beside = await neighbours(service, SECONDS)
            for name, each in (("alone", beside.alone), ("beside", beside.beside), ("noise", beside.noise)):
                console.print(name, f"{each.rate:.1f}/s", f"{each.ms(50):.1f} ms", f"{each.ms(95):.1f} ms", each.failed)
            return
        with console.status("measuring"):
            rates = await throughput(service, SECONDS / 15)
            beside = await neighbours(service, SECONDS / 5)
            grown = await memory(service, SECONDS * 0.6)
    section = told(rates, beside, grown, SECONDS * 0.6, before)
    console.print(section, markup=False, soft_wrap=True)
    put(section)
    first, second = (statistics.median(each["service"] for each in part) for part in (grown[:5], grown[5:]))
    failed = sum(each.failed for each in (*rates.values(), beside.alone, beside.beside))
    if failed or beside.slower(50) > MOST_SLOWER or second > MOST_GROWTH * first:
        raise SystemExit("a bound is missed")


if __name__ == "__main__":
    asyncio.run(main())
