// The page: a text goes to the server while it is typed, what is found in it comes back.

import { Fault, post, read } from "./asking.js";
import { currentLanguage, figure, phrase, speak } from "./phrases.js";
import { save, showTables, shownTable } from "./tables.js";

const PAUSE = 300; // milliseconds without a key before a text is analysed
const QUIET = 1200; // and before a result is announced to those who hear the page
const get = (id) => document.getElementById(id);
const pressed = (element) => element.getAttribute("aria-pressed") === "true";
const [area, marked] = [get("text"), get("marked")];
const layers = [...document.querySelectorAll("[data-layer][aria-pressed]")];
const wordLayer = layers.find((layer) => layer.dataset.layer === "word");
const examples = JSON.parse(get("example-texts").textContent);

// A text field changes line ends; the text of a file is analysed as it is, as long as nobody edits it.
let fromFile = { seen: null, text: "" };

function currentText() {
  return area.value === fromFile.seen ? fromFile.text : area.value;
}

function setText(text) {
  area.value = text;
  fromFile = { seen: area.value, text };
  ask();
}

function currentRequest() {
  const request = {
    text: currentText(),
    language: currentLanguage(),
    words: pressed(wordLayer),
    pos: pressed(get("pos")),
  };
  for (const box of document.querySelectorAll("#options input[type=checkbox]")) request[box.name] = box.checked;
  const [day, least] = ["reference_date", "min_score"].map((name) => document.querySelector(`[name=${name}]`));
  request.reference_date = day.value && day.checkValidity() ? day.value : null;
  request.min_score = least.value && least.checkValidity() ? Number(least.value) : null;
  return request;
}

// One request at a time: what is typed meanwhile is asked for when the answer has come, so that no old answer
// can come after a newer one.
let [wanted, answered, timer, announcing] = [0, 0, 0, 0];
let last = null;

function ask(pause = 0) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    wanted += 1;
    if (wanted === answered + 1) work();
  }, pause);
}

async function work() {
  while (answered < wanted) {
    const turn = wanted;
    const request = currentRequest();
    const busy = setTimeout(() => { get("status").textContent = phrase("result.busy"); }, 200);
    try {
      const answer = await (await post("analyse", request)).json();
      last = request;
      show(request, answer);
      fail(null);
    } catch (error) {
      fail(error);
    }
    clearTimeout(busy);
    answered = turn;
  }
}

function fail(error) {
  const message = error === null ? "" : error instanceof Fault ? error.message : phrase("error.fault");
  get("fault").textContent = message;
  document.body.classList.toggle("old", error !== null);
  if (error !== null) get("status").textContent = "";
  if (error !== null && !(error instanceof Fault)) throw error;
}

function show(request, answer) {
  marked.innerHTML = answer.html; // escaped by our own server; all else on the page is set as plain text
  marked.classList.toggle("empty", request.text.trim() === "");
  if (request.text.trim() === "") marked.textContent = phrase("result.empty");
  for (const word of marked.querySelectorAll("mark.word")) {
    word.classList.toggle("several", /\S\s+\S/u.test(word.textContent));
  }
  for (const layer of layers) layer.querySelector(".count").textContent = figure(answer.counts[layer.dataset.layer]);
  showLayers();
  showTables(answer);
  get("status").textContent = `${answer.summary} · ${answer.time}`;
  get("told").textContent = phrase("result.pick");
  clearTimeout(announcing);
  announcing = setTimeout(() => { get("announced").textContent = answer.summary; }, QUIET);
}

function showLayers() {
  for (const layer of layers) marked.classList.toggle(`no-${layer.dataset.layer}`, !pressed(layer));
  marked.classList.toggle("values", pressed(get("values")));
  marked.classList.toggle("pos", pressed(get("pos")));
  document.querySelector(".pos-legend").hidden = !pressed(get("pos"));
}

function press(button, on = !pressed(button)) {
  button.setAttribute("aria-pressed", String(on));
}

for (const layer of layers) {
  layer.addEventListener("click", () => {
    press(layer);
    if (layer === wordLayer && !pressed(layer)) press(get("pos"), false);
    showLayers();
    if (layer === wordLayer) ask();
  });
}

get("values").addEventListener("click", () => {
  press(get("values"));
  showLayers();
});

get("pos").addEventListener("click", () => {
  press(get("pos"));
  if (pressed(get("pos"))) press(wordLayer, true);
  ask();
});

function tell(event) {
  const told = [];
  let mark = event.target.closest?.("mark");
  for (; mark && marked.contains(mark); mark = mark.parentElement.closest("mark")) {
    if (pressed(layers.find((layer) => layer.dataset.layer === mark.dataset.layer))) {
      told.push(`“${mark.textContent}” – ${mark.title}`);
    }
  }
  if (told.length) get("told").textContent = told.join(" · ");
}

marked.addEventListener("pointerover", tell);
marked.addEventListener("click", tell);

area.addEventListener("input", () => ask(PAUSE));
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
});
get("analyse").addEventListener("click", () => ask());
get("options").addEventListener("input", () => ask(PAUSE));
for (const button of document.querySelectorAll("[data-example]")) {
  button.addEventListener("click", () => {
    const { text, reference_date: day, identifiers } = examples[button.dataset.example];
    get("options").querySelector("[name=reference_date]").value = day;
    get("options").querySelector("[name=identifiers]").checked = identifiers;
    get("options").open ||= Boolean(day || identifiers);
    if (button.dataset.example === "words") press(wordLayer, true);
    setText(text);
  });
}

async function open(files) {
  try {
    if (files.length !== 1) throw new Fault(phrase("error.one-file"));
    setText(await read(files[0]));
  } catch (error) {
    fail(error);
  }
}

get("choose-file").addEventListener("click", () => get("file").click());
get("file").addEventListener("change", () => {
  if (get("file").files.length) open([...get("file").files]);
  get("file").value = "";
});

const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  get("dropping").hidden = false;
});
addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) get("dropping").hidden = true;
});
addEventListener("drop", (event) => {
  get("dropping").hidden = true;
  if (!holdsFiles(event)) return;
  event.preventDefault();
  open([...event.dataTransfer.files]);
});

get("download").addEventListener("click", async () => {
  if (last === null) return;
  const table = shownTable();
  const { words, ...request } = last;
  try {
    save(await (await post("csv", { ...request, table })).blob(), `${table}.csv`);
  } catch (error) {
    fail(error);
  }
});

get("language").addEventListener("change", () => {
  speak(get("language").value);
  ask();
});
get("theme").addEventListener("change", () => { document.documentElement.dataset.theme = get("theme").value; });
get("size").addEventListener("change", () => { document.documentElement.dataset.size = get("size").value; });

ask();
