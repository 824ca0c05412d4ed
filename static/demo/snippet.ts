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

/** The custom properties of the page's style, by which the widget's is changed. */
export function propertiesOf(values: ReadonlyMap<string, string>): Attribute[] {
  return [...values].filter(([name]) => name.startsWith("--"));
}

/** The attributes that differ from their defaults, the server first. */
export function attributesOf(values: ReadonlyMap<string, string>): Attribute[] {
  const said = [...values].filter(([name, value]) => name !== "server" && !name.startsWith("--") && value !== DEFAULTS[name]);
  const all: Attribute[] = [["server", values.get("server") ?? ""], ...said];
  return all.map(([name, value]) => [attributeOf(name), value]);
}

/** Writes the tag into the page, coloured, as text that can be copied; what surrounds it, too. */
export function show(server: string, attributes: readonly Attribute[], properties: readonly Attribute[]): void {
  const address = attributes[0]?.[1] || server;
  const lines: Attribute[] = [["src", `${address.replace(/\/+$/, "")}/static/jims-widget.js`], ...attributes];
  const tag = byId("tag", HTMLElement);
  const isInline = attributes.some(([name, value]) => name === "data-mode" && value === "inline");
  tag.replaceChildren();
  if (properties.length > 0) {
    const rules = properties.map(([name, value]) => `${name}: ${value};`).join(" ");
    tag.append(element("span", "name", "<style>"), `:root { ${rules} }`, element("span", "name", "</style>"), "\n");
  }
  if (isInline) tag.append(element("span", "name", "<div"), " ", element("span", "attribute", "style"), "=", element("span", "value", '"height: 32rem"'), element("span", "name", ">"), "\n");
  tag.append(element("span", "name", "<script"), " ");
  for (const [name, value] of lines) {
    tag.append(element("span", "attribute", name), "=", element("span", "value", quoted(value)), "\n        ");
  }
  tag.append(element("span", "attribute", "async"), element("span", "name", "></script>"));
  if (isInline) tag.append("\n", element("span", "name", "</div>"));
}

function quoted(value: string): string {
  return `"${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"`;
}

/** Where it cannot be copied, the text is marked for the visitor to do it. */
export async function copy(): Promise<void> {
  const tag = byId("tag", HTMLElement);
  const copied = byId("copied", HTMLElement);
  if (await copyText(tag.textContent ?? "", tag)) {
    copied.textContent = "Copied.";
  } else {
    getSelection()?.selectAllChildren(tag);
    copied.textContent = "Marked: copy it with Ctrl+C or ⌘C.";
  }
}
