import { createElement, useEffect, useRef } from "react";
import { hold } from "./holder.js";

/** @type {import("./react.js").JimsWidget} */
export function JimsWidget({ onReady, onOpen, onClose, onMessage, onAnswerStart, onUnread, onThread, onFeedback, onHandoff, onError, className, ...options }) {
  const latest = useRef({});
  const listeners = { ready: onReady, open: onOpen, close: onClose, message: onMessage, unread: onUnread, thread: onThread, feedback: onFeedback, handoff: onHandoff, error: onError };
  latest.current = { ...listeners, "answer-start": onAnswerStart, token: options.token };
  const held = useRef(null);
  const place = useRef(null);
  // A function is asked when it is needed, so another one each time is no change.
  const token = typeof options.token === "function" ? () => latest.current.token() : options.token;
  const key = JSON.stringify({ ...options, token: typeof token === "function" ? true : token });

  useEffect(() => {
    held.current = hold((name, detail, handle) => latest.current[name]?.(name === "ready" ? handle : detail));
    return () => held.current.release();
  }, [options.server]);
  useEffect(() => void held.current.show({ ...options, token, into: place.current }), [key]);
  return options.mode === "inline" ? createElement("div", { ref: place, className }) : null;
}
