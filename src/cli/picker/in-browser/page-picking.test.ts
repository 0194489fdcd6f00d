import { afterEach, expect, test } from "bun:test";
import { until } from "../../../../test/support/until.ts";
import { ActasError } from "../../../base/errors.ts";
import { CannotAsk } from "../../../conversation/conversation.ts";
import type { Question } from "../../../conversation/question.ts";
import { ChoiceList } from "../choice-list.ts";
import { PagePicking } from "./page-picking.ts";

const SHORT = "http://127.0.0.1:4000/auth/x";
const NEVER = new AbortController().signal;
const opened: PagePicking[] = [];
afterEach(() => Promise.all(opened.splice(0).map((picking) => picking.end("good", "", ""))));

function picking() {
  const list = new ChoiceList();
  list.addRoles("corp", [{ name: "Admin" }, { name: "Read" }]);
  list.complete();
  const made = new PagePicking(list, "ad");
  opened.push(made);
  const [admin, read] = list.rows;
  return { admin: admin!, list, made, read: read! };
}

const question = (more: Partial<Question<"sign-in">> = {}): Question<"sign-in"> => ({
  kind: "sign-in",
  source: "corp",
  url: SHORT,
  ...more,
});

test("what is chosen is what comes next, and nothing else can be chosen until it failed", async () => {
  const { admin, made, read } = picking();
  expect(made.state()).toMatchObject({ total: 2, list: "complete", search: "ad", doing: { kind: "choosing" } });
  const next = made.next();
  made.choose("no such row");
  made.choose(admin.key);
  made.choose(read.key);
  expect(await next).toEqual({ kind: "chosen", choice: admin });
  expect(made.state().doing).toEqual({ kind: "trying", name: "Admin" });
  made.failed(admin, new ActasError("access-denied", "cannot", { hints: ["ask `her`"] }));
  const again = made.next();
  expect(made.state()).toMatchObject({
    doing: { kind: "choosing" },
    failed: [{ key: admin.key, message: "cannot", hints: ["ask `her`"] }],
  });
  made.choose(read.key);
  expect(await again).toEqual({ kind: "chosen", choice: read });
});

test("the user may leave at any time, and a list that cannot be read comes next", async () => {
  const { admin, list, made } = picking();
  made.choose(admin.key);
  await made.next();
  expect(made.isLeft).toBe(false);
  made.leave();
  expect(made.isLeft).toBe(true);
  expect(await made.next()).toEqual({ kind: "left" });
  const error = new ActasError("unreachable", "cannot");
  list.fail(error);
  expect(await made.next()).toEqual({ kind: "failed", error });
});

test("a sign-in leads the page away and back, and a page that is back is not led away again", async () => {
  const { made } = picking();
  const over = new AbortController();
  const asked = made.listener().ask(question(), over.signal);
  await until("it signs in", () => made.state().doing.kind === "sign-in");
  const { doing } = made.state();
  if (doing.kind !== "sign-in") throw new Error(`it is at ${doing.kind}`);
  const url = new URL(doing.url);
  const back = url.searchParams.get("then") ?? "";
  expect(`${url.origin}${url.pathname}`).toBe(SHORT);
  expect(back).toStartWith(`http://127.0.0.1:${made.page.port}/pick/`);
  expect(made.absentForMs).toBe(0);
  made.opened(`${back}x`);
  expect(made.state().doing).toEqual(doing);
  made.opened(back);
  expect(made.state().doing).toEqual({ kind: "choosing" });
  over.abort();
  expect(await asked).toBeUndefined();
});

test("a code that is typed elsewhere is shown, and the page stays", async () => {
  const { made } = picking();
  const over = new AbortController();
  const url = "https://device.example/";
  const asked = made.listener().ask(question({ url, userCode: "ABCD-EFGH" }), over.signal);
  await until("it signs in", () => made.state().doing.kind === "sign-in");
  expect(made.state().doing).toEqual({ kind: "sign-in", source: "corp", url, userCode: "ABCD-EFGH" });
  over.abort();
  expect(await asked).toBeUndefined();
  expect(made.state().doing).toEqual({ kind: "choosing" });
});

test("what is chosen while a sign-in comes to its end is not forgotten", async () => {
  const { admin, made } = picking();
  const over = new AbortController();
  const asked = made.listener().ask(question(), over.signal);
  await until("it signs in", () => made.state().doing.kind === "sign-in");
  made.opened(new URL((made.state().doing as { url: string }).url).searchParams.get("then") ?? "");
  made.choose(admin.key);
  over.abort();
  await asked;
  expect(made.state().doing.kind).toBe("trying");
  expect(await made.next()).toEqual({ kind: "chosen", choice: admin });
});

test.each(["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])("no page is led to %s", async (url) => {
  const { made } = picking();
  expect(made.listener().ask(question({ url }), NEVER)).rejects.toBeInstanceOf(CannotAsk);
  expect(made.state().doing).toEqual({ kind: "choosing" });
});
