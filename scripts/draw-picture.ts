import { join } from "node:path";
import { drawPicture } from "../test/documents/picture.ts";

const PATH = "docs/terminal.svg";

await Bun.write(join(import.meta.dir, "..", PATH), await drawPicture());
console.error(`wrote ${PATH}`);
// Some waits of the session still run.
process.exit();
