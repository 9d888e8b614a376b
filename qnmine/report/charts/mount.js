// Draws the charts of a page: each <figure class="chart" data-chart="ID"> from the specification in
// <script type="application/json" id="chart-ID">. Colours are CSS variables, so a change of theme needs
// nothing here; a chart follows the width of its figure, and is drawn when it first has one.
// Specifications mean letters of 16 pixels a rem; where the page has larger ones, all of a chart grows.
const options = { actions: false, ast: true, renderer: "svg", defaultStyle: false, logLevel: 1,
  tooltip: { disableDefaultStyle: true, theme: "qnmine", maxDepth: 1 } };

function widthOf(place) {
  return Math.floor(place.clientWidth * 16 / (parseFloat(getComputedStyle(place).fontSize) || 16));
}

function mount(figure) {
  const source = document.getElementById("chart-" + figure.dataset.chart);
  if (!source || figure.querySelector(".chart-view")) return;
  const place = document.createElement("div");
  place.className = "chart-view";
  figure.prepend(place);
  let view = null, drawn = 0, waiting = false;
  const fit = async () => {
    const width = widthOf(place);
    if (!width || width === drawn || waiting) return;
    waiting = true;
    drawn = width;
    try {
      if (view) await view.width(width).runAsync();
      else {
        const spec = JSON.parse(source.textContent);
        spec.width = width;
        view = (await vegaEmbed(place, spec, { ...options, mode: spec.marks ? "vega" : "vega-lite" })).view;
        // Read out as one picture with its description: the same figures are in the table below.
        place.querySelector("svg").setAttribute("aria-hidden", "true");
        figure.classList.add("drawn");
      }
    } finally { waiting = false; }
    if (widthOf(place) !== drawn) fit();
  };
  new ResizeObserver(fit).observe(place);
  fit();
}

function mountAll() { document.querySelectorAll("figure.chart[data-chart]").forEach(mount); }
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mountAll);
else mountAll();
