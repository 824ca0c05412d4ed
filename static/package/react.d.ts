import type { Handle, MountOptions, WidgetEvents } from "./index.js";

export interface JimsWidgetProps extends MountOptions {
  server: string;
  integrity?: string | undefined;
  /** The button is on the page. */
  onReady?: ((widget: Handle) => void) | undefined;
  onOpen?: (() => void) | undefined;
  onClose?: (() => void) | undefined;
  onMessage?: ((message: WidgetEvents["message"]) => void) | undefined;
  onAnswerStart?: (() => void) | undefined;
  onUnread?: ((unread: WidgetEvents["unread"]) => void) | undefined;
  onThread?: ((thread: WidgetEvents["thread"]) => void) | undefined;
  onFeedback?: ((feedback: WidgetEvents["feedback"]) => void) | undefined;
  onError?: ((error: WidgetEvents["error"]) => void) | undefined;
}

/** Puts the widget on the page while it is mounted; renders nothing in its own place. */
export function JimsWidget(props: JimsWidgetProps): null;
