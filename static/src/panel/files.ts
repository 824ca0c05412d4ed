import type { Attachment, Message, UploadOffer } from "../engine/types";
import type { sheetOf } from "../loader/sheet";
import type { fill } from "../words";
import { fileWords, type FileWords } from "../words/files";
import type { Announcer } from "./announcer";
import type { Composer } from "./composer";
import styles from "./files.css";
import type { View } from "./view";

/** A file that is to be sent: uploaded, or on its way. */
interface Item {
  readonly file: File;
  readonly row: HTMLLIElement;
  readonly request: XMLHttpRequest;
  /** The ticket that it was refused with. */
  refused?: string;
  done?: Attachment;
}

const ATTACH = "M21 11.5l-8.6 8.6a5.4 5.4 0 0 1-7.7-7.7l8.9-8.9a3.6 3.6 0 0 1 5.1 5.1l-8.9 8.9a1.8 1.8 0 0 1-2.5-2.5l7.9-7.9";
const CLOSE = "M6 6l12 12M18 6 6 18";

/** The files of the visitor: the button, dropping and pasting; what waits to be sent; and what was sent. Loaded where the server takes files. */
export class Files {
  readonly #panel: HTMLElement;
  readonly #view: () => View;
  readonly #fill: typeof fill;
  readonly #announcer: Announcer;
  readonly #composer: Composer;
  readonly #redraw: () => void;
  readonly #renew: () => void;
  readonly #tray = document.createElement("ul");
  readonly #input = document.createElement("input");
  readonly #button: HTMLButtonElement;
  readonly #life = new AbortController();
  #items: Item[] = [];

  /**
   * @param view what the panel shows at present
   * @param filled and sheet are the panel's own, so that this module has none
   * @param renew asks the server for a fresh ticket
   */
  constructor(
    shadow: ShadowRoot,
    panel: HTMLElement,
    view: () => View,
    filled: typeof fill,
    sheet: typeof sheetOf,
    announcer: Announcer,
    composer: Composer,
    redraw: () => void,
    renew: () => void,
  ) {
    this.#panel = panel;
    this.#view = view;
    this.#fill = filled;
    this.#announcer = announcer;
    this.#composer = composer;
    this.#redraw = redraw;
    this.#renew = renew;
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet(styles)];
    this.#button = iconButton("tool attach", ATTACH, () => this.#input.click());
    this.#input.type = "file";
    this.#input.multiple = this.#input.hidden = true;
    this.#input.tabIndex = -1;
    this.#tray.className = "tray";
    const { signal } = this.#life;
    this.#input.onchange = () => this.#picked();
    panel.addEventListener("paste", (event) => this.#taken(event, event.clipboardData), { signal });
    panel.addEventListener("drop", (event) => this.#taken(event, event.dataTransfer), { signal });
    for (const type of ["dragover", "dragleave"] as const) panel.addEventListener(type, (event) => this.#dragged(event), { signal });
    this.place();
  }

  get #words(): FileWords {
    const { language, state } = this.#view();
    return fileWords(language, state.texts);
  }

  get #offer(): UploadOffer | undefined {
    return this.#view().state.uploads;
  }

  /** To be called behind each rendering: everything stands where it belongs, in the words of now. */
  place(): void {
    const panel = this.#panel;
    const offer = this.#offer;
    const composer = panel.querySelector(".composer");
    if (!composer) return;
    const words = this.#words;
    this.#button.hidden = !offer;
    this.#button.ariaLabel = this.#button.title = words.attach;
    this.#tray.ariaLabel = words.files;
    this.#input.accept = offer?.types.join() ?? "";
    panel.dataset["drop"] = words.attach;
    if (this.#button.parentNode !== composer) composer.append(this.#button, this.#input);
    if (this.#tray.parentNode !== composer.parentNode) composer.before(this.#tray);
    // A ticket that has expired was refused: here is another one.
    for (const item of this.#items) if (item.refused && offer && item.refused !== offer.ticket) this.#send(item, offer);
  }

  /** What the message that is sent now takes along. */
  take(): readonly Attachment[] {
    const taken = this.#items.flatMap(({ done }) => done ?? []);
    for (const item of this.#items) item.row.remove();
    this.#items = [];
    this.#tray.replaceChildren();
    this.#tell();
    return taken;
  }

  /** The files of a message, to be saved. */
  show({ attachments = [] }: Message): Element | undefined {
    if (attachments.length === 0) return undefined;
    const list = document.createElement("ul");
    list.className = "files";
    list.ariaLabel = this.#words.files;
    for (const { name, size, address } of attachments) {
      const row = document.createElement("li");
      const link = document.createElement(address ? "a" : "span") as HTMLAnchorElement;
      link.append(named(name));
      if (address) {
        link.href = `${this.#view().options.server}/${address}`;
        link.download = name;
        link.target = "_blank";
        link.rel = "noopener";
      }
      row.append(link, this.#size(size));
      list.append(row);
    }
    return list;
  }

  readonly end = (): void => {
    this.#life.abort();
    for (const { request } of this.#items) request.abort();
  };

  #picked(): void {
    this.#add([...(this.#input.files ?? [])]);
    this.#input.value = "";
  }

  /** Text that is pasted or dropped stays text. */
  #taken(event: Event, data: DataTransfer | null): void {
    this.#panel.classList.remove("dropping");
    const files = [...(data?.files ?? [])];
    if (files.length === 0 || !this.#offer) return;
    event.preventDefault();
    event.stopPropagation();
    this.#add(files);
  }

  #dragged(event: DragEvent): void {
    const panel = this.#panel;
    if (!this.#offer || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const isLeft = event.type === "dragleave" && !panel.contains(event.relatedTarget as Node | null);
    panel.classList.toggle("dropping", !isLeft);
  }

  #add(files: readonly File[]): void {
    const offer = this.#offer;
    for (const row of this.#tray.querySelectorAll(".trouble")) row.remove();
    if (!offer) return;
    for (const file of files) {
      const { name, size, type } = file;
      const words = this.#words;
      if (this.#items.length >= offer.files) this.#trouble(words.tooManyFiles, name, String(offer.files));
      else if (size > offer.bytes) this.#trouble(words.fileTooLarge, name, this.#sized(offer.bytes));
      else if (!size || (type && !offer.types.includes(type))) this.#trouble(words.wrongFileType, name);
      else this.#begin(file, offer);
    }
    this.#tell();
  }

  #begin(file: File, offer: UploadOffer): void {
    const row = document.createElement("li");
    const item: Item = { file, row, request: new XMLHttpRequest() };
    const progress = document.createElement("progress");
    progress.max = 1;
    progress.value = 0;
    progress.ariaLabel = file.name;
    const remove = iconButton("tool", CLOSE, () => this.#remove(item));
    remove.ariaLabel = remove.title = this.#fill(this.#words.removeFile, { name: file.name });
    row.append(named(file.name), this.#size(file.size), progress, remove);
    this.#tray.append(row);
    this.#items.push(item);
    this.#send(item, offer);
  }

  #send(item: Item, offer: UploadOffer): void {
    const { file, request, row } = item;
    const progress = row.querySelector("progress");
    const isAgain = !!item.refused;
    delete item.refused;
    request.open("POST", `${this.#view().options.server}/${offer.address}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Authorization", `Bearer ${offer.ticket}`);
    request.upload.onprogress = ({ loaded, total }) => progress && (progress.value = total ? loaded / total : 0);
    request.onload = () => {
      if (request.status === 201) this.#uploaded(item, request.responseText);
      else if (request.status === 401 && !isAgain) {
        item.refused = offer.ticket;
        this.#renew();
      } else this.#failed(item, request.status);
    };
    request.onerror = () => this.#failed(item, 0);
    request.send(file);
  }

  #uploaded(item: Item, json: string): void {
    item.done = JSON.parse(json) as Attachment;
    item.row.querySelector("progress")?.remove();
    // What could not be attached is told before.
    if (!this.#tray.querySelector(".trouble")) this.#announcer.say(`${this.#words.files}: ${item.file.name}`);
    this.#tell();
  }

  #failed(item: Item, status: number): void {
    const { uploadFailed, wrongFileType, fileTooLarge } = this.#words;
    const text = { 413: fileTooLarge, 415: wrongFileType, 429: this.#view().words.errors.quota }[status] ?? uploadFailed;
    this.#drop(item);
    this.#trouble(text, item.file.name, this.#sized(this.#offer?.bytes ?? 0));
    this.#tell();
  }

  /** Whoever used its button is at the next one, or back in the text field. */
  #remove(item: Item): void {
    item.request.abort();
    const next = (item.row.nextElementSibling ?? item.row.previousElementSibling)?.querySelector("button");
    this.#drop(item);
    (next ?? this.#panel.querySelector("textarea"))?.focus({ preventScroll: true });
    this.#tell();
  }

  #drop(item: Item): void {
    item.row.remove();
    this.#items = this.#items.filter((one) => one !== item);
  }

  #trouble(text: string, name: string, limit = ""): void {
    const row = document.createElement("li");
    row.className = "trouble";
    row.textContent = this.#fill(text, { name, limit });
    this.#tray.append(row);
    this.#announcer.say(row.textContent);
  }

  #tell(): void {
    this.#composer.attached(this.#items.filter(({ done }) => done).length, this.#items.some(({ done }) => !done));
    this.#redraw();
  }

  #size(bytes: number): HTMLElement {
    const size = document.createElement("small");
    size.textContent = this.#sized(bytes);
    return size;
  }

  #sized(bytes: number): string {
    const isLarge = bytes >= 1_000_000;
    const format = new Intl.NumberFormat(this.#view().language, { style: "unit", unit: isLarge ? "megabyte" : "kilobyte", maximumFractionDigits: isLarge ? 1 : 0 });
    return format.format(Math.max(1, bytes / (isLarge ? 1_000_000 : 1_000)));
  }
}

/** A name keeps its direction, whatever stands around it. */
function named(name: string): HTMLElement {
  const node = document.createElement("bdi");
  node.textContent = name;
  return node;
}

function iconButton(className: string, path: string, action: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  icon.append(shape);
  button.type = "button";
  button.className = className;
  button.append(icon);
  button.addEventListener("click", action);
  return button;
}
