// Refreshes theme/static/vendor and tests/vendor from the versions pinned in package-lock.json.
// Running the site never needs this; only whoever raises a version does. Use: node theme/vendor.mjs
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "static", "vendor");
const testTarget = join(here, "..", "tests", "vendor");

// Only the parts of the design system that the templates use; order is the design system's own.
const PARTS = ["button", "label", "input", "field", "table", "chip", "tag"];

// Our name of an icon, and the set's.
const ICONS = {
  search: "MagnifyingGlass",
  phone: "Phone",
  mail: "EnvelopeClosed",
  place: "LocationPin",
  clock: "Clock",
  document: "FileText",
  locked: "PadlockLocked",
  feed: "Broadcast",
  remove: "XMark",
  download: "Download",
  warning: "ExclamationmarkTriangle",
  info: "InformationSquare",
  video: "Monitor",
};

const work = mkdtempSync(join(tmpdir(), "vendor-"));
try {
  for (const file of ["package.json", "package-lock.json"]) cpSync(join(here, file), join(work, file));
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: work, stdio: "inherit" });
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, "designsystemet"), { recursive: true });
  mkdirSync(join(target, "inter"), { recursive: true });
  mkdirSync(join(target, "icons"), { recursive: true });
  mkdirSync(testTarget, { recursive: true });
  designSystem(join(work, "node_modules", "@digdir", "designsystemet-css"));
  font(join(work, "node_modules", "@fontsource-variable", "inter"));
  icons(join(work, "node_modules", "@navikt", "aksel-icons"));
  axe(join(work, "node_modules", "axe-core"));
} finally {
  rmSync(work, { recursive: true, force: true });
}

function version(source) {
  return JSON.parse(readFileSync(join(source, "package.json"), "utf8")).version;
}

function designSystem(source) {
  const read = (path) => readFileSync(join(source, "dist", path), "utf8").trim();
  const css = [
    `/* @digdir/designsystemet-css ${version(source)}, MIT, see LICENSE. Parts: theme, base, ${PARTS.join(", ")}. */`,
    "@layer ds.theme, ds.base, ds.components;",
    read("theme/designsystemet.css"),
    `@layer ds.base {${read("src/base.css")}}`,
    ...PARTS.map((part) => `@layer ds.components {${read(`src/${part}.css`)}}`),
  ];
  writeFileSync(join(target, "designsystemet", "designsystemet.css"), css.join("\n") + "\n");
  cpSync(join(source, "LICENSE"), join(target, "designsystemet", "LICENSE"));
}

function font(source) {
  const name = "inter-latin-wght-normal.woff2";
  cpSync(join(source, "files", name), join(target, "inter", name));
  cpSync(join(source, "LICENSE"), join(target, "inter", "LICENSE"));
}

function icons(source) {
  const symbols = Object.entries(ICONS).map(([name, original]) => {
    const svg = readFileSync(join(source, "dist", "svg", `${original}.svg`), "utf8");
    const inner = svg.replace(/^<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
  });
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
  writeFileSync(join(target, "icons", "icons.svg"), sprite);
  const { name, license, author } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  writeFileSync(
    join(target, "icons", "LICENSE"),
    `${name} ${version(source)}, by ${author}. Licence: ${license}.\n` +
      "The package carries its licence in package.json; the terms are those of ../designsystemet/LICENSE (MIT).\n",
  );
}

function axe(source) {
  cpSync(join(source, "axe.min.js"), join(testTarget, "axe.min.js"));
  cpSync(join(source, "LICENSE"), join(testTarget, "axe.LICENSE"));
}
