// A service page.
import site from "../lib/data.js";
import { page } from "../lib/frame.js";
import { contactCard, linkRow, list, pageHead, teaser } from "../lib/parts.js";
import { esc } from "../lib/words.js";

const HEADING = /<h2 id="([^"]+)">(.*?)<\/h2>/g;

const facts = (rows) => `<dl class="facts" aria-label="Kort fortalt">
  ${rows.map(({ term, text }) => `<div><dt>${esc(term)}</dt><dd>${esc(text)}</dd></div>`).join("\n  ")}
</dl>`;

function onThisPage(content) {
  const headings = [...content.matchAll(HEADING)];
  if (headings.length < 3) return "";
  return `<nav class="on-this-page" aria-labelledby="pa-denne-siden">
  <p id="pa-denne-siden">På denne siden</p>
  <ul>
    ${headings.map(([, id, text]) => `<li><a href="#${id}">${text}</a></li>`).join("\n    ")}
  </ul>
</nav>`;
}

const related = (urls) => `<section aria-labelledby="se-ogsa">
      <h2 id="se-ogsa">Se også</h2>
      ${list(urls.map((url) => teaser(site.teasers[url].title, url, site.teasers[url].summary)))}
    </section>`;

const groups = (slugs) => linkRow("Sider for", slugs.map((slug) => [site.group_titles[slug], `/for/${slug}/`]));

export default function (data) {
  const { title, ingress, virksomhet, fakta, handling, content } = data;
  const unit = site.contacts[virksomhet];
  const after = (data.se_ogsa.length ? related(data.se_ogsa) : "") + (data.for.length ? groups(data.for) : "");
  const main = `<div class="with-aside">
  <article class="with-aside__main">
    ${pageHead(title, ingress)}
    ${fakta.length ? facts(fakta) : ""}
    ${handling ? `<p class="with-aside__action"><a class="ds-button action" href="${esc(handling.url)}">${esc(handling.tekst)}</a></p>` : ""}
    ${onThisPage(content)}
    <div class="prose">
${content}
</div>
  </article>
  <aside class="with-aside__side">
    ${contactCard(virksomhet, data.oppdatert, data.eier)}
  </aside>
  ${after && `<div class="with-aside__after">${after}</div>`}
</div>`;
  const crumbs = [["Forsiden", "/"], [unit.title, unit.url]];
  return page({ title, description: ingress, path: data.page.url, section: "/virksomheter/", crumbs }, main);
}
