"""Continues a thread, or begins it, as an app on the real jims-core does.

jims_thread.py URL THREAD_ID TEXT: prints the messages of the thread, one a line, the answer last.
"""

import asyncio
import sys
from uuid import UUID

import sqlalchemy.ext.asyncio as sa_aio
from jims_core.db import Base
from jims_core.thread.thread_controller import ThreadController
from jims_core.util import uuid7


async def answer(context):
    said = [str(message["content"]) for message in context.history]
    context.send_message("Python heard: " + " | ".join(said))


async def main(url, thread_id, text):
    engine = sa_aio.create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    sessions = sa_aio.async_sessionmaker(engine, expire_on_commit=False)
    thread = await ThreadController.new_thread(
        sessions, "widget:python", UUID(thread_id), {"interface": "python"}
    )
    await thread.store_user_message(uuid7(), text)
    await thread.run_pipeline_with_context(answer)
    for message in (await thread.make_context()).history:
        print(f"{message['role']}: {message['content']}")
    await engine.dispose()


asyncio.run(main(*sys.argv[1:]))
