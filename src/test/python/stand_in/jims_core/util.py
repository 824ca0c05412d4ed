import importlib
import inspect
from collections.abc import Awaitable

from jims_core.app import JimsApp


def load_jims_app(app_name: str) -> JimsApp | Awaitable[JimsApp]:
    module, attribute = app_name.split(":")
    found = getattr(importlib.import_module(module), attribute)
    if callable(found):
        found = found()
    if isinstance(found, JimsApp) or inspect.iscoroutine(found):
        return found
    raise TypeError(f"{app_name} must be JimsApp, coroutine, or callable factory, got {type(found).__name__!r}")
