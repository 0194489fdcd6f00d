import { expect, test } from "bun:test";
import { CannotAsk } from "../../conversation/conversation.ts";
import { Connection } from "./connection.ts";

const ABOUT = { serialNumber: "arn:aws:iam::111122223333:mfa/ana", target: "staging" };
const QUESTION = { kind: "mfa-code", ...ABOUT } as const;

/** A connection to a socket that takes so many bytes at a time, and what it was given. */
function connected(takes = Number.POSITIVE_INFINITY) {
  let written = "";
  const connection = new Connection(
    {
      write(bytes) {
        const taken = bytes.subarray(0, Math.min(takes, bytes.length));
        written += Buffer.from(taken).toString();
        return taken.length;
      },
    },
    { uid: 1000, pid: 42, startTime: "1", socket: "agent.sock", program: () => undefined },
  );
  const said = (): unknown[] =>
    written
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  return { connection, said };
}

const never = (): AbortSignal => new AbortController().signal;

test("a question is asked, and answered by the reply with its number", async () => {
  const { connection, said } = connected();
  const first = connection.ask(QUESTION, never());
  const second = connection.ask({ ...QUESTION, again: "wrong-code" }, never());
  connection.replied({ type: "code", id: 2, code: "222222" });
  connection.replied({ type: "code", id: 1, code: "111111" });
  expect(await Promise.all([first, second])).toEqual(["111111", "222222"]);
  expect(said()).toEqual([
    { type: "ask", id: 1, question: ABOUT },
    { type: "ask", id: 2, question: { ...ABOUT, again: "wrong-code" } },
  ]);
});

test("a command that cannot ask gives its reason, and a person's no is a cancel", async () => {
  const { connection } = connected();
  const asked = Promise.allSettled([connection.ask(QUESTION, never()), connection.ask(QUESTION, never())]);
  connection.replied({ type: "cannot-ask", id: 1, reason: "there is no terminal" });
  connection.replied({ type: "cancel", id: 2 });
  expect(await asked).toMatchObject([
    { reason: new CannotAsk("there is no terminal") },
    { reason: { code: "cancelled" } },
  ]);
});

test("a reply to no open question changes nothing", async () => {
  const { connection, said } = connected();
  connection.replied({ type: "code", id: 1, code: "000000" });
  const asked = connection.ask(QUESTION, never());
  connection.replied({ type: "code", id: 7, code: "777777" });
  connection.replied({ type: "code", id: 1, code: "111111" });
  connection.replied({ type: "code", id: 1, code: "222222" });
  expect(await asked).toBe("111111");
  expect(said()).toHaveLength(1);
});

test("a question that is taken back says so, and one that was taken back before is not asked", async () => {
  const { connection, said } = connected();
  const stop = new AbortController();
  const asked = connection.ask(QUESTION, stop.signal);
  stop.abort();
  await expect(asked).rejects.toThrow(new CannotAsk("the question is no longer open"));
  await expect(connection.ask(QUESTION, stop.signal)).rejects.toThrow(CannotAsk);
  expect(said()).toEqual([
    { type: "ask", id: 1, question: ABOUT },
    { type: "stop-asking", id: 1 },
  ]);
});

test("when the client has gone, its questions go to another client, and it is told nothing more", async () => {
  const { connection, said } = connected();
  const asked = connection.ask(QUESTION, never());
  connection.closed();
  await expect(asked).rejects.toThrow(new CannotAsk("the command that was asked is gone"));
  await expect(connection.ask(QUESTION, never())).rejects.toThrow(CannotAsk);
  connection.tell("too late");
  expect(connection.isOpen).toBe(false);
  expect(said()).toHaveLength(1);
});

test("a command that waits hears when the work goes on, once; the others hear nothing", () => {
  const { connection, said } = connected();
  connection.wentOn();
  connection.waiting(QUESTION, "elsewhere");
  connection.wentOn();
  connection.wentOn();
  expect(said()).toEqual([{ type: "waiting", pending: { ...QUESTION, elsewhere: true } }, { type: "went-on" }]);
});

test("a command that only waits does not hear what only the one that asks may see", () => {
  const { connection, said } = connected();
  const page = { kind: "sign-in", source: "corp", url: "http://127.0.0.1:1/auth/x", userCode: "ABCD-EFGH" } as const;
  connection.waiting(page, "elsewhere");
  expect(said()).toEqual([{ type: "waiting", pending: { kind: "sign-in", source: "corp", elsewhere: true } }]);
});

test("what does not fit into the socket goes when it is drained, in order", () => {
  const { connection, said } = connected(10);
  connection.tell("one");
  connection.waiting(QUESTION, "here");
  for (let drained = 0; drained < 30; drained++) connection.flush();
  expect(said()).toEqual([
    { type: "notice", text: "one" },
    { type: "waiting", pending: QUESTION },
  ]);
});
