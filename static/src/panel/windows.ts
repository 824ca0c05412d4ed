/** The windows over the panel, and the question above its text field, which few visitors see: one module, loaded then. */
import asked from "./ask.css";
import expanded from "./expand.css";
import past from "./past.css";

export { ask } from "./ask";
export { expand } from "./expand";
export { openPast } from "./past";

export const styles = asked + expanded + past;
