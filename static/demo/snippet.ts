import { attributeOf } from "../src/loader/options";
import { copyText } from "../src/panel/clipboard";
import { byId, element } from "./page";

/** What an option is where no attribute says otherwise. */
const DEFAULTS: Readonly<Record<string, string>> = {
  accent: "#4f46e5",
  theme: "auto",
  position: "bottom-right",
  storage: "local",
  mode: "floating",
};

type Attribute = readonly [name: string, value: string];

/** What a page has beside the tag, where it has a button of its own. */
const BUTTON = '<button type="button" id="help">Help</button>';
const OPENING = '    document.getElementById("help").addEventListener("click", () => chat.toggle());';
/** The page's part of a page action; the server's is {@link TOOLS}. */
const ACTION = `    chat.tool("highlight", () => {
      document.querySelector("h1").style.background = "gold";
      return "the title is marked";
    });`;
const TOOLS = `echo '[{"name": "highlight", "description": "Marks the title", "confirm": "May I mark the title?"}]' > tools.json`;

/** The custom properties of the page's style, by which the widget's is changed. */
export function propertiesOf(values: ReadonlyMap<string, string>): Attribute[] {
  return [...values].filter(([name]) => name.startsWith("--jims-"));
}

/** The attributes that differ from their defaults, the server first. */
function attributesOf(values: ReadonlyMap<string, string>): Attribute[] {
  const said = [...values].filter(([name, value]) => name !== "server" && !name.startsWith("--") && value !== DEFAULTS[name]);
  const all: Attribute[] = [["server", values.get("server") ?? ""], ...said];
  return all.map(([name, value]) => [attributeOf(name), value]);
}

/** Writes what a site owner and an operator paste into the page. */
export function show(server: string, values: ReadonlyMap<string, string>): void {
  byId("tag", HTMLElement).replaceChildren(...tagOf(server, values));
  byId("command", HTMLElement).textContent = commandOf(values);
}

/** The tag, coloured, as text that can be copied; what surrounds it, too. */
function tagOf(server: string, values: ReadonlyMap<string, string>): (Node | string)[] {
  const attributes = attributesOf(values);
  const properties = propertiesOf(values);
  const address = attributes[0]?.[1] || server;
  const lines: Attribute[] = [["src", `${address.replace(/\/+$/, "")}/static/jims-widget.js`], ...attributes];
  const isInline = values.get("mode") === "inline";
  const tag: (Node | string)[] = [];
  if (properties.length > 0) {
    const rules = properties.map(([name, value]) => `${name}: ${value};`).join(" ");
    tag.push(element("span", "name", "<style>"), `:root { ${rules} }`, element("span", "name", "</style>"), "\n");
  }
  tag.push(scriptOf(values));
  if (isInline) tag.push(element("span", "name", "<div"), " ", element("span", "attribute", "style"), "=", element("span", "value", '"height: 32rem"'), element("span", "name", ">"), "\n");
  tag.push(element("span", "name", "<script"), " ");
  for (const [name, value] of lines) {
    tag.push(element("span", "attribute", name), "=", element("span", "value", quoted(value)), "\n        ");
  }
  tag.push(element("span", "attribute", "async"), element("span", "name", "></script>"));
  if (isInline) tag.push("\n", element("span", "name", "</div>"));
  return tag;
}

/** What the page does with the chat once it is there. */
function scriptOf(values: ReadonlyMap<string, string>): string {
  const hasButton = values.get("launcher") === "none";
  const steps = [...(hasButton ? [OPENING] : []), ...(values.has("--client-tools") ? [ACTION] : [])];
  if (steps.length === 0) return "";
  return `${hasButton ? `${BUTTON}\n` : ""}<script>
  window.JimsWidget = window.JimsWidget || [];
  JimsWidget.push((jims) => jims.ready.then((chat) => {
${steps.join("\n")}
  }));
</script>
`;
}

/** What starts a server that has what is chosen. */
function commandOf(values: ReadonlyMap<string, string>): string {
  const flags = [...values].filter(([name]) => name.startsWith("--") && !name.startsWith("--jims-"));
  const before = [
    ...(values.has("--client-tools") ? [TOOLS] : []),
    ...(values.has("--handoff-button") ? ["export JIMS_ADMIN_TOKEN=$(openssl rand -hex 32)", "echo $JIMS_ADMIN_TOKEN # of the operator's pages, http://localhost:8002/"] : []),
  ];
  return [...before, ["scripts/run --app demo", ...flags.map(([name, value]) => `${name} ${value}`)].join(" ")].join("\n");
}

function quoted(value: string): string {
  return `"${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"`;
}

/**
 * Where it cannot be copied, the text is marked for the visitor to do it.
 *
 * @param copied where is said what was done
 */
export async function copy(text: HTMLElement, copied: HTMLElement): Promise<void> {
  if (await copyText(text.textContent ?? "", text)) {
    copied.textContent = "Copied.";
  } else {
    getSelection()?.selectAllChildren(text);
    copied.textContent = "Marked: copy it with Ctrl+C or ⌘C.";
  }
}
