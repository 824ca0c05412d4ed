"""Stands in for as much of pydantic as the tests' apps use."""

from typing import Any, Self


class BaseModel:
    def __init__(self, **members: Any) -> None:
        vars(self).update(members)

    def model_dump(self) -> dict[str, Any]:
        return dict(vars(self))

    @classmethod
    def model_validate(cls, members: dict[str, Any]) -> Self:
        return cls(**members)
