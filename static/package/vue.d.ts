import type { DefineComponent } from "vue";
import type { Handle, MountOptions, WidgetEvents } from "./index.js";

export interface JimsWidgetProps extends Omit<MountOptions, "into"> {
  server: string;
  integrity?: string | undefined;
}

type Emits = {
  ready: (widget: Handle) => void;
  open: () => void;
  close: () => void;
  message: (message: WidgetEvents["message"]) => void;
  "answer-start": () => void;
  unread: (unread: WidgetEvents["unread"]) => void;
  thread: (thread: WidgetEvents["thread"]) => void;
  feedback: (feedback: WidgetEvents["feedback"]) => void;
  handoff: (handoff: WidgetEvents["handoff"]) => void;
  error: (error: WidgetEvents["error"]) => void;
};

/** Puts the widget on the page while it is mounted: in its own place with `mode="inline"`, else it renders nothing there. */
export const JimsWidget: DefineComponent<JimsWidgetProps, {}, {}, {}, {}, {}, {}, Emits>;
