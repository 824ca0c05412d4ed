"""Asks the backoffice of the Python JIMS as its page of threads does: backoffice_page.py PORT.

Prints what the page would show: {"threads": [...], "events": {thread: [...]}}.
"""

import asyncio
import json
import sys
import uuid

import socketio

STATE = "reflex___state____state.jims_backoffice___states___jims____"
CHANNEL = "/_event"
PATIENCE = 30


class Page:
    def __init__(self, client):
        self.client = client
        self.token = str(uuid.uuid4())
        self.told = asyncio.Queue()
        client.on("event", self.told.put, namespace=CHANNEL)

    async def open(self, port):
        await self.client.connect(
            f"http://127.0.0.1:{port}?token={self.token}",
            socketio_path=CHANNEL,
            namespaces=[CHANNEL],
            transports=["websocket"],
        )

    async def call(self, state, event, payload, wanted):
        """The variable of the state as it is once the event has changed it."""
        place = {"pathname": "/jims", "query": {}, "asPath": "/jims"}
        message = {
            "name": f"{STATE}{state}.{event}",
            "payload": payload,
            "router_data": place,
            "token": self.token,
        }
        await self.client.emit("event", message, namespace=CHANNEL)
        while True:
            told = await asyncio.wait_for(self.told.get(), PATIENCE)
            told = json.loads(told) if isinstance(told, str) else told
            if told.get("events"):
                raise SystemExit(f"the backoffice tells of a fault: {told}")
            for name, variables in (told.get("delta") or {}).items():
                for variable, value in variables.items():
                    if name.endswith(state) and variable.startswith(wanted + "_rx"):
                        return value


async def main(port):
    client = socketio.AsyncClient()
    page = Page(client)
    await page.open(port)
    try:
        threads = await page.call("thread_list_state", "get_data", {}, "threads")
        events = {}
        for thread in threads:
            chosen = {"thread_id": thread["thread_id"]}
            events[thread["thread_id"]] = await page.call(
                "thread_view_state", "select_thread", chosen, "events"
            )
    finally:
        await client.disconnect()
    json.dump({"threads": threads, "events": events}, sys.stdout)


asyncio.run(main(sys.argv[1]))
