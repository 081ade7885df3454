// The frame around every page. What is the same on all pages is made once.
import site from "./data.js";
import { esc } from "./words.js";

const { frame } = site;

export const icon = (name) =>
  `<svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24"><use href="/static/vendor/icons/icons.svg#${name}"></use></svg>`;

const HEAD_END = `
  <meta name="color-scheme" content="light dark">
  <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">
  <meta name="theme-color" content="#0b1726" media="(prefers-color-scheme: dark)">
  <link rel="icon" href="/static/favicon.svg" type="image/svg+xml">
  <link rel="preload" href="/static/vendor/inter/inter-latin-wght-normal.woff2" as="font" type="font/woff2" crossorigin>
  <link rel="search" type="application/opensearchdescription+xml" title="${esc(frame.site_name)}" href="/opensearch.xml">
  <link rel="stylesheet" href="${frame.assets["style.css"]}">
</head>
<body>
  <a class="skip-link" href="#innhold">Hopp til innholdet</a>
  ${frame.demo_notice ? `<aside class="demo-notice" aria-label="Om dette nettstedet"><p class="container">${esc(frame.demo_notice)}</p></aside>` : ""}`;

const level = (notice) => (notice.level === "info" ? "Melding" : "Avvik");

const ALERTS = frame.alerts.map((notice) => `
  <section class="alert alert--${notice.level}" aria-label="${level(notice)}">
  <div class="container alert__row">
    <p class="alert__level">${icon(notice.level === "info" ? "info" : "warning")}<span>${level(notice)}</span></p>
    <div class="alert__text">
      <details class="alert__fold">
        <summary><strong>${esc(notice.title)}</strong></summary>
        <p>${esc(notice.text)}${notice.link ? ` <a href="${notice.link.url}">${esc(notice.link.text)}</a>` : ""}</p>
      </details>
      <p class="alert__time">Oppdatert <time datetime="${notice.updated_iso}">${notice.updated_text}</time>${notice.next_update ? `. Neste oppdatering: <span>${esc(notice.next_update)}</span>` : ""}</p>
    </div>
  </div>
</section>`).join("");

const linkItem = (link) =>
  `<li><a href="${link.url}"${link.language ? ` lang="${link.language}"` : ""}>${esc(link.text)}</a></li>`;

const FOOTER = `<footer class="footer">
  <div class="container footer__row">
    <div class="footer__vision">
      <p class="footer__name">${esc(frame.site_name)}</p>
      <p>${esc(frame.vision)}</p>
    </div>
    ${frame.footer.map((group) => `<nav aria-label="${esc(group.title)}">
      <p class="footer__title">${esc(group.title)}</p>
      <ul>
        ${group.links.map(linkItem).join("\n        ")}
      </ul>
    </nav>`).join("\n    ")}
  </div>
</footer>`;

function current(link, path, section) {
  if (link === path) return ' aria-current="page"';
  return link === section ? ' aria-current="true"' : "";
}

const header = (path, section) => `
  <header class="header">
  <div class="container header__row">
    <a class="header__brand" href="/"${path === "/" ? ' aria-current="page"' : ""}>
      <svg class="header__mark" aria-hidden="true" focusable="false" viewBox="0 0 44 24" width="44" height="24">
        <path class="header__track" d="M0 12H44"></path>
        <circle class="header__stop" cx="30" cy="12" r="8"></circle>
      </svg>
      <span>${esc(frame.site_name)}</span>
    </a>
    <nav class="header__nav" aria-label="Hovedmeny">
      <ul>
        ${frame.navigation.map((link) => `<li><a href="${link.url}"${current(link.url, path, section)}>${esc(link.text)}</a></li>`).join("\n        ")}
      </ul>
    </nav>
    <a class="header__search" href="/sok">${icon("search")}<span>Søk</span></a>
  </div>
</header>`;

const breadcrumbs = (links, here) => `
  <nav class="breadcrumbs container" aria-label="Du er her">
  <ol>
    ${links.map(([text, url]) => `<li><a href="${url}">${esc(text)}</a></li>`).join("\n    ")}
    <li aria-current="page"><span>${esc(here)}</span></li>
  </ol>
</nav>`;

/** A whole page. `about` is what it says of itself: title, description, path, section, crumbs, feed. */
export function page(about, main) {
  const { path, section = "", crumbs = [], feed } = about;
  const title = esc(about.title);
  const description = esc(about.description);
  const address = frame.site_url + path;
  return `<!doctype html>
<html lang="nb">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}${about.title === frame.site_name ? "" : ` – ${esc(frame.site_name)}`}</title>
  <meta name="description" content="${description}">
  <link rel="canonical" href="${address}">
  ${feed ? `<link rel="alternate" type="application/atom+xml" title="${esc(feed.title)}" href="${feed.url}">` : ""}
  <meta property="og:type" content="website">
  <meta property="og:site_name" content="${esc(frame.site_name)}">
  <meta property="og:title" content="${title}">
  <meta property="og:description" content="${description}">
  <meta property="og:url" content="${address}">
  <meta property="og:locale" content="nb_NO">${HEAD_END}${header(path, section)}${ALERTS}${crumbs.length ? breadcrumbs(crumbs, about.title) : ""}
  <main id="innhold" tabindex="-1" class="${path === "/" ? "home" : "container"}">
${main}
  </main>
  <form class="page-answer container" action="/tilbakemelding" method="post" aria-labelledby="fant-du">
  <p class="page-answer__question" id="fant-du">Fant du det du lette etter?</p>
  <input type="hidden" name="side" value="${path}">
  <button class="ds-button" data-variant="secondary" type="submit" name="svar" value="ja">Ja</button>
  <button class="ds-button" data-variant="secondary" type="submit" name="svar" value="nei">Nei</button>
</form>
  ${FOOTER}
  <p class="printed-address" hidden>${address}</p>
</body>
</html>`;
}
