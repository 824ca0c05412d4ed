/** The address that this script was served from, one level up: the server, with its path if it has one. */
const server = new URL("..", (document.currentScript as HTMLScriptElement).src).href.replace(/\/$/, "");

const tag = `<script src="${server}/static/jims-widget.js"
        data-server="${server}"
        async></script>`;

const snippet = document.getElementById("tag") as HTMLElement;
const copied = document.getElementById("copied") as HTMLElement;

function embed(): void {
  const script = document.createElement("script");
  script.src = `${server}/static/jims-widget.js`;
  script.dataset["server"] = server;
  script.dataset["introMessage"] = "Hello! I am the assistant of this page. Type **help** to see what I can do.";
  script.async = true;
  document.head.append(script);
}

/** The clipboard is only there on https and on localhost: elsewhere the text is marked for the visitor to copy. */
async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(tag);
    copied.textContent = "Copied.";
  } catch {
    getSelection()?.selectAllChildren(snippet);
    copied.textContent = "Marked: copy it with Ctrl+C or ⌘C.";
  }
}

snippet.textContent = tag;
document.getElementById("copy")?.addEventListener("click", () => void copy());
embed();
