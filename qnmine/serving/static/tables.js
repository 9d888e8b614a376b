// The tables below the text: one is seen at a time, all can be had as files.

import { figure, phrase } from "./phrases.js";

const FIGURES = new Set(("sentence token start end mentions docs score depth low high numerator "
  + "denominator").split(" "));
const isFigure = (column) => FIGURES.has(column) || (column === "value" && shown === "numbers");
const FOUND_BY = ["name", "text"]; // the column that leads to the text
const get = (id) => document.getElementById(id);
const tabs = [...document.querySelectorAll('[role="tab"]')];

let shown = "entities";
let tables = {};
let fromFile = false;

export const shownTable = () => shown;

/** Show the tables of an answer. */
export function showTables(answer) {
  tables = answer.tables;
  fromFile = answer.from_file;
  for (const tab of tabs) {
    tab.querySelector(".count").textContent = figure(tables[tab.dataset.table].count);
  }
  showOne();
}

function showOne() {
  const table = tables[shown];
  if (!table) return;
  get("caption").textContent = table.count ? table.caption : phrase("tables.empty");
  get("command").textContent = table.command;
  get("from-file").hidden = !fromFile;
  const head = document.createElement("thead");
  const names = head.insertRow();
  for (const column of table.columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column;
    cell.classList.toggle("figure", isFigure(column));
    names.append(cell);
  }
  const body = document.createElement("tbody");
  table.rows.forEach((row, place) => addRow(body, table.columns, row, table.marks[place]));
  get("table").replaceChildren(head, body);
  document.querySelector(".scrolled").hidden = !table.count;
}

function addRow(body, columns, row, marks) {
  const line = body.insertRow();
  const leads = marks.length ? FOUND_BY.find((name) => columns.includes(name)) : undefined;
  columns.forEach((column, place) => {
    const cell = line.insertCell();
    cell.classList.toggle("figure", isFigure(column));
    cell.classList.toggle("long", column === "text" || column === "variants" || column === "name");
    if (column === "type") cell.classList.add("type", row[place]);
    if (column !== (columns.includes("text") ? "text" : leads) || !marks.length) {
      cell.textContent = row[place];
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "find";
    button.title = phrase("tables.show");
    button.textContent = row[place];
    button.addEventListener("click", () => find(marks));
    cell.append(button);
  });
}

/** Point out marks in the text and bring the first one into view. */
export function find(marks) {
  for (const old of document.querySelectorAll(".found")) old.classList.remove("found");
  const elements = marks.map((number) => get(`mark-${number}`)).filter(Boolean);
  for (const element of elements) element.classList.add("found");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  elements[0]?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

function choose(tab) {
  shown = tab.dataset.table;
  for (const one of tabs) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
  }
  get("panel").setAttribute("aria-labelledby", tab.id);
  showOne();
}

for (const [place, tab] of tabs.entries()) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: place + 1, ArrowLeft: place - 1 + tabs.length, Home: 0, End: tabs.length - 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = tabs[steps[event.key] % tabs.length];
    choose(next);
    next.focus();
  });
}

get("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(get("command").textContent);
  const words = get("copy").querySelector("[data-say]");
  words.textContent = phrase("tables.copied");
  setTimeout(() => { words.textContent = phrase("tables.copy"); }, 1500);
});

/** Hand a file over to the browser. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
