"use strict";
(function () {
  const root = document.documentElement;
  const all = (selector, inside) => Array.from((inside || document).querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);

  /** Letters without diacritics, small: what a search compares. */
  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  function press(buttons, chosen) {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
  }

  /* Colours: those of the system, or chosen. */
  const themes = all("[data-set-theme]");
  for (const button of themes) {
    button.addEventListener("click", () => {
      press(themes, button);
      if (button.dataset.setTheme === "auto") delete root.dataset.theme;
      else root.dataset.theme = button.dataset.setTheme;
    });
  }

  /* Tables sorted by a column. */
  function compare(kind) {
    const collator = new Intl.Collator("vi");
    if (kind === "text") return (a, b) => collator.compare(a.textContent, b.textContent);
    const value = (cell) => (cell.dataset.value === undefined ? NaN : Number(cell.dataset.value));
    return (a, b) => {
      const [x, y] = [value(a), value(b)];
      if (Number.isNaN(x) && Number.isNaN(y)) return collator.compare(a.textContent, b.textContent);
      if (Number.isNaN(x)) return -Infinity;
      return Number.isNaN(y) ? Infinity : x - y;
    };
  }

  function sort(table, header) {
    const numbers = header.dataset.sort !== "text" && table.querySelector(`td:nth-child(${header.cellIndex + 1})[data-value]`);
    const before = header.getAttribute("aria-sort");
    const first = numbers ? "descending" : "ascending";
    const other = numbers ? "ascending" : "descending";
    const order = before === first ? other : first;
    const sign = order === "ascending" ? 1 : -1;
    const by = compare(numbers ? "number" : "text");
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    const places = new Map(rows.map((row, place) => [row, place]));
    rows.sort((a, b) => sign * by(a.cells[header.cellIndex], b.cells[header.cellIndex]) || places.get(a) - places.get(b));
    body.append(...rows);
    for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", order);
  }

  for (const table of all("table.sortable")) {
    for (const header of all("th[data-sort]", table.tHead)) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => sort(table, header));
    }
  }

  /* Names: search, types. */
  const names = byId("names");
  if (names) {
    const search = byId("search");
    const found = document.querySelector(".found");
    const types = all("[data-type]", document.querySelector(".choices"));
    const rows = Array.from(names.tBodies[0].rows, (row) => [row, folded(row.cells[0].textContent)]);
    const figures = new Intl.NumberFormat(root.lang);
    let type = "";
    const show = () => {
      const words = folded(search.value).split(/\s+/).filter(Boolean);
      let count = 0;
      for (const [row, text] of rows) {
        row.hidden = (type && row.dataset.type !== type) || !words.every((word) => text.includes(word));
        count += !row.hidden;
      }
      found.textContent = count === 1 ? found.dataset.one : found.dataset.many.replace("{count}", figures.format(count));
    };
    search.addEventListener("input", show);
    for (const button of types) {
      button.addEventListener("click", () => {
        press(types, button);
        type = button.dataset.type;
        show();
      });
    }
    show();
  }

  /* Marks of texts: layers, values. */
  const texts = document.querySelector(".articles");
  for (const button of all(".layers button")) {
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      for (const text of all(".marked", texts)) {
        if (button.dataset.layer) text.classList.toggle(`no-${button.dataset.layer}`, !on);
        else text.classList.toggle("values", on);
      }
    });
  }

  /* Where a link leads: the lines of a name come up beside the list; a place in a text gets the focus. */
  function focus(element) {
    if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  function choose(panel) {
    for (const other of all(".panel.current")) other.classList.remove("current");
    for (const link of all("[aria-current]", names)) link.removeAttribute("aria-current");
    panel.classList.add("current");
    const link = names.querySelector(`a[href="#${panel.id}"]`);
    if (link) link.setAttribute("aria-current", "true");
  }

  function arrive() {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.classList.contains("panel")) {
      choose(target);
      const heading = target.querySelector("h3");
      const box = target.getBoundingClientRect();
      if (box.top < 0 || box.top > innerHeight * 0.7) heading.scrollIntoView({ block: "start" });
      focus(heading);
    } else if (target.tagName === "MARK") {
      target.scrollIntoView({ block: "center" });
      focus(target);
    } else if (target.tagName === "ARTICLE") {
      focus(target.querySelector("h3"));
    }
  }
  /* On paper nothing can be opened. */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("#tables details:not([open])");
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });

  addEventListener("hashchange", arrive);
  // A link to where one is already changes nothing, and should lead there all the same.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link && link.hash === location.hash) arrive();
  });
  const first = document.querySelector(".panel");
  if (first) choose(first);
  arrive();
})();
