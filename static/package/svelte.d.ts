import type { Component } from "svelte";
import type { Handle, MountOptions, WidgetEvents } from "./index.js";

export interface JimsWidgetProps extends Omit<MountOptions, "into"> {
  server: string;
  integrity?: string | undefined;
  /** Of the `<div>` that it is with `mode="inline"`. */
  class?: string | undefined;
  onready?: ((widget: Handle) => void) | undefined;
  onopen?: (() => void) | undefined;
  onclose?: (() => void) | undefined;
  onmessage?: ((message: WidgetEvents["message"]) => void) | undefined;
  onanswerstart?: (() => void) | undefined;
  onunread?: ((unread: WidgetEvents["unread"]) => void) | undefined;
  onthread?: ((thread: WidgetEvents["thread"]) => void) | undefined;
  onfeedback?: ((feedback: WidgetEvents["feedback"]) => void) | undefined;
  onhandoff?: ((handoff: WidgetEvents["handoff"]) => void) | undefined;
  onerror?: ((error: WidgetEvents["error"]) => void) | undefined;
}

/** Puts the widget on the page while it is mounted: in its own place with `mode="inline"`, else it renders nothing there. */
declare const JimsWidget: Component<JimsWidgetProps>;
export default JimsWidget;
