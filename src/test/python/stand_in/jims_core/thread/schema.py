import datetime
from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID


@dataclass
class EventEnvelope:
    thread_id: UUID
    event_id: UUID
    created_at: datetime.datetime
    event_type: str
    event_data: Any


class CommunicationEvent(TypedDict, total=False):
    role: str
    content: str
