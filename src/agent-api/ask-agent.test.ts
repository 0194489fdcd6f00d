import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { VERSION } from "../base/version.ts";
import { Cancelled, CannotAsk } from "../conversation/conversation.ts";
import { AgentGone } from "./agent-gone.ts";
import { askAgent } from "./ask-agent.ts";
import type { Listener } from "./exchange.ts";
import { PROTOCOL } from "./messages.ts";

const root = mkdtempSync(join(tmpdir(), "actas-client-"));
afterAll(() => rmSync(root, { recursive: true }));

const QUESTION = { serialNumber: "arn:aws:iam::111122223333:mfa/ana", target: "staging" };
const TOPIC = { kind: "mfa-code", ...QUESTION } as const;

interface Speaker {
  say(what: string | Uint8Array): void;
  hangUp(): void;
}

/** An agent that follows a script: one action for each line it receives, the request first. */
function scriptedAgent(...script: ((agent: Speaker, line: string) => void)[]) {
  const path = join(root, `${crypto.randomUUID().slice(0, 8)}.sock`);
  const heard: string[] = [];
  const listener = Bun.listen({
    unix: path,
    socket: {
      data(socket, bytes) {
        for (const line of bytes.toString().split("\n").slice(0, -1)) {
          const speaker = {
            say: (what: string | Uint8Array) => void socket.write(what),
            hangUp: () => void socket.end(),
          };
          script[heard.push(line) - 1]?.(speaker, line);
        }
      },
    },
  });
  return { path, heard: () => heard.map((line) => JSON.parse(line)), [Symbol.dispose]: () => listener.stop(true) };
}

/** A user who gives this answer, and a record of what the user was told. */
function user(answer: (signal: AbortSignal) => Promise<string> = async () => "123456") {
  const told: unknown[] = [];
  const conversation = conversationWith(
    { "mfa-code": (_, signal) => answer(signal) },
    {
      waiting: (topic, asked) => void told.push([topic, asked]),
      wentOn: () => void told.push("went on"),
      tell: (notice) => void told.push(notice),
    },
  );
  const listener: Listener = { ...conversation, roles: (source, roles) => void told.push({ source, roles }) };
  return { listener, listen: async () => listener, told };
}

const line = (message: object): string => `${JSON.stringify(message)}\n`;
const RESULT = line({ type: "result", result: { cleared: 1 } });
const ASK = line({ type: "ask", id: 7, question: QUESTION });
const REQUEST = { request: "clear", kind: "all" } as const;
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no failure",
    (error) => error,
  );

test("a request carries protocol and version, and its answer is what the agent says", async () => {
  using agent = scriptedAgent(({ say }) => say(RESULT));
  expect(await askAgent(agent.path, REQUEST, user().listen, "something")).toEqual({ cleared: 1 });
  expect(agent.heard()).toEqual([{ protocol: PROTOCOL, version: VERSION, ...REQUEST }]);
});

test("notices and waiting are passed on; messages may come in pieces, and unknown ones are left alone", async () => {
  const messages = [
    { type: "notice", text: "größer" },
    { type: "weather", sun: 1 },
    { type: "waiting", pending: TOPIC },
    { type: "waiting", pending: { ...TOPIC, elsewhere: true } },
    { type: "waiting", pending: { kind: "fortune", hand: "left" } },
    { type: "went-on" },
  ];
  const bytes = Buffer.from(messages.map(line).join("") + RESULT);
  using agent = scriptedAgent(async ({ say }) => {
    // One byte at a time, so that characters are cut in two.
    for (const byte of bytes) {
      say(new Uint8Array([byte]));
      await Bun.sleep(0);
    }
  });
  const { listen, told } = user();
  expect(await askAgent(agent.path, REQUEST, listen, "something")).toEqual({ cleared: 1 });
  expect(told).toEqual(["größer", [TOPIC, "here"], [TOPIC, "elsewhere"], "went on"]);
});

test.each([
  ["a code", "123456", { type: "code", id: 7, code: "123456" }],
  ["a reason", new CannotAsk("there is no terminal"), { type: "cannot-ask", id: 7, reason: "there is no terminal" }],
  ["a no", new Cancelled(), { type: "cancel", id: 7 }],
] as const)("a question that is answered by %s is replied to by its number", async (_, outcome, reply) => {
  const answer = (): Promise<string> => (outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome));
  using agent = scriptedAgent(
    ({ say }) => say(ASK),
    ({ say }) => say(RESULT),
  );
  await askAgent(agent.path, REQUEST, user(answer).listen, "something");
  expect(agent.heard()[1]).toEqual(reply);
});

test("a question that only a newer agent knows is answered, so that it asks another command", async () => {
  using agent = scriptedAgent(
    ({ say }) => say(line({ type: "tell-fortune", id: 8, hand: "left" })),
    ({ say }) => say(RESULT),
  );
  await askAgent(agent.path, REQUEST, user().listen, "something");
  expect(agent.heard()[1]).toMatchObject({ type: "cannot-ask", id: 8 });
});

test("after a cancel, what comes after it runs when the agent has been told", async () => {
  let after = 0;
  using agent = scriptedAgent(
    ({ say }) => say(ASK),
    ({ say }) => say(RESULT),
  );
  await askAgent(agent.path, REQUEST, user(() => Promise.reject(new Cancelled(() => after++))).listen, "something");
  expect([after, agent.heard().length]).toEqual([1, 2]);
});

test("what comes after a cancel runs also where the question is withdrawn in the same moment, and nothing is sent", async () => {
  let after = 0;
  const late = (signal: AbortSignal): Promise<string> =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Cancelled(() => after++))));
  using agent = scriptedAgent(({ hangUp, say }) => {
    say(ASK);
    setTimeout(hangUp, 5);
  });
  await expect(askAgent(agent.path, REQUEST, user(late).listen, "something")).rejects.toBeInstanceOf(AgentGone);
  expect([after, agent.heard().length]).toEqual([1, 1]);
});

test("a question that is withdrawn is closed, and its late answer is not sent", async () => {
  const stopped = (signal: AbortSignal): Promise<string> =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(new CannotAsk("stopped"))));
  using agent = scriptedAgent(({ say }) => say(`${ASK}${line({ type: "stop-asking", id: 7 })}${RESULT}`));
  await askAgent(agent.path, REQUEST, user(stopped).listen, "something");
  expect(agent.heard()).toHaveLength(1);
});

test("when the agent goes away, the open question is closed before the request may be sent again", async () => {
  let closed = false;
  const slowly = (signal: AbortSignal): Promise<string> =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", async () => {
        await Bun.sleep(5);
        closed = true;
        reject(new CannotAsk("stopped"));
      });
    });
  using agent = scriptedAgent(({ say, hangUp }) => {
    say(ASK);
    hangUp();
  });
  expect(await failure(askAgent(agent.path, REQUEST, user(slowly).listen, "something"))).toEqual(new AgentGone("lost"));
  expect(closed).toBe(true);
});

test("a terminal that fails ends the exchange with that failure", async () => {
  using agent = scriptedAgent(({ say }) => say(ASK));
  const broken = user(() => Promise.reject(new Error("the terminal broke"))).listen;
  expect(await failure(askAgent(agent.path, REQUEST, broken, "something"))).toEqual(new Error("the terminal broke"));
});

test("an error of the agent is that error here", async () => {
  const error = { type: "error", error: "access-denied", error_description: "cannot do it: no", hints: ["ask for it"] };
  using agent = scriptedAgent(({ say }) => say(line(error)));
  expect(await failure(askAgent(agent.path, REQUEST, user().listen, "something"))).toMatchObject({
    name: "ActasError",
    code: "access-denied",
    message: "cannot do it: no",
    hints: ["ask for it"],
  });
});

test("an agent that is absent, restarts, has no room, goes away or makes no sense is told apart", async () => {
  using restarting = scriptedAgent(({ say }) => say(line({ type: "restarting" })));
  using full = scriptedAgent(({ say, hangUp }) => {
    say(line({ type: "full" }));
    hangUp();
  });
  using leaving = scriptedAgent(({ hangUp }) => hangUp());
  using raving = scriptedAgent(({ say }) => say("what?\n"));
  const reasonAt = (path: string): Promise<unknown> => failure(askAgent(path, REQUEST, user().listen, "something"));
  expect(await reasonAt(join(root, "nobody.sock"))).toEqual(new AgentGone("absent"));
  expect(await reasonAt(restarting.path)).toEqual(new AgentGone("restarting"));
  expect(await reasonAt(full.path)).toEqual(new AgentGone("full"));
  expect(await reasonAt(leaving.path)).toEqual(new AgentGone("lost"));
  expect(await reasonAt(raving.path)).toMatchObject({ code: "agent-unreachable" });
});

test("a file that is not a socket counts as no agent", async () => {
  await Bun.write(join(root, "file"), "");
  expect(await failure(askAgent(join(root, "file"), REQUEST, user().listen, "something"))).toEqual(
    new AgentGone("absent"),
  );
});

test("a listener that fails, for instance on a broken pipe, ends it with its own error", async () => {
  const roles = line({ type: "roles", source: "corp", roles: [] });
  using agent = scriptedAgent((speaker) => speaker.say(roles + RESULT));
  const gone = new Error("broken pipe");
  const listener: Listener = {
    ...user().listener,
    roles: () => {
      throw gone;
    },
  };
  expect(await failure(askAgent(agent.path, REQUEST, async () => listener, "something"))).toBe(gone);
});
