// Forslag mens du skriver: et kombinasjonsfelt etter WAI-ARIA. Uten skriptet er søket et vanlig skjema.
(() => {
  "use strict";
  const PAUSE = 120; // millisekunder uten et tastetrykk før det spørres
  const told = document.documentElement.lang === "en"
    ? (n) => (n ? `${n} suggestions, use the arrow keys` : "")
    : (n) => (n ? `${n} forslag, bruk piltastene` : "");

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const start = (form) => {
    const field = form.elements.q;
    const id = `${field.id}-forslag`;
    const list = element("div", { id, role: "listbox", class: "search-form__list", "aria-label": "Forslag" });
    const status = element("p", { class: "visually-hidden", role: "status" });
    let options = [];
    let active = -1;
    let timer = 0;
    let asked = new AbortController();

    const mark = (number) => {
      options[active]?.setAttribute("aria-selected", "false");
      active = number;
      const option = options[active];
      if (!option) return field.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    };

    const close = () => {
      clearTimeout(timer);
      asked.abort();
      mark(-1);
      list.hidden = true;
      status.textContent = "";
      field.setAttribute("aria-expanded", "false");
    };

    const show = (groups) => {
      mark(-1);
      options = [];
      const shown = groups.map((group, at) => {
        const heading = element("p", { id: `${id}-${at}`, class: "search-form__group" }, group.title);
        const rows = group.suggestions.map((one) => {
          const row = element("div", {
            id: `${id}-valg-${options.length}`, role: "option", "aria-selected": "false",
            class: "search-form__option", "data-url": one.url,
          }, element("span", {}, one.text));
          if (one.detail) row.append(" ", element("span", { class: "search-form__detail" }, one.detail));
          options.push(row);
          return row;
        });
        return element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...rows);
      });
      list.replaceChildren(...shown);
      list.hidden = !options.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = told(options.length);
    };

    const ask = async () => {
      asked.abort();
      asked = new AbortController();
      const typed = field.value.trim();
      if (typed.length < 2) return close();
      try {
        const answer = await fetch(`/api/v1/forslag?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
        show(answer.ok ? (await answer.json()).groups : []);
      } catch (error) {
        if (error.name !== "AbortError") close(); // nettet er borte; ellers tok et nyere spørsmål over
      }
    };

    const keys = {
      ArrowDown: () => (list.hidden ? ask() : mark(active + 1 < options.length ? active + 1 : -1)),
      ArrowUp: () => !list.hidden && mark(active < 0 ? options.length - 1 : active - 1),
      Enter: () => active >= 0 && location.assign(options[active].dataset.url),
      Escape: () => !list.hidden && (close(), true),
    };

    field.type = "text"; // et felt av typen «search» kan ikke være et kombinasjonsfelt
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
    })) field.setAttribute(name, value);
    list.hidden = true;
    form.append(list, status);

    field.addEventListener("input", () => {
      clearTimeout(timer);
      mark(-1); // valget gjaldt det som stod der før
      timer = setTimeout(ask, PAUSE);
    });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || !keys[event.key]) return;
      if (keys[event.key]() !== false) event.preventDefault();
    });
    field.addEventListener("blur", close);
    form.addEventListener("submit", close);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // feltet beholder fokus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.url);
    });
  };

  document.querySelectorAll(".search-form").forEach(start);
})();
