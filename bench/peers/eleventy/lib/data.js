// What the measurements give every peer as data: the frame, the contact cards, the registers.
import { readFileSync } from "node:fs";

export default JSON.parse(readFileSync(new URL("../site.json", import.meta.url), "utf8"));
