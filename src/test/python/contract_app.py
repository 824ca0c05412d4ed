"""The app that the contract test for all kinds of app talks to, as a Python JIMS app.

The commands are listed in src/test/java/io/jims/app/ContractApp.java. `app` is for a host that brings the
thread's events itself; `served` is for jims-api, and keeps them in the database of JIMS_DB_CONN_URI.
"""

import asyncio
import os
from pathlib import Path

from jims_core.app import JimsApp
from jims_core.thread.thread_context import StatusEvent, ThreadContext
from pydantic import BaseModel

EVENT_DATA = {"text": "ü", "numbers": [1, -2.5, 9007199254740993], "yes": True, "nothing": None, "nested": {"empty": {}}}
BUTTONS = [
    [{"text": "Yes", "id": "yes"}, {"text": "No", "id": "no"}],
    [{"text": "Maybe", "id": "maybe"}],
]


class State(BaseModel):
    value: str


class Place:
    """Where so many runs meet."""

    def __init__(self) -> None:
        self.runs = 0
        self.full = asyncio.Event()


places: dict[str, Place] = {}


async def say(ctx: ThreadContext, text: str) -> None:
    ctx.send_message(text)


async def say_twice(ctx: ThreadContext, text: str) -> None:
    ctx.send_message(f"1 {text}")
    ctx.send_message(f"2 {text}")


async def repeat(ctx: ThreadContext, argument: str) -> None:
    times, text = argument.split(" ", 1)
    ctx.send_message(text * int(times))


async def silent(ctx: ThreadContext, argument: str) -> None:
    pass


async def buttons(ctx: ThreadContext, argument: str) -> None:
    data = {"role": "assistant", "content": "Choose", "buttons": BUTTONS}
    ctx.send_event("comm.assistant_message_with_buttons", data)  # send_message_with_buttons takes one row only


async def click(ctx: ThreadContext) -> None:
    name, content = ctx.get_last_user_action()
    ctx.send_message(f"{name} {content}")


async def event(ctx: ThreadContext, event_type: str) -> None:
    ctx.send_event(event_type, EVENT_DATA)


async def set_state(ctx: ThreadContext, value: str) -> None:
    ctx.set_state("contract", State(value=value))


async def get_state(ctx: ThreadContext, argument: str) -> None:
    state = ctx.get_state("contract", State)
    ctx.send_message(state.value if state else "(none)")


async def interface(ctx: ThreadContext, argument: str) -> None:
    ctx.send_message(str(ctx.thread_config.get("interface")))


async def status(ctx: ThreadContext, text: str) -> None:
    await ctx.update_agent_status(StatusEvent(message=text, status_type="contract"))
    ctx.send_message("reported")


async def wait(ctx: ThreadContext, file: str) -> None:
    Path(file).write_text("begun")
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        Path(file).write_text("cancelled")
        raise


async def meet(ctx: ThreadContext, argument: str) -> None:
    runs, name = argument.split(" ", 1)
    place = places.setdefault(name, Place())
    place.runs += 1
    if place.runs == int(runs):
        place.full.set()
    await place.full.wait()
    ctx.send_message("met")


async def fail(ctx: ThreadContext, text: str) -> None:
    ctx.send_message("half")
    raise ValueError(text)


async def edit(ctx: ThreadContext, text: str) -> None:
    for message in (text, "taken back", "secret"):
        ctx.send_message(message)
    ctx.outgoing_events.pop(1)
    ctx.outgoing_events.reverse()
    ctx.outgoing_events[0].event_data["content"] = "[redacted]"


async def value(ctx: ThreadContext, event_type: str) -> None:
    ctx.send_event(event_type, {})
    ctx.outgoing_events[-1].event_data = [1, "ü"]


async def known(ctx: ThreadContext, argument: str) -> None:
    ctx.send_message("known")


async def count_history(ctx: ThreadContext, argument: str) -> None:
    ctx.send_message(str(len(ctx.history)))


async def context(ctx: ThreadContext, argument: str) -> None:
    ctx.send_message("|".join(message["content"] for message in ctx.context(20)))


COMMANDS = {
    "say": say,
    "say-twice": say_twice,
    "repeat": repeat,
    "silent": silent,
    "buttons": buttons,
    "event": event,
    "set": set_state,
    "get": get_state,
    "interface": interface,
    "status": status,
    "wait": wait,
    "meet": meet,
    "fail": fail,
    "edit": edit,
    "value": value,
    "/known": known,
    "count-history": count_history,
    "context": context,
}


async def pipeline(ctx: ThreadContext) -> None:
    text = ctx.get_last_user_message() or ""
    command, _, argument = text.partition(" ")
    if command in COMMANDS:
        await COMMANDS[command](ctx, argument)
    elif text.startswith("btn:"):
        await click(ctx)
    else:
        raise ValueError(f"unknown command: {text}")


async def conversation_start(ctx: ThreadContext) -> None:
    ctx.send_message("Welcome")


def contract_app(sessionmaker) -> JimsApp:
    made = JimsApp(sessionmaker, pipeline, conversation_start)
    made.commands = ["/known"]
    return made


app = contract_app(None)


async def served() -> JimsApp:
    from jims_core.db import Base
    from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

    engine = create_async_engine(os.environ["JIMS_DB_CONN_URI"])
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return contract_app(async_sessionmaker(engine, expire_on_commit=False))
