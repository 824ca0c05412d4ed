from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jims_core.schema import Pipeline
from jims_core.thread.thread_controller import ThreadController


@dataclass
class JimsApp:
    sessionmaker: Any
    pipeline: Pipeline
    conversation_start_pipeline: Pipeline | None = None

    async def new_thread(self, contact_id: str, thread_id: UUID, thread_config: dict[str, Any]) -> ThreadController:
        return await ThreadController.new_thread(self.sessionmaker, contact_id, thread_id, thread_config)

    async def new_thread_via_external_id(
        self, external_id: str, thread_config: dict[str, Any], contact_id: str | None = None
    ) -> ThreadController:
        return await ThreadController.new_thread_via_external_id(
            self.sessionmaker, external_id, thread_config, contact_id
        )
