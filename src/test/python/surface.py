"""Prints what jims_core offers to apps, one name a line, functions with their parameters."""

import importlib
import inspect

MODULES = ("app", "db", "llms.llm_provider", "schema", "thread.schema", "thread.thread_context", "thread.thread_controller", "util")
OF_PYDANTIC = {"model_config", "model_fields", "model_computed_fields"}


def is_public(name: str) -> bool:
    return not name.startswith("_") and name not in OF_PYDANTIC


def described(name: str, value: object) -> str:
    value = inspect.unwrap(value.__func__ if isinstance(value, classmethod | staticmethod) else value)
    return f"{name}({', '.join(inspect.signature(value).parameters)})" if inspect.isfunction(value) else name


def of_class(name: str, kind: type) -> list[str]:
    members = {**dict.fromkeys(inspect.get_annotations(kind)), **vars(kind)}
    return [name, *(described(f"{name}.{member}", value) for member, value in members.items() if is_public(member))]


def of_module(name: str) -> list[str]:
    lines = []
    module = importlib.import_module(f"jims_core.{name}")
    for member, value in vars(module).items():
        if is_public(member) and getattr(value, "__module__", None) == module.__name__:
            full = f"{name}.{member}"
            lines += of_class(full, value) if inspect.isclass(value) else [described(full, value)]
    return lines


print(*sorted(line for module in MODULES for line in of_module(module)), sep="\n")
