"""The app that the original server and ours run side by side, to be told the same.

| text | |
| --- | --- |
| `buttons <JSON>` | sends `Choose` with these as its buttons |
| `only <JSON>` | sends these buttons without a text |
| `contents <JSON list>` | sends a message with each of these as its content |
| `fail <text>` | fails with the text |
| `nothing` | sends nothing |
| any other | says what it heard, and as what |
"""

import json
import os

from jims_core.app import JimsApp
from jims_core.thread.thread_context import ThreadContext


async def pipeline(ctx: ThreadContext) -> None:
    text = ctx.get_last_user_message() or ""
    command, _, argument = text.partition(" ")
    match command:
        case "buttons":
            data = {"role": "assistant", "content": "Choose", "buttons": json.loads(argument)}
            ctx.send_event("comm.assistant_message_with_buttons", data)
        case "only":
            data = {"role": "assistant", "content": "", "buttons": json.loads(argument)}
            ctx.send_event("comm.assistant_buttons", data)
        case "contents":
            for content in json.loads(argument):
                ctx.send_event("comm.assistant_message", {"role": "assistant", "content": content})
        case "fail":
            raise ValueError(argument)
        case "nothing":
            pass
        case _:
            name, content = ctx.get_last_user_action()
            ctx.send_message(f"{name} {json.dumps(content)}")


app = JimsApp(None, pipeline)


async def served() -> JimsApp:
    return await served_with(pipeline)


async def served_with(pipeline) -> JimsApp:
    """The app on the database of the original server."""
    from jims_core.db import Base
    from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

    engine = create_async_engine(os.environ["JIMS_DB_CONN_URI"])
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return JimsApp(async_sessionmaker(engine, expire_on_commit=False), pipeline)
