// The Atom feed of the newest twenty.
import site from "../lib/data.js";
import { esc } from "../lib/words.js";

export const data = { permalink: "/nyheter/atom.xml" };

const { site_name: name, site_url: origin } = site.frame;

function entry({ data: item, url, date }) {
  const moment = date.toISOString();
  return `<entry><title>${esc(item.title)}</title><link href="${origin}${url}" rel="alternate"/><published>${moment}</published><updated>${moment}</updated><author><name>${esc(site.contacts[item.virksomhet].title)}</name></author><id>${origin}${url}</id><summary type="html">${esc(item.ingress)}</summary></entry>`;
}

export function render({ collections }) {
  const items = collections.nyheter.slice(0, 20);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xml:lang="nb" xmlns="http://www.w3.org/2005/Atom"><title>Nyheter fra ${esc(name)}</title><link href="${origin}/nyheter/" rel="alternate"/><link href="${origin}/nyheter/atom.xml" rel="self"/><id>${origin}/nyheter/atom.xml</id><updated>${items[0].date.toISOString()}</updated><author><name>${esc(name)}</name></author>
${items.map(entry).join("\n")}
</feed>`;
}
