// The package's types are those of the widget: each can stand for the other. Checked by the build, never run.
import type { Handle, JimsWidgetApi, MountOptions, WidgetEvents } from "../package/index.js";
import type { Happenings } from "../src/loader/contract";
import type * as widget from "../src/loader/mount";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

const same: [
  Same<MountOptions, widget.MountOptions>,
  Same<keyof MountOptions, keyof widget.MountOptions>,
  Same<keyof WidgetEvents, keyof Happenings>,
  Same<WidgetEvents, Happenings>,
  Same<keyof Handle, keyof widget.Handle>,
  Same<Handle, widget.Handle>,
  Same<ReturnType<JimsWidgetApi["mount"]>, ReturnType<NonNullable<Window["JimsWidget"]>["mount"]>>,
  Same<JimsWidgetApi, Omit<NonNullable<Window["JimsWidget"]>, "push">>,
] = [true, true, true, true, true, true, true, true];
export default same;
