import type { Handle, MountOptions, WidgetEvents } from "./index.js";

export interface JimsWidgetProps extends Omit<MountOptions, "into"> {
  server: string;
  integrity?: string | undefined;
  /** Of the `<div>` that it is with `mode="inline"`. */
  className?: string | undefined;
  /** The button is on the page. */
  onReady?: ((widget: Handle) => void) | undefined;
  onOpen?: (() => void) | undefined;
  onClose?: (() => void) | undefined;
  onMessage?: ((message: WidgetEvents["message"]) => void) | undefined;
  onAnswerStart?: (() => void) | undefined;
  onUnread?: ((unread: WidgetEvents["unread"]) => void) | undefined;
  onThread?: ((thread: WidgetEvents["thread"]) => void) | undefined;
  onFeedback?: ((feedback: WidgetEvents["feedback"]) => void) | undefined;
  onHandoff?: ((handoff: WidgetEvents["handoff"]) => void) | undefined;
  onError?: ((error: WidgetEvents["error"]) => void) | undefined;
}

/** Puts the widget on the page while it is mounted: in its own place with `mode="inline"`, else it renders nothing there. */
export function JimsWidget(props: JimsWidgetProps): { readonly type: any; readonly props: any; readonly key: string | null } | null;
