import { load } from "./index.js";

const EVENTS = ["ready", "open", "close", "message", "answer-start", "unread", "thread", "feedback", "handoff", "error"];

/**
 * Holds a widget for a component that comes, changes and goes. Nothing happens on a server.
 *
 * @param listen is told of each event: its name, its detail, and the widget's handle
 */
export function hold(listen) {
  let current;
  let released = false;
  return {
    /** Mounts the widget, or takes over what changed; it stays as open as it is. */
    async show({ integrity, ...options }) {
      try {
        const api = await load(options.server, { integrity });
        if (released) return;
        const before = current;
        const handle = api.mount(options);
        current = handle;
        for (const name of EVENTS) handle.on(name, (detail) => name === "ready" && before ? undefined : listen(name, detail, handle));
        before?.destroy();
      } catch (error) {
        if (!released) listen("error", { code: "load", text: String(error.message ?? error) });
      }
    },
    release() {
      released = true;
      current?.destroy();
    },
  };
}
