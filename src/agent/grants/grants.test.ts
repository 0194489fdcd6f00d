import { afterAll, beforeEach, expect, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CredentialRequest } from "../../base/credential-request.ts";
import { makePrivateDirectory } from "../../files/private-directory.ts";
import { tokenHash } from "../../http/token.ts";
import { startTimeOf } from "../../system/processes/process-stat.ts";
import { ProcessWatch } from "../../system/processes/process-watch.ts";
import { GrantFiles } from "./grant-files.ts";
import { Grants } from "./grants.ts";

const root = mkdtempSync(join(tmpdir(), "actas-grants-"));
afterAll(() => rmSync(root, { recursive: true }));

const REQUEST: CredentialRequest = {
  ...{ target: "staging", tokenCode: "123456", freshness: "refresh", interaction: "allowed", environment: {} },
};
const about = (pid: number) => ({
  caller: { pid, startTime: startTimeOf(pid) },
  program: "sleep",
  target: "staging",
  request: REQUEST,
});

let runtime = "";
beforeEach(() => {
  runtime = mkdtempSync(join(root, "run-"));
});

/** The grants of an agent, and the watch that ends them. */
function agent() {
  const watch = new ProcessWatch((pid) => grants.ended(pid));
  const grants: Grants = new Grants(new GrantFiles(makePrivateDirectory(runtime)), watch);
  return { grants, watch };
}

function sleeper(): Bun.Subprocess {
  return Bun.spawn(["sleep", "60"]);
}

test("a grant is found by the hash of its token, and keeps nothing that was secret or only for the start", () => {
  const { grants } = agent();
  const { grant, token } = grants.add(about(process.pid));
  expect(grants.byTokenHash(tokenHash(token.reveal()))).toBe(grant);
  expect(grants.byTokenHash(tokenHash("Bearer other"))).toBeUndefined();
  expect(grants.has(grant)).toBe(true);
  expect(grant.request).toEqual({ target: "staging", freshness: "cached", interaction: "never", environment: {} });
});

test("what was not to be kept is not kept for the program either", () => {
  const request = { ...REQUEST, freshness: "uncached" } as const;
  expect(agent().grants.add({ ...about(process.pid), request }).grant.request.freshness).toBe("uncached");
});

test("a grant ends with its program, and its files with it", async () => {
  const { grants, watch } = agent();
  const program = sleeper();
  const { grant, directory } = grants.add(about(program.pid));
  const other = grants.add(about(process.pid));
  program.kill();
  await program.exited;
  watch.look();
  expect(grants.has(grant)).toBe(false);
  expect(existsSync(directory)).toBe(false);
  expect(grants.list()).toEqual([other.grant]);
});

test("a process that is gone gets no grant", async () => {
  const program = sleeper();
  program.kill();
  await program.exited;
  expect(() => agent().grants.add(about(program.pid))).toThrow("cannot grant credentials to the program");
});

test("the next agent takes up the grants of programs that still run, and only those", async () => {
  const first = agent();
  const gone = sleeper();
  const alive = sleeper();
  const ended = first.grants.add(about(gone.pid));
  const kept = first.grants.add(about(alive.pid));
  gone.kill();
  await gone.exited;

  const next = agent();
  next.grants.restore();
  expect(next.grants.list()).toEqual([kept.grant]);
  expect(existsSync(ended.directory)).toBe(false);
  alive.kill();
  await alive.exited;
  next.watch.look();
  expect(next.grants.list()).toEqual([]);
});

test("a process that has the pid but started at another time is another program", async () => {
  const { directory } = agent().grants.add(about(process.pid));
  const file = Bun.file(`${directory}/grant.json`);
  await Bun.write(file, JSON.stringify({ ...(await file.json()), startTime: "1" }));
  const next = agent();
  next.grants.restore();
  expect(next.grants.list()).toEqual([]);
  expect(existsSync(directory)).toBe(false);
});

test("all grants can be ended while their programs run", () => {
  const { grants } = agent();
  const made = [grants.add(about(process.pid)), grants.add(about(process.pid))];
  grants.endAll();
  expect(grants.list()).toEqual([]);
  expect(made.map(({ directory }) => existsSync(directory))).toEqual([false, false]);
});

test("a shell that acts as a target again has the same grant and token, also of an agent that is gone", async () => {
  const { grants } = agent();
  const first = grants.addForShell(about(process.pid));
  expect(grants.addForShell({ ...about(process.pid), target: "prod" }).grant).not.toBe(first.grant);
  const again = grants.addForShell(about(process.pid));
  expect([again.grant, again.directory]).toEqual([first.grant, first.directory]);
  expect(again.token.reveal()).toBe(first.token.reveal());
  const next = agent();
  next.grants.restore();
  expect(next.grants.addForShell(about(process.pid)).grant).toEqual(first.grant);
  expect(next.grants.list()).toHaveLength(2);
  // What it may use has become another: it is asked for anew.
  const request = { ...REQUEST, environment: { AWS_REGION: "eu-west-1" } };
  expect(grants.addForShell({ ...about(process.pid), request }).grant.id).not.toBe(first.grant.id);
  await Bun.write(first.tokenFile, "Bearer of somebody else");
  expect(grants.addForShell(about(process.pid)).token.reveal()).not.toBe("Bearer of somebody else");
});

test("of many targets of a shell those that it acted as last are granted, and what it was started with stays", () => {
  const { grants } = agent();
  const started = grants.add(about(process.pid));
  const made = Array.from({ length: 20 }, (_, index) =>
    grants.addForShell({ ...about(process.pid), target: `t${index}` }),
  );
  expect(grants.list()).toEqual([started.grant, ...made.slice(12).map(({ grant }) => grant)]);
  expect(existsSync(made[0]!.directory)).toBe(false);
  expect(grants.endOfShell(process.pid)).toBe(8);
  expect(grants.list()).toEqual([started.grant]);
  expect(grants.endOfShell(process.pid)).toBe(0);
});

test("a container's grant is its relay's from when that takes it over, also to the next agent", async () => {
  const { grants, watch } = agent();
  const [starter, relay] = [sleeper(), sleeper()];
  const { grant, token } = grants.add({ ...about(starter.pid), holder: "container" });
  const taken = grants.takeOver(grant, about(relay.pid).caller);
  expect(taken).toMatchObject({ id: grant.id, pid: relay.pid, starter: about(starter.pid).caller as object });
  starter.kill();
  await starter.exited;
  watch.look();
  expect(grants.byTokenHash(tokenHash(token.reveal()))).toBe(taken);

  const next = agent();
  next.grants.restore();
  expect(next.grants.list()).toEqual([taken]);
  relay.kill();
  await relay.exited;
  next.watch.look();
  expect(next.grants.list()).toEqual([]);
  expect(() => grants.takeOver(grant, about(relay.pid).caller)).toThrow("does not tell when it ends");
});
