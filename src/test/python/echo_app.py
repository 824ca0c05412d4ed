"""The echo that the benchmark compares: run by the original server, and by ours."""

from drop_in_app import served_with
from jims_core.app import JimsApp
from jims_core.thread.thread_context import ThreadContext


async def pipeline(ctx: ThreadContext) -> None:
    ctx.send_message("Echo: " + (ctx.get_last_user_message() or ""))


app = JimsApp(None, pipeline)


async def served() -> JimsApp:
    return await served_with(pipeline)
