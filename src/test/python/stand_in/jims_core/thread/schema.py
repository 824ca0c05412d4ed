import datetime
from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID


@dataclass(kw_only=True)
class EventEnvelope[T]:
    thread_id: UUID
    event_id: UUID
    created_at: datetime.datetime
    event_type: str
    event_data: T

    def __post_init__(self) -> None:
        if not isinstance(self.event_type, str):
            raise ValueError("event_type: Input should be a valid string")


class CommunicationEvent(TypedDict, total=False):
    role: str
    content: str


class ComunicationEventWithButtons(TypedDict, total=False):
    role: str
    content: str
    buttons: list[dict[str, Any]]
