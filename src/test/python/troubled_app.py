"""What a Python app may do beside answering, wanted or not: the commands of the host's tests."""

import asyncio
import inspect
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from jims_core.app import JimsApp
from jims_core.thread.schema import EventEnvelope
from jims_core.thread.thread_context import StatusEvent, StatusUpdater, ThreadContext


async def print_it(ctx: ThreadContext, text: str) -> None:
    print(text)
    os.write(1, f"{text} from C\n".encode())
    subprocess.run(["echo", f"{text} from a child"], check=True)
    sys.stderr.write(f"{text} as an error\n")
    print("half \ud800")
    ctx.send_message(f"input is {sys.stdin.read()!r}")


async def print_long(ctx: ThreadContext, length: str) -> None:
    print("x" * int(length))
    ctx.send_message("printed")


async def pid(ctx: ThreadContext, argument: str) -> None:
    ctx.send_message(str(os.getpid()))


async def child(ctx: ThreadContext, argument: str) -> None:
    process = subprocess.Popen(["sleep", "600"])
    ctx.send_message(str(process.pid))


async def fork(ctx: ThreadContext, argument: str) -> None:
    if child := os.fork():
        ctx.send_message(str(child))


async def exit_now(ctx: ThreadContext, code: str) -> None:
    ctx.send_message("half")
    os._exit(int(code))


async def kill(ctx: ThreadContext, argument: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def sys_exit(ctx: ThreadContext, code: str) -> None:
    sys.exit(int(code))


async def close_pipes(ctx: ThreadContext, argument: str) -> None:
    os.closerange(3, 100)


async def block(ctx: ThreadContext, file: str) -> None:
    Path(file).write_text("blocked")
    time.sleep(600)


async def wait(ctx: ThreadContext, file: str) -> None:
    Path(file).write_text("begun")
    await asyncio.Event().wait()


async def stubborn(ctx: ThreadContext, file: str) -> None:
    Path(file).write_text("begun")
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        ctx.send_message("too late")
        Path(file).write_text("sent")


async def half(ctx: ThreadContext, text: str) -> None:
    ctx.send_message("\ud83d\x00" + text + "\udc00")


async def files(ctx: ThreadContext, argument: str) -> None:
    messages = [event.event_data for event in ctx.events if event.event_type == "comm.user_message"]
    for file in (file for message in messages for file in message.get("attachments", [])):
        size = Path(file["path"]).stat().st_size if file["path"] else None
        ctx.send_message(f"{file['name']} {file['type']} {file['size']} {size}")


async def length(ctx: ThreadContext, text: str) -> None:
    ctx.send_message(" ".join(str(ord(c)) for c in text))


async def huge(ctx: ThreadContext, size: str) -> None:
    ctx.send_message("ä" * int(size))


async def no_json(ctx: ThreadContext, argument: str) -> None:
    ctx.send_event("rag.x", {"value": float("nan") if argument == "nan" else object()})


async def bad_type(ctx: ThreadContext, argument: str) -> None:
    ctx.send_event("x" * 256, {})


async def odd_data(ctx: ThreadContext, kind: str) -> None:
    ctx.send_event("rag.x", {})
    ctx.outgoing_events[0].event_data = {"list": [1], "none": None, "text": "x", "number": 0, "yes": True}[kind]


async def odd_event(ctx: ThreadContext, kind: str) -> None:
    ctx.send_event("rag.x", {})
    match kind:
        case "none":
            ctx.outgoing_events.append(None)
        case "type":
            ctx.outgoing_events[0].event_type = None
        case "list":
            ctx.outgoing_events = None
        case "keys":
            ctx.outgoing_events[0].event_data = {(1, 2): 3}
        case "circle":
            ctx.outgoing_events[0].event_data = circle = {}
            circle["circle"] = circle
        case "assert":
            ctx.send_event("rag.x", [1])


async def odd_usage(ctx: ThreadContext, kind: str) -> None:
    match kind:
        case "blank":
            ctx.llm.usage[" "].observe(prompt_tokens=5)
        case "nameless":
            ctx.llm.usage[None].observe(prompt_tokens=5)
        case "none":
            ctx.llm.usage["m"].prompt_tokens = None
        case "negative":
            ctx.llm.usage["m"].prompt_tokens = -1
        case "nan":
            ctx.llm.usage["m"].prompt_tokens = float("nan")
        case "text":
            ctx.llm.usage["m"].prompt_tokens = "many"
        case "huge":
            ctx.llm.usage["m"].prompt_tokens = 10**30
        case "gone":
            ctx.llm = None
        case "other":
            ctx.llm.usage = 7
    ctx.send_message("used")


async def odd_status(ctx: ThreadContext, argument: str) -> None:
    await ctx.update_agent_status(None)
    ctx.send_message("reported")


async def near_json(ctx: ThreadContext, argument: str) -> None:
    ctx.send_event("rag.x", {"id": uuid4(), "set": {1}, "path": (1, 2)})


async def all_at_once(ctx: ThreadContext, argument: str) -> None:
    ctx.send_message("1")
    first = ctx.outgoing_events[0]
    second, third = (
        EventEnvelope(**{**vars(first), "event_data": {"role": "assistant", "content": text}}) for text in "23"
    )
    ctx.outgoing_events.extend([second])
    ctx.outgoing_events = [*ctx.outgoing_events, third]


async def from_thread(ctx: ThreadContext, argument: str) -> None:
    await asyncio.gather(*(asyncio.to_thread(ctx.send_event, "rag.x", {"number": i}) for i in range(50)))


async def row(ctx: ThreadContext, argument: str) -> None:
    ctx.send_message_with_buttons("Choose", [{"text": "Yes", "id": "yes"}])


async def buy(ctx: ThreadContext, argument: str) -> None:
    try:
        ctx.send_message(str(await ctx.call("addToCart", {"sku": argument}, timeout=30)))
    except RuntimeError as e:
        ctx.send_message(f"{e.reason}: {e}")


async def leave(ctx: ThreadContext, argument: str) -> None:
    try:
        ctx.hand_off(argument)
        ctx.send_message("A colleague will answer.")
    except (RuntimeError, ValueError) as e:
        ctx.send_message(f"{ctx.can_hand_off} {e}")


async def look(ctx: ThreadContext, argument: str) -> None:
    await ctx.update_agent_status("looking")
    event = ctx.events[-1]
    same = event.thread_id == ctx.thread_id
    ctx.send_message(f"{same} {event.event_type} {event.created_at.tzinfo} {event.event_data['content']} {len(ctx.events)}")


class Shouting(StatusUpdater):
    def __init__(self, updater: StatusUpdater) -> None:
        self.updater = updater

    async def update_status(self, status: StatusEvent | str) -> None:
        await self.updater.update_status(str(status).upper())


async def shout(ctx: ThreadContext, text: str) -> None:
    await ctx.with_status_updater(Shouting(ctx.status_updater)).update_agent_status(text)


async def ask_model(ctx: ThreadContext, url: str) -> None:
    os.environ.update(OPENAI_API_KEY="sk-test", OPENAI_API_BASE=url)
    ctx.llm.set_model("openai/gpt-x")
    message = await ctx.llm.chat_completion_plain([{"role": "user", "content": "Hi"}])
    ctx.send_message(message.content)


async def use_up_memory(ctx: ThreadContext, argument: str) -> None:
    bytearray(1 << 60)


async def public_methods(ctx: ThreadContext, argument: str) -> None:
    ctx.send_message(" ".join(name for name, _ in inspect.getmembers(ThreadContext, inspect.isfunction) if name[0] != "_"))


async def spoil(ctx: ThreadContext, argument: str) -> None:
    ctx.history[-1]["content"] = "spoiled"
    ctx.history.clear()
    ctx.events.clear()


async def use(ctx: ThreadContext, argument: str) -> None:
    ctx.llm.usage["model-a"].observe(prompt_tokens=7, completion_tokens=3, cached_tokens=2)
    ctx.llm.usage["model-a"].observe(prompt_tokens=10, completion_tokens=1)
    if argument:
        raise ValueError(argument)


async def fail_deeply(ctx: ThreadContext, argument: str) -> None:
    try:
        raise KeyError("inner")
    except KeyError as e:
        raise LookupError("outer") from e


COMMANDS = {
    name.replace("_", "-"): value
    for name, value in globals().items()
    if inspect.iscoroutinefunction(value)
}


async def answer(ctx: ThreadContext) -> None:
    command, _, argument = (ctx.get_last_user_message() or "").partition(" ")
    await COMMANDS[command](ctx, argument)


class Named:
    name = "a pipeline object"

    async def __call__(self, ctx: ThreadContext) -> None:
        ctx.send_message("from an object")


app = JimsApp(None, answer)


async def make() -> JimsApp:
    await asyncio.sleep(0)
    return JimsApp(None, Named())


coroutine = make()


def factory() -> JimsApp:
    return JimsApp(None, Named())


def failing() -> JimsApp:
    raise ValueError("no key for the model")


async def number() -> int:
    return 3


def with_commands(commands: Any) -> JimsApp:
    made = JimsApp(None, Named())
    made.commands = commands
    return made


def able() -> JimsApp:
    return with_commands({"/help"})


def worded() -> JimsApp:
    return with_commands("/help")


def unable() -> JimsApp:
    return with_commands(["help"])


def exiting() -> JimsApp:
    os._exit(7)


def hanging() -> JimsApp:
    threading.Event().wait()
    return app


text = "no app"
