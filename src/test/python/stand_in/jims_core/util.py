import importlib
import inspect
from collections.abc import Awaitable
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from jims_core import missing

if TYPE_CHECKING:
    from jims_core.app import JimsApp


def uuid7() -> UUID:
    return uuid4()


def setup_verbose_logging() -> None:
    missing()


def setup_monitoring_and_tracing_with_sentry() -> None:
    missing()


def setup_prometheus_metrics(port: int = 8080) -> None:
    missing()


def load_jims_app(app_name: str) -> "JimsApp | Awaitable[JimsApp]":
    from jims_core.app import JimsApp

    words = app_name.split(":")
    if len(words) > 2:
        raise Exception(f"Expected APP in format 'module:app' got '{app_name}'")
    found = getattr(importlib.import_module(words[0]), words[1] if len(words) == 2 else "app")
    if callable(found) and not isinstance(found, JimsApp):
        found = found()
    if isinstance(found, JimsApp) or inspect.iscoroutine(found):
        return found
    raise TypeError(f"{app_name} must be JimsApp, coroutine, or callable factory, got {type(found).__name__!r}")
