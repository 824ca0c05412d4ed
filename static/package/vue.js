import { defineComponent, h, onBeforeUnmount, onMounted, ref, watch } from "vue";
import { hold } from "./holder.js";

const TEXT = { type: String, default: undefined };
const FLAG = { type: Boolean, default: undefined };

/** @type {import("./vue.js").JimsWidget} */
export const JimsWidget = defineComponent({
  name: "JimsWidget",
  props: {
    server: { type: String, required: true },
    integrity: TEXT,
    contactId: TEXT,
    threadId: TEXT,
    introMessage: TEXT,
    position: TEXT,
    mode: TEXT,
    launcher: TEXT,
    teaser: TEXT,
    open: FLAG,
    title: TEXT,
    accent: TEXT,
    placeholder: TEXT,
    sendLabel: TEXT,
    lang: TEXT,
    token: { type: [String, Function], default: undefined },
    theme: TEXT,
    logo: TEXT,
    starters: { type: [String, Array], default: undefined },
    assistantName: TEXT,
    avatar: TEXT,
    allowImages: FLAG,
    page: FLAG,
    context: { type: [String, Object], default: undefined },
    storage: TEXT,
  },
  emits: ["ready", "open", "close", "message", "answer-start", "unread", "thread", "feedback", "handoff", "error"],
  setup(props, { emit }) {
    let held;
    const place = ref(null);
    const show = () => held?.show({ ...props, into: place.value });
    const begin = () => {
      held?.release();
      held = hold((name, detail, handle) => emit(name, name === "ready" ? handle : detail));
    };
    onMounted(() => {
      begin();
      show();
    });
    watch(() => props.server, begin);
    watch(() => ({ ...props }), show);
    onBeforeUnmount(() => held?.release());
    return () => (props.mode === "inline" ? h("div", { ref: place }) : null);
  },
});
