// All units, alphabetically.
import { page } from "../lib/frame.js";
import { pageHead, teasers } from "../lib/parts.js";

export const data = { permalink: "/virksomheter/index.html" };

export function render({ collections }) {
  const title = "Tjenester og virksomheter";
  const description =
    "Alle virksomhetene i kommunen, fra A til Å, med tjenester, åpningstider og kontakt.";
  const main = `${pageHead(title, description)}
<div class="two-columns">${teasers(collections.virksomheter, 2)}</div>`;
  return page({ title, description, path: "/virksomheter/", crumbs: [["Forsiden", "/"]] }, main);
}
