import { expect } from "bun:test";
import { join } from "node:path";
import { testWith } from "../support/needs.ts";
import { ROOT } from "../support/program.ts";
import { drawPicture } from "./picture.ts";

testWith(
  { tools: ["aws", "bash"], timeoutMs: 180_000 },
  "the picture of the README shows what a terminal shows now",
  async () => {
    // `npm run picture` draws it anew.
    expect(await drawPicture()).toBe(await Bun.file(join(ROOT, "docs/terminal.svg")).text());
  },
);
