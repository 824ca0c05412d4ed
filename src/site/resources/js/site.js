// The search field of the documentation, and its pictures. Works from files, too: the index is a script.
(() => {
  const SHOWN = 12;
  const entries = window.searchIndex ?? [];

  function score(entry, words) {
    let sum = 0;
    for (const word of words) {
      if (entry.heading.toLowerCase().includes(word)) sum += 8;
      else if (entry.title.toLowerCase().includes(word)) sum += 4;
      else if (entry.text.toLowerCase().includes(word)) sum += 1;
      else return 0;
    }
    return sum;
  }

  function find(query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    return entries
      .map((entry) => ({ entry, points: score(entry, words) }))
      .filter(({ points }) => points > 0)
      .sort((one, other) => other.points - one.points)
      .slice(0, SHOWN)
      .map(({ entry }) => entry);
  }

  function item({ page, anchor, title, heading }) {
    const link = document.createElement("a");
    link.href = anchor ? `${page}#${anchor}` : page;
    link.textContent = heading;
    if (title !== heading) {
      const place = document.createElement("small");
      place.textContent = title;
      link.append(place);
    }
    const li = document.createElement("li");
    li.append(link);
    return li;
  }

  function addSearch(banner) {
    const box = document.createElement("form");
    box.className = "search";
    box.setAttribute("role", "search");
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = "Search";
    input.setAttribute("aria-label", "Search the documentation");
    const list = document.createElement("ul");
    list.setAttribute("aria-live", "polite");
    input.addEventListener("input", () => list.replaceChildren(...find(input.value).map(item)));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") list.replaceChildren();
    });
    list.addEventListener("click", () => list.replaceChildren());
    box.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    box.append(input, list);
    banner.append(box);
  }

  function draw(pictures) {
    const script = document.createElement("script");
    script.src = "js/mermaid.min.js";
    script.addEventListener("load", () => {
      const theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "neutral";
      window.mermaid.initialize({ startOnLoad: false, theme });
      for (const picture of pictures) {
        const place = document.createElement("div");
        place.textContent = picture.textContent;
        picture.closest("pre").replaceWith(place);
        window.mermaid.run({ nodes: [place] });
      }
    });
    document.head.append(script);
  }

  const banner = document.getElementById("banner");
  if (banner && entries.length > 0) addSearch(banner);
  const pictures = [...document.querySelectorAll("code.language-mermaid")];
  if (pictures.length > 0) draw(pictures);
})();
