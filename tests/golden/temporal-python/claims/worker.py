"""Runs the workflows and activities. Settings are the TEMPORAL_* variables of the Temporal SDKs."""

import asyncio

from temporalio.client import Client
from temporalio.envconfig import ClientConfig
from temporalio.worker import Worker

import activities
import contract
import serving
from workflow import (
    SettleAClaim,
)

WORKFLOWS: list[type] = [
    SettleAClaim,
]
TASK_QUEUES = [
    "Process_Claim",
]


def workers(client: Client) -> list[Worker]:
    """One for each task queue; each can do everything."""
    implementation: contract.Activities = activities.Activities()
    served = serving.served(implementation, contract.NAMES)
    return [Worker(client, task_queue=queue, workflows=WORKFLOWS, activities=served) for queue in TASK_QUEUES]


async def main() -> None:
    """Work until stopped."""
    config = ClientConfig.load_client_connect_config()
    config.setdefault("target_host", "localhost:7233")
    client = await Client.connect(**config)
    await asyncio.gather(*(worker.run() for worker in workers(client)))


if __name__ == "__main__":
    asyncio.run(main())
