from datetime import datetime
from typing import Any
from uuid import UUID


class Base:
    metadata: Any = None
    registry: Any = None


class ThreadDB(Base):
    thread_id: UUID
    contact_id: str
    external_id: str
    created_at: datetime
    thread_config: dict[str, Any]


class ThreadEventDB(Base):
    thread_id: UUID
    event_id: UUID
    created_at: datetime
    event_type: str
    event_domain: str
    event_name: str
    event_data: dict[str, Any]
