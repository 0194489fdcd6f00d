import { afterEach, expect } from "bun:test";
import { PickerPage } from "../../../src/page/picker-page.ts";
import { testNeeding } from "../../support/needs.ts";
import { AS_OTHER_USER } from "../../support/other-user.ts";
import { StubActions, sessionOf } from "../../support/stub-actions.ts";

const RUNS = 10;
const SEND = `const [url, init] = process.argv.slice(-2);
const answer = await fetch(url, JSON.parse(init));
console.log(answer.status, await answer.text());`;

const open: PickerPage[] = [];
afterEach(() => Promise.all(open.splice(0).map((page) => page.finish())));

function send(who: "own" | "other", url: string, init: object = {}): Promise<string> {
  const words = [...(who === "other" ? AS_OTHER_USER : []), process.execPath, "-e", SEND, url, JSON.stringify(init)];
  return Bun.spawn(words, { cwd: "/", stderr: "inherit" }).stdout.text();
}

testNeeding("root", "setpriv")(
  "another user who reads the link before the browser has it does not open the page, and does not use it up",
  async () => {
    for (let run = 0; run < RUNS; run++) {
      const page = new PickerPage(new StubActions());
      open.push(page);
      const link = page.newLink();
      expect(await send("other", link)).toStartWith("403 ");
      expect(await send("own", link)).toStartWith("200 <!doctype html>");
    }
  },
  60_000,
);

testNeeding("root", "setpriv")("another user chooses nothing, with the session too", async () => {
  const actions = new StubActions();
  const page = new PickerPage(actions);
  open.push(page);
  const authorization = sessionOf(await send("own", page.newLink()));
  const origin = `http://127.0.0.1:${page.port}`;
  const fetched = { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" };
  const init = { method: "POST", headers: { authorization, origin, ...fetched }, body: '{"key":"role"}' };
  expect(await send("other", `${origin}/choose`, init)).toContain("OtherUser");
  expect(actions.heard).toEqual([]);
  expect(await send("own", `${origin}/choose`, init)).toStartWith("204 ");
  expect(actions.heard).toEqual(["choose role"]);
});
