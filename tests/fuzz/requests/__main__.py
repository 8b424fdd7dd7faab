"""Send requests for AMEIDE_FUZZ_SECONDS (1800), and watch the event loop: `make fuzz-requests`.

Fails at the first that keeps the loop for more than a tenth of a second of work, is answered with an internal error,
or is answered with more than a megabyte of errors; its seed is printed, and `python -m tests.fuzz.requests SEED`
sends it again.
"""

import asyncio
import itertools
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from app import create_app, opened
from settings import Settings
from tests.fixtures.api import order_to_cash
from tests.fixtures.stalls import Watched, watched
from tests.fuzz.requests.asked import Asked

LONGEST = 0.1
IMPORT = 'mutation($c: String!) { importModel(input: {content: $c, name: "order-to-cash"}) { version { id } } }'


async def main(seeds: list[int]) -> None:
    until = time.monotonic() + float(os.environ.get("AMEIDE_FUZZ_SECONDS", "1800"))
    with tempfile.TemporaryDirectory(prefix="ameide-fuzz-") as folder:
        Path(folder).chmod(0o755)  # the embedded server runs as a user of its own
        settings = Settings(home=Path(folder) / "home", allowed_hosts="127.0.0.1")
        async with opened(settings) as store, watched(create_app(settings, store.graphs, store.tenants)) as service:
            service.host = "127.0.0.1"
            await service.send(json.dumps({"query": IMPORT, "variables": {"c": order_to_cash()}}).encode())
            for number in itertools.count():
                if not (number < len(seeds) if seeds else time.monotonic() < until):
                    break
                await examined(service, seeds[number] if seeds else number)
                if number % 100 == 99:
                    print(f"\r{number + 1} requests, longest stall {max(service.longest):.3f} s", end="", flush=True)
            print(f"\n{number} requests, longest stall {max(service.longest):.3f} s: nothing found")


async def examined(service: Watched, seed: int) -> None:
    """Send one request, and fail where it does harm."""
    body = Asked(seed).body()
    stall = 1.0
    for _ in range(3):  # what comes once is the machine's, or the garbage collector's
        await asyncio.sleep(0.01)  # making the body is not what is measured
        service.stalls.clear()
        status, answer = await service.send(body)
        stall = min(stall, max(service.stalls, default=0.0))
        if stall <= LONGEST:
            break
    errors = (answer or {}).get("errors") or []
    internal = [error for error in errors if error.get("extensions", {}).get("code") == "INTERNAL"]
    service.longest.append(stall)
    if stall > LONGEST or status >= 500 or internal or len(json.dumps(errors)) > 1_000_000:
        print(f"\nseed {seed}: status {status}, stall {stall:.3f} s, {internal[:1]}")
        raise SystemExit(1)


asyncio.run(main([int(each) for each in sys.argv[1:]]))
