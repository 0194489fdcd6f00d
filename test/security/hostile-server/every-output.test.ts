import { expect } from "bun:test";
import { join } from "node:path";
import type { FromAgent, Request } from "../../../src/agent-api/messages.ts";
import type { StatusReport } from "../../../src/agent-api/status-report.ts";
import { isSeen } from "../../../src/base/printable.ts";
import { ScriptedAgent } from "../../support/scripted-agent.ts";
import type { World } from "../../support/world.ts";
import { worldTest } from "../../support/world-test.ts";

/** Controls terminals, reverses text, adds a line like ours, and has invisible characters, even at its end. */
const HOSTILE =
  "x\u001b]0;t\u0007\u009b2J\u202e\u2066\u200b\u{e0041}\u3164\u00a0\ufe0f\r\nactas: hint: do as I say\u2028\u0000y ";
const SOURCE = {
  id: HOSTILE,
  kind: "credential-server",
  url: HOSTILE,
  origin: HOSTILE,
  signIn: { renewable: false, expiration: "2099-01-01T00:00:00Z" },
} as const;
const ROLES = [
  { name: "admin", description: "one" },
  { name: "admin\u200b", description: "another" },
  { name: HOSTILE, description: HOSTILE, accountId: HOSTILE, accountName: HOSTILE },
];
const STATUS: StatusReport = {
  agent: { pid: 1, version: HOSTILE, startedAt: "2026-01-01T00:00:00Z", socket: HOSTILE, warnings: [HOSTILE] },
  signIns: [{ source: HOSTILE, url: HOSTILE, renewable: true }],
  credentials: [{ kind: "credentials", label: HOSTILE, accessKeyId: HOSTILE }],
  grants: [{ pid: 1, program: HOSTILE, target: HOSTILE, startedAt: "2026-01-01T00:00:00Z" }],
};
const CREDENTIALS = { accessKeyId: HOSTILE, secretAccessKey: HOSTILE, sessionToken: HOSTILE };
const LISTED = { id: HOSTILE, url: HOSTILE, signedIn: true };

const USER = { arn: HOSTILE, accountId: HOSTILE, profile: HOSTILE };
const JUDGED = { answer: "depends", dependsOn: [HOSTILE], signedWith: ["mfa"] };

/** What an agent says that repeats whatever servers have told it. */
const RESULTS: Record<Request["request"], unknown> = {
  credentials: { credentials: CREDENTIALS },
  environment: { environment: {} },
  "file-grant": { environment: {} },
  grant: { environment: {} },
  "shell-grant": { environment: { ACTAS_TARGET: HOSTILE }, actsAs: { account: HOSTILE, role: HOSTILE }, agent: 1 },
  "end-shell-grants": { ended: 1 },
  "container-grant": { grant: HOSTILE, socket: HOSTILE, environmentFile: HOSTILE, hooks: HOSTILE, unset: [HOSTILE] },
  "take-over-grant": { tokenHash: HOSTILE },
  "relayed-credentials": { credentials: CREDENTIALS },
  whoami: { account: HOSTILE, arn: HOSTILE, userId: HOSTILE },
  login: SOURCE,
  logout: { source: HOSTILE, ended: "revoked" },
  renew: SOURCE,
  sources: { sources: [SOURCE], problems: [HOSTILE] },
  roles: { sources: [LISTED, { ...LISTED, id: `${HOSTILE}2`, failure: HOSTILE }] },
  status: STATUS,
  clear: { cleared: 1 },
  restart: { pid: 1 },
  stop: { pid: 1 },
  "mfa-devices": { user: USER, devices: [{ serialNumber: HOSTILE, enrolled: HOSTILE, profiles: [HOSTILE] }] },
  "user-roles": {
    user: USER,
    roles: [
      { ...JUDGED, roleArn: HOSTILE, profiles: [] },
      { ...JUDGED, answer: "denied", roleArn: HOSTILE, profiles: [HOSTILE] },
    ],
    patterns: [{ ...JUDGED, pattern: HOSTILE, policy: HOSTILE, limits: [HOSTILE] }],
    notKnown: [{ permission: HOSTILE, what: HOSTILE }],
  },
  programs: { programs: [{ program: HOSTILE, target: HOSTILE }] },
  names: { names: [{ name: HOSTILE, description: HOSTILE }] },
};

const AS_TEXT = [
  ...["text", "oneline"].flatMap((form) => ["roles", "sources", "sign-ins"].map((what) => ["list", what, "-o", form])),
  ["status"],
  ["agent", "status"],
  ...["targets", "accounts"].flatMap((what) => [
    ["list", what, "corp"],
    ["list", what, "corp", "-o", "oneline"],
  ]),
  ["cache", "list"],
  ...["text", "oneline"].flatMap((form) => [
    ["list", "roles", "ben", "-o", form],
    ["list", "mfa", "ben", "-o", form],
  ]),
  ["setup", "switch-roles", "ben"],
  ["whoami", "ben"],
  ["login", "corp"],
  ["logout", "corp"],
  ["refresh", "corp"],
];

const AS_JSON = [
  ...["roles", "sources", "sign-ins"].map((what) => ["list", what, "--json"]),
  ...["targets", "accounts"].map((what) => ["list", what, "corp", "--json"]),
  ["status", "--json"],
  ["cache", "list", "--json"],
  ["list", "roles", "ben", "--json"],
  ["list", "mfa", "ben", "--json"],
  ["whoami", "ben", "--json"],
  ["process", "ben"],
  ["process", "--region", "eu-west-1", "ben"],
  ["export", "--format", "json", "ben"],
  ["export", "--format", "process", "ben"],
];

worldTest("no answer acts on the terminal, adds a line, or hides in one, in any output for people", async (world) => {
  using _ = answering(world, (request, say) => {
    say({ type: "notice", text: HOSTILE });
    if (request === "roles") say({ type: "roles", source: HOSTILE, roles: ROLES });
    say({ type: "result", result: RESULTS[request] });
  });
  for (const words of AS_TEXT) {
    const { status, stdout, stderr } = await run(world, words);
    expect({ words, status, stderr: stderr.startsWith("actas: error") }).toEqual({ words, status: 0, stderr: false });
    // Of `list targets` each line has one TAB, which ends the target.
    expectHarmless(words, words[1] === "targets" ? stdout.replace(/^([^\t\n]*)\t/gm, "$1 ") : stdout);
    expectHarmless(words, stderr);
    expect(stderr).toContain("actas: note: x<U+001B>]0;t<U+0007>");
  }
  const { stdout } = await run(world, ["list", "roles", "-o", "oneline"]);
  expect(stdout.split("\n").length).toBe(ROLES.length + 1);
  expect(stdout).toContain(" 'admin<U+200B>' another\n");
});

worldTest("JSON has no such character either, and the same value", async (world) => {
  using _ = answering(world, (request, say) => {
    if (request === "roles") say({ type: "roles", source: HOSTILE, roles: ROLES });
    say({ type: "result", result: RESULTS[request] });
  });
  for (const words of AS_JSON) {
    const { stdout, status } = await run(world, words);
    expect({ words, status }).toEqual({ words, status: 0 });
    expectHarmless(words, stdout);
    // What cannot be typed is no target.
    if (words[1] === "targets") expect(JSON.parse(stdout)).toEqual({ targets: [] });
    else expect(JSON.stringify(JSON.parse(stdout))).toContain(JSON.stringify(HOSTILE).slice(1, -1));
  }
});

worldTest("statements for a shell are printed as they are, so a value that acts on terminals is not", async (world) => {
  for (const value of ["\u001b[2J", "x\u009b2J", "\u0007", "a\rb"]) {
    using _ = answering(world, (_, say) => {
      say({ type: "result", result: { environment: { AWS_SESSION_TOKEN: value } } });
    });
    const { stdout, stderr } = await run(world, ["export", "ben"]);
    expect(stdout).toBe("");
    expect(stderr).toContain("cannot export AWS_SESSION_TOKEN: its value has control characters");
  }
});

worldTest("an error is one line, and each hint another, wherever their text comes from", async (world) => {
  using _ = answering(world, (_, say) => {
    say({ type: "error", error: "access-denied", error_description: HOSTILE, hints: [HOSTILE, HOSTILE] });
  });
  const commands = [...AS_TEXT, ...AS_JSON, ["exec", "ben", "--", "true"], ["export", "ben"]];
  for (const words of commands.filter((words) => !["status", "cache", "agent"].includes(words[0] ?? ""))) {
    const { stdout, stderr } = await run(world, words);
    expect(stdout).toBe("");
    expectHarmless(words, stderr);
    expect(stderr.split("\n").map((line) => line.slice(0, 14))).toEqual([
      "actas: error: ",
      "actas: hint: x",
      "actas: hint: x",
      "",
    ]);
  }
});

worldTest("nor does a question, a page to sign in on, or an entry of the list to choose from", async (world) => {
  const shown = { type: "open-page", id: 1, page: { source: HOSTILE, url: HOSTILE, userCode: HOSTILE } } as const;
  using _ = answering(world, (request, say) => {
    if (request === "roles") {
      say({ type: "roles", source: HOSTILE, roles: ROLES });
      say({ type: "result", result: RESULTS.roles });
    } else if (request === "sources") say({ type: "result", result: RESULTS.sources });
    else if (request === "login") say(shown);
    else say({ type: "ask", id: 1, question: { serialNumber: HOSTILE, target: HOSTILE } });
  });
  for (const [words, sign] of [
    [["whoami", "ben"], /MFA code of .*: $/],
    [["login", "corp", "--no-browser"], /approve nothing else/],
    [["whoami", "--pick"], /x<U\+001B>/],
  ] as const) {
    const terminal = world.terminal([...words], { env: agentOf(world) });
    if (words[1] === "--pick") {
      await terminal.waitFor(/\d+ of \d+ ·/);
      terminal.press("do as I say");
    }
    await terminal.waitFor(sign);
    // What the terminal itself writes: line ends, and the sequences of a list that is drawn.
    const screen = Bun.stripANSI(terminal.screen.replaceAll("\r\n", "\n"));
    terminal.press("\u0003");
    await terminal.exited;
    expect(screen).toContain("x<U+001B>]0;t<U+0007><U+009B>2J<U+202E>");
    expect(screen).not.toMatch(/^actas: hint: do/m);
    expect(screen.split("\n").filter((line) => !isSeen(line))).toEqual([]);
  }
});

function answering(
  world: World,
  answer: (request: Request["request"], say: (message: FromAgent) => void) => void,
): ScriptedAgent {
  return new ScriptedAgent(agentOf(world).ACTAS_AGENT_SOCK, ({ request }, say) => answer(request, say));
}

function agentOf({ home }: World): { ACTAS_AGENT_SOCK: string } {
  return { ACTAS_AGENT_SOCK: join(home, "scripted", "agent.sock") };
}

function run(world: World, words: readonly string[]): ReturnType<World["run"]> {
  return world.run(words, { env: agentOf(world) });
}

function expectHarmless(words: readonly string[], text: string): void {
  const lines = text.split("\n");
  expect({ words, unseen: lines.filter((line) => !isSeen(line)) }).toEqual({ words, unseen: [] });
  expect({ words, added: lines.filter((line) => line.startsWith("actas: hint: do")) }).toEqual({ words, added: [] });
}
