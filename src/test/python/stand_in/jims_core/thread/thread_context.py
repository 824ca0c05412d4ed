import datetime
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from jims_core.llms.llm_provider import LLMProvider
from jims_core.thread.schema import CommunicationEvent, ComunicationEventWithButtons, EventEnvelope
from jims_core.util import uuid7
from pydantic import BaseModel


@dataclass(frozen=True)
class StatusEvent:
    message: str
    status_type: str


class StatusUpdater:
    async def update_status(self, status: StatusEvent | str) -> None: ...


@dataclass
class ThreadContext:
    thread_id: UUID
    history: list[CommunicationEvent]
    events: list[EventEnvelope]
    llm: LLMProvider
    outgoing_events: list[EventEnvelope] = field(default_factory=list)
    thread_config: dict[str, Any] = field(default_factory=dict)
    status_updater: StatusUpdater | None = None

    def with_status_updater(self, status_updater: StatusUpdater) -> "ThreadContext":
        self.status_updater = status_updater
        return self

    def get_last_user_message(self) -> str | None:
        return next((e["content"] for e in reversed(self.history) if e["role"] == "user"), None)

    def get_last_user_action(self) -> tuple[str | None, str | None]:
        for event in reversed(self.events):
            if event.event_type.startswith("comm.") and event.event_data["role"] == "user":
                return event.event_type.removeprefix("comm."), event.event_data["content"]
        return None, None

    def send_event(self, event_type: str, data: Any) -> None:
        assert isinstance(data, dict), "Event data must be a dictionary"
        self._send(event_type, data)

    def send_message(self, message: str) -> None:
        self._send("comm.assistant_message", CommunicationEvent(role="assistant", content=message))

    def send_message_with_buttons(self, message: str, buttons: list[dict[str, Any]]) -> None:
        data = ComunicationEventWithButtons(role="assistant", content=message, buttons=buttons)
        self._send("comm.assistant_message_with_buttons", data)

    def set_state(self, state_name: str, state: Any) -> None:
        self._send(f"state.set.{state_name}", state.model_dump() if isinstance(state, BaseModel) else state)

    def _send(self, event_type: str, data: Any) -> None:
        event = EventEnvelope[Any](
            thread_id=self.thread_id,
            event_id=uuid7(),
            created_at=datetime.datetime.now(),
            event_type=event_type,
            event_data=data,
        )
        self.outgoing_events.append(event)

    def get_state(self, state_name: str, state_type: Any) -> Any:
        for event in reversed(self.events):
            if event.event_type == f"state.set.{state_name}":
                return state_type.model_validate(event.event_data)
        return None

    def context(self, conversation_length: int = 20) -> list[CommunicationEvent]:
        found: list[CommunicationEvent] = []
        messages = 0
        for event in reversed(self.events):
            if event.event_type.startswith(("comm.", "context.")):
                found.append(CommunicationEvent(**event.event_data))
                messages += event.event_type.startswith("comm.")
            if messages > conversation_length:
                break
        return found[::-1]

    async def update_agent_status(self, status: StatusEvent | str) -> None:
        if self.status_updater:
            await self.status_updater.update_status(status)
