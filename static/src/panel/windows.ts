/** The windows over the panel, which few visitors open: one module, loaded then. */
import expanded from "./expand.css";
import past from "./past.css";

export { expand } from "./expand";
export { openPast } from "./past";

export const styles = expanded + past;
