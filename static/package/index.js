const loading = new Map();

/** @type {import("./index.js").load} */
export function load(server, { integrity } = {}) {
  // A page that is rendered on a server waits for its browser.
  if (typeof document === "undefined") return new Promise(() => {});
  const src = `${server.replace(/\/+$/, "")}/static/jims-widget.js`;
  const queue = (window.JimsWidget ??= []);
  if (!Array.isArray(queue)) return Promise.resolve(queue);
  const begun = loading.get(src);
  if (begun) return begun;
  const loaded = new Promise((resolve, reject) => {
    queue.push(resolve);
    const script = Object.assign(document.createElement("script"), { src, async: true });
    if (integrity) Object.assign(script, { integrity, crossOrigin: "anonymous" });
    script.onerror = () => {
      loading.delete(src); // the next call tries again
      script.remove();
      reject(new Error(`${src} could not be loaded`));
    };
    document.head.append(script);
  });
  loading.set(src, loaded);
  return loaded;
}
