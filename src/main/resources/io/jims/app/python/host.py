"""Hosts a JIMS app for the jims-widget server: runs its pipelines, many at once.

The server starts this with the arguments `app max_line_bytes cache_events start_deadline stall_seconds`
(the deadline as seconds since 1970) and talks to it in JSON lines, through the pipes that were its standard input and output. What the app
writes to its standard output, even from C, goes to standard error. Ends when the server does.
"""

import asyncio
import datetime
import decimal
import enum
import faulthandler
import inspect
import itertools
import json
import os
import signal
import sys
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, BinaryIO, NoReturn
from uuid import UUID

type Message = dict[str, Any]

# How long the runs that are left may take to clean up at the end.
CLEAN_UP_SECONDS = 3
LONGEST_CLOSE_SECONDS = 5

MAX_TEXT = 2_000
MAX_FRAMES = 50
MAX_CAUSES = 5
MAX_COUNT = 2**53

# What jims_core calls a model without a name.
NO_MODEL = "-"


class Channel:
    """Writes lines to the server. Safe for all threads; blocks while the server does not read."""

    def __init__(self, descriptor: int, max_line: int) -> None:
        self._descriptor = descriptor
        self._max_line = max_line
        self._lock = threading.Lock()
        self._process = os.getpid()

    def send(self, *messages: Message) -> None:
        """Raises TypeError or ValueError for what is not JSON, or too long; sends none of them then."""
        lines = b"".join(map(self._line, messages))
        with self._lock:
            self._write(lines)

    def _line(self, message: Message) -> bytes:
        line = json.dumps(message, allow_nan=False, default=to_json).encode() + b"\n"
        if len(line) > self._max_line:
            raise ValueError(
                f"{len(line)} bytes are too many for one event; {self._max_line} are allowed (--python-max-line-bytes)"
            )
        return line

    def _write(self, lines: bytes) -> None:
        if os.getpid() != self._process:  # would run the app's event loop for ever
            print("a process that the app forked went on as the app, and is ended", file=sys.stderr)
            os._exit(1)
        rest = memoryview(lines)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except BrokenPipeError:
            os._exit(1)  # nobody is left to answer to


def to_json(value: Any) -> Any:
    """What a model's dump may hold beside JSON's own types."""
    match value:
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case UUID() | decimal.Decimal():
            return str(value)
        case enum.Enum():
            return value.value
        case set() | frozenset():
            return list(value)
        case _ if callable(getattr(value, "model_dump", None)):
            return value.model_dump(mode="json")
    raise TypeError(f"event data takes JSON, not {type(value).__qualname__}")


def take_pipes(max_line: int) -> tuple[BinaryIO, Channel]:
    """Takes standard input and output away from the app."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)  # type: ignore[union-attr]
    for descriptor in (requests, replies):
        os.register_at_fork(after_in_child=partial(os.close, descriptor))
    return os.fdopen(requests, "rb"), Channel(replies, max_line)


def leave_signals_to_the_server() -> None:
    """A terminal or a service manager signals both; the server lets runs end before it closes the pipe."""
    signals = (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        signal.signal(number, lambda *_: None)
    os.register_at_fork(after_in_child=lambda: [signal.signal(number, signal.SIG_DFL) for number in signals])


def describe(error: BaseException, causes: int = MAX_CAUSES) -> Message:
    """An exception as the server rebuilds it."""
    kind = type(error)
    this_file = describe.__code__.co_filename
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != this_file]
    try:
        text = str(error) or kind.__qualname__
    except Exception as e:  # an app's exception may be unable to say what it is
        text = f"no message: {type(e).__name__}"
    return {
        "error": kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}",
        "message": text[:MAX_TEXT],
        "frames": [[frame.filename, frame.lineno or 0, frame.name] for frame in frames[-MAX_FRAMES:]],
        "cause": describe(cause, causes - 1) if cause and causes > 1 else None,
    }


def end_start(reason: str, error: BaseException | None = None) -> NoReturn:
    """Tells the server why there is no app, and ends."""
    lines = traceback.format_exception(error) if error else []
    trace = "".join(lines).rstrip().splitlines()
    channel.send({"type": "unable", "reason": reason, "trace": [line[:MAX_TEXT] for line in trace[-MAX_FRAMES:]]})
    sys.exit(1)


app_name, *numbers = sys.argv[1:]
max_line_bytes, cache_events = map(int, numbers[:2])
start_deadline, stall_seconds = map(float, numbers[2:])
sys.argv[1:] = []
pipe, channel = take_pipes(max_line_bytes)
leave_signals_to_the_server()
# Says where an import hangs, however late this process got its share of the machine.
faulthandler.dump_traceback_later(max(0.001, start_deadline - time.time()), exit=True)

try:
    from jims_core.app import JimsApp
    from jims_core.llms.llm_provider import LLMProvider
    from jims_core.thread.schema import CommunicationEvent, EventEnvelope
    from jims_core.thread.thread_context import StatusEvent, StatusUpdater, ThreadContext
    from jims_core.util import load_jims_app
except ModuleNotFoundError as missing:
    if missing.name != "jims_core":
        end_start("jims_core cannot be imported", missing)
    end_start(f"jims_core is not installed for {sys.executable}; install jims-core there")
except Exception as broken:
    end_start("jims_core cannot be imported", broken)

type Event = EventEnvelope[Any]


class Histories:
    """The events that the server has sent, of the threads that spoke last. Used by one thread.

    A run's events are a list of its own, but the events in it are shared with later runs.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._threads: OrderedDict[UUID, list[Event]] = OrderedDict()
        self._size = 0

    def extend(self, thread: UUID, after: str | None, events: list[Message]) -> None:
        """Puts events behind the one called `after`, in place of what was there; None begins anew."""
        history = self._take(thread)
        if after is not None:
            keep = next((i for i in range(len(history), 0, -1) if history[i - 1].event_id == UUID(after)), None)
            if keep is None:
                return
            del history[keep:]
        else:
            history = []
        history.extend(envelope(thread, event) for event in events)
        self._threads[thread] = history
        self._size += len(history)
        while self._size > self._limit and len(self._threads) > 1:
            self._take(next(iter(self._threads)))

    def newest(self, thread: UUID, count: int, first: str, last: str) -> list[Event] | None:
        """The last `count` events, or None where they are not those that the server means."""
        history = self._threads.get(thread, [])
        if len(history) < count:
            return None
        if history[-count].event_id != UUID(first) or history[-1].event_id != UUID(last):
            return None
        self._size -= len(history) - count
        del history[:-count]
        return list(history)

    def _take(self, thread: UUID) -> list[Event]:
        history = self._threads.pop(thread, [])
        self._size -= len(history)
        return history


def envelope(thread: UUID, event: Message) -> Event:
    return EventEnvelope(
        thread_id=thread,
        event_id=UUID(event["id"]),
        created_at=datetime.datetime.fromisoformat(event["at"]),
        event_type=event["type"],
        event_data=event["data"],
    )


def answer_of(context: ThreadContext) -> list[Message]:
    """What the run leaves in its outgoing events: the answer, as in the Python JIMS."""
    return [
        {"type": "event", "event_type": event.event_type, "data": event.event_data}
        for event in context.outgoing_events
    ]


def usage_of(context: ThreadContext) -> list[Message]:
    """What the run used of models, as far as it can be read; it never fails a run."""
    used = getattr(context.llm, "usage", None)
    return [
        {
            "type": "usage",
            "model": str(model or "").strip() or NO_MODEL,
            "calls": count_of(usage, "requests_count"),
            "prompt_tokens": count_of(usage, "prompt_tokens"),
            "completion_tokens": count_of(usage, "completion_tokens"),
            "cached_tokens": count_of(usage, "cached_tokens"),
        }
        for model, usage in (used.items() if isinstance(used, dict) else ())
    ]


def count_of(usage: object, name: str) -> int:
    value = getattr(usage, name, None)
    is_count = isinstance(value, int | float) and 0 <= value <= MAX_COUNT
    return int(value) if is_count else 0


class Statuses(StatusUpdater):
    def __init__(self, send: Callable[..., None]) -> None:
        self._send = send

    async def update_status(self, status: StatusEvent | str) -> None:
        text = status.message if isinstance(status, StatusEvent) else status
        self._send({"type": "status", "text": str(text)})


class PageActionError(RuntimeError):
    """A page action has no result; `reason` is "unavailable", "failed", "uncertain", or None."""

    def __init__(self, message: str, reason: str | None) -> None:
        super().__init__(message)
        self.reason = reason


class PageCalls:
    """What one run has the visitor's page do: its context's `call`."""

    def __init__(self, send: Callable[..., None]) -> None:
        self._send = send
        self._numbers = itertools.count()
        self._open: dict[int, asyncio.Future[Any]] = {}

    async def call(self, name: str, input: dict[str, Any] | None = None, timeout: float = 60) -> Any:
        number = next(self._numbers)
        self._open[number] = result = asyncio.get_running_loop().create_future()
        request = {"call": number, "name": name, "input": input or {}, "timeout_ms": round(timeout * 1000)}
        try:
            self._send({"type": "call", **request})
            return await result
        finally:
            del self._open[number]

    def end(self, result: Message) -> None:
        future = self._open.get(result["call"])
        if future is None or future.done():
            return
        if result["error"] is None:
            future.set_result(result["value"])
        else:
            future.set_exception(PageActionError(result["error"], result["reason"]))


MAX_REASON = 1_000


def hand_off(send: Callable[..., None], is_possible: bool, reason: str = "") -> None:
    """Hands the thread to a person once this run has ended: a context's `hand_off`."""
    if not is_possible:
        raise RuntimeError("no person can take this thread: the operator's listener is off (--admin-token)")
    if len(reason) > MAX_REASON:
        raise ValueError(f"a reason has at most {MAX_REASON} characters, not {len(reason)}")
    send({"type": "handoff", "reason": reason})


class Host:
    """Runs the app's pipelines on its event loop; a thread of its own reads what the server asks for."""

    def __init__(self, app: JimsApp) -> None:
        self._app = app
        self._loop = asyncio.get_running_loop()
        self._closed = asyncio.Event()
        self._histories = Histories(cache_events)
        self._runs: dict[int, asyncio.Task[None]] = {}
        self._calls: dict[int, PageCalls] = {}

    async def serve(self) -> None:
        """Returns when the server has closed its pipe."""
        threading.Thread(target=self._read, name="jims requests", daemon=True).start()
        await self._closed.wait()
        if runs := list(self._runs.values()):
            for task in runs:
                task.cancel()
            await asyncio.wait(runs, timeout=CLEAN_UP_SECONDS)

    def _read(self) -> None:
        try:
            for line in pipe:
                self._take(json.loads(line))
            self._loop.call_soon_threadsafe(self._closed.set)
            time.sleep(LONGEST_CLOSE_SECONDS)
        except BaseException:  # nobody else would hear of it
            traceback.print_exc()
        os._exit(1)

    def _take(self, request: Message) -> None:
        match request["op"]:
            case "events":
                self._histories.extend(UUID(request["thread"]), request["after"], request["events"])
            case "run":
                self._prepare(request)
            case "cancel":
                self._loop.call_soon_threadsafe(self._cancel, request["run"])
            case "result":
                self._loop.call_soon_threadsafe(self._end_call, request)
            case "ping":
                self._loop.call_soon_threadsafe(self._pong)
            case other:
                raise ValueError(f"unknown request {other}")

    def _prepare(self, request: Message) -> None:
        thread = UUID(request["thread"])
        events = self._histories.newest(thread, request["count"], request["first"], request["last"])
        if events is None:
            channel.send({"type": "wanted", "run": request["run"]})
            return
        talk = (event.event_data for event in events if event.event_type.startswith("comm."))
        history: list[CommunicationEvent] = [data.copy() for data in talk]
        self._loop.call_soon_threadsafe(self._start, request, thread, history, events)

    def _start(
        self, request: Message, thread: UUID, history: list[CommunicationEvent], events: list[Event]
    ) -> None:
        run: int = request["run"]
        task = self._loop.create_task(self._run(request, thread, history, events), name=f"run {run}")
        self._runs[run] = task
        # Called for a task, too, that was cancelled before its first step.
        task.add_done_callback(lambda _: self._end(run, task))

    async def _run(
        self, request: Message, thread: UUID, history: list[CommunicationEvent], events: list[Event]
    ) -> None:
        def send(*messages: Message) -> None:
            channel.send(*({"run": request["run"], **message} for message in messages))

        context = ThreadContext(
            thread_id=thread,
            history=history,
            events=events,
            llm=LLMProvider(),
            thread_config=request["config"],
            status_updater=Statuses(send),
        )
        calls = self._calls[request["run"]] = PageCalls(send)
        context.call = calls.call  # type: ignore[attr-defined]
        context.can_hand_off = request["handoff"]  # type: ignore[attr-defined]
        context.hand_off = partial(hand_off, send, request["handoff"])  # type: ignore[attr-defined]
        pipeline = self._app.conversation_start_pipeline if request["start"] else self._app.pipeline
        assert pipeline is not None
        try:
            await pipeline(context)
            send(*answer_of(context))
        except (SystemExit, KeyboardInterrupt) as e:  # would end the runs of all others
            raise RuntimeError(f"the pipeline raised {e!r}") from e
        finally:
            del self._calls[request["run"]]
            send(*usage_of(context))

    def _end(self, run: int, task: asyncio.Task[None]) -> None:
        del self._runs[run]
        error = asyncio.CancelledError("the run was cancelled") if task.cancelled() else task.exception()
        if error is None:
            channel.send({"type": "done", "run": run})
        else:
            channel.send({"type": "failed", "run": run, **describe(error)})

    def _end_call(self, result: Message) -> None:
        if calls := self._calls.get(result["run"]):
            calls.end(result)

    def _cancel(self, run: int) -> None:
        if task := self._runs.get(run):
            task.cancel()

    @staticmethod
    def _pong() -> None:
        faulthandler.dump_traceback_later(stall_seconds)  # says where the loop is blocked
        channel.send({"type": "pong"})


def name_of(pipeline: object) -> str:
    """What the Python JIMS calls it in its metrics, but for objects without a name."""
    return str(getattr(pipeline, "__name__", None) or getattr(pipeline, "name", None) or type(pipeline).__name__)


def commands_of(app: JimsApp) -> list[str]:
    """The commands that the app answers itself: its attribute `commands`, which jims_core does not know."""
    declared: Any = getattr(app, "commands", ())
    if not isinstance(declared, Iterable) or isinstance(declared, str | bytes):
        raise TypeError(f"commands must be a list of strings such as '/help', not {declared!r}")
    return [str(command) for command in declared]


async def load() -> tuple[JimsApp, list[str]]:
    loaded = load_jims_app(app_name)
    app = await loaded if inspect.isawaitable(loaded) else loaded
    if not isinstance(app, JimsApp):
        raise TypeError(f"{app_name} gives a {type(app).__qualname__}; it must give a JimsApp")
    return app, commands_of(app)


async def main() -> None:
    try:
        app, commands = await load()
    except (Exception, SystemExit) as e:
        end_start(f"{app_name} cannot be loaded", e)
    faulthandler.cancel_dump_traceback_later()
    host = Host(app)
    channel.send(
        {
            "type": "ready",
            "pipeline": name_of(app.pipeline),
            "start": app.conversation_start_pipeline and name_of(app.conversation_start_pipeline),
            "commands": commands,
        }
    )
    await host.serve()


asyncio.run(main())
