from typing import Any
from uuid import UUID

from jims_core import missing
from jims_core.db import ThreadDB
from jims_core.llms.llm_provider import LLMSettings
from jims_core.schema import Pipeline
from jims_core.thread.schema import EventEnvelope
from jims_core.thread.thread_context import ThreadContext


class ThreadController:
    def __init__(self, sessionmaker: Any, thread: ThreadDB) -> None:
        self.sessionmaker = sessionmaker
        self.thread = thread

    @classmethod
    async def new_thread(
        cls, sessionmaker: Any, contact_id: str, thread_id: UUID, thread_config: dict[str, Any]
    ) -> "ThreadController":
        missing()

    @classmethod
    async def new_thread_via_external_id(
        cls, sessionmaker: Any, external_id: str, thread_config: dict[str, Any], contact_id: str | None = None
    ) -> "ThreadController":
        missing()

    @classmethod
    async def from_thread_id(cls, sessionmaker: Any, thread_id: UUID) -> "ThreadController | None":
        missing()

    @classmethod
    async def from_external_id(cls, sessionmaker: Any, external_id: str) -> "ThreadController | None":
        missing()

    @classmethod
    async def latest_thread_from_contact_id(cls, sessionmaker: Any, from_contact_id: str) -> "ThreadController | None":
        missing()

    async def store_event_dict(self, event_id: UUID, event_type: str, event_data: dict[str, Any]) -> None:
        missing()

    async def store_user_message(self, event_id: UUID, content: str) -> None:
        missing()

    async def store_assistant_message(self, event_id: UUID, content: str) -> None:
        missing()

    async def make_context(self, llm_settings: LLMSettings | None = None) -> ThreadContext:
        missing()

    async def run_pipeline_with_context(
        self, pipeline: Pipeline, ctx: ThreadContext | None = None
    ) -> list[EventEnvelope[Any]]:
        missing()
