// What the page says, in the language that is chosen.

const everything = JSON.parse(document.getElementById("phrases").textContent);
let language = document.documentElement.lang;

export const currentLanguage = () => language;

/** Return a phrase with values in its places (`{count}`). */
export function phrase(key, values = {}) {
  return everything[language][key].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** Return a whole number as the language writes it. */
export const figure = (number) => new Intl.NumberFormat(language).format(number);

/** Let the page say everything in a language. */
export function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const element of document.querySelectorAll("[data-say]")) {
    element.textContent = phrase(element.dataset.say);
  }
  for (const element of document.querySelectorAll("[data-say-placeholder]")) {
    element.placeholder = phrase(element.dataset.sayPlaceholder);
  }
  for (const element of document.querySelectorAll("[data-say-aria-label]")) {
    element.setAttribute("aria-label", phrase(element.dataset.sayAriaLabel));
  }
}
