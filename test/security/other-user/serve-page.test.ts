import { expect } from "bun:test";
import { testNeeding } from "../../support/needs.ts";
import { AS_OTHER_USER } from "../../support/other-user.ts";
import { FakeServing } from "../../support/serving-on-page.ts";
import { sessionOf } from "../../support/stub-actions.ts";

const SEND = `const [url, init] = process.argv.slice(-2);
const answer = await fetch(url, JSON.parse(init));
console.log(answer.status, await answer.text());`;

function send(who: "own" | "other", url: string, init: object = {}): Promise<string> {
  const words = [...(who === "other" ? AS_OTHER_USER : []), process.execPath, "-e", SEND, url, JSON.stringify(init)];
  return Bun.spawn(words, { cwd: "/", stderr: "inherit" }).stdout.text();
}

testNeeding("root", "setpriv")(
  "another user opens no page of serve, and switches nothing with its session",
  async () => {
    await using serving = new FakeServing();
    const link = serving.page.newLink();
    expect(await send("other", link)).toStartWith("403 ");
    expect(await send("other", link, { headers: { accept: "application/json" } })).toStartWith("403 ");
    const authorization = sessionOf(await send("own", link));
    const switching = { method: "POST", headers: { authorization }, body: "dev" };
    const url = `http://127.0.0.1:${serving.page.port}/profile`;
    expect(await send("other", url, switching)).toContain("OtherUser");
    expect(serving.heard).toEqual([]);
    expect(await send("own", url, switching)).toStartWith("200 ");
  },
);
