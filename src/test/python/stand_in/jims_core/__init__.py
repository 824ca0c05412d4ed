"""Stands in for jims_core in tests: all that it offers to apps, without its dependencies, a database or models.

Used where the real one cannot be had, and where a test starts so many processes that its import takes too long.
A test compares both (surface.py): what the real one has, this one has, and is as strict about.
"""

from typing import Any, NoReturn


def missing(*_: Any, **__: Any) -> NoReturn:
    raise NotImplementedError("the stand-in for jims_core has neither a database nor models")
