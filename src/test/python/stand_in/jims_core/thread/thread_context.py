import datetime
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from jims_core.llms.llm_provider import LLMProvider
from jims_core.thread.schema import CommunicationEvent, EventEnvelope


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

    def send_event(self, event_type: str, data: dict[str, Any]) -> None:
        now = datetime.datetime.now()
        self.outgoing_events.append(EventEnvelope(self.thread_id, uuid4(), now, event_type, data))

    def send_message(self, message: str) -> None:
        self.send_event("comm.assistant_message", {"role": "assistant", "content": message})

    def send_message_with_buttons(self, message: str, buttons: list[dict[str, Any]]) -> None:
        data = {"role": "assistant", "content": message, "buttons": buttons}
        self.send_event("comm.assistant_message_with_buttons", data)

    def set_state(self, state_name: str, state: Any) -> None:
        self.send_event(f"state.set.{state_name}", state if isinstance(state, dict) else state.model_dump())

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
