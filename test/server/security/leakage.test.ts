import { expect } from "bun:test";
import { readFileSync, statSync } from "node:fs";
import { testNeeding } from "../../support/needs.ts";
import { runningServer } from "../../support/server/running-server.ts";
import { testDatabase } from "../../support/test-database.ts";

const testOnPostgres = testNeeding("postgres");

/** Recognisable wherever it turns up. */
const CANARY = "c4n4ry";
const SEALING_KEY = Buffer.from(`${CANARY}${"k".repeat(26)}`).toString("base64");

testOnPostgres(
  "what requests carry, and the secrets of the configuration, are in no log, metric, answer or argument",
  async () => {
    await using world = await testDatabase();
    await using server = await runningServer({
      variables: {
        DATABASE_URL: world.url.replace("actas@", `actas:${CANARY}-password@`),
        ACTAS_SERVER_PEOPLE_KEYS: SEALING_KEY,
        ACTAS_SERVER_PEOPLE_PROVIDER_ISSUER: "http://127.0.0.1:1",
        ACTAS_SERVER_PEOPLE_PROVIDER_CLIENT_ID: "roles",
        ACTAS_SERVER_PEOPLE_PROVIDER_CLIENT_SECRET: `${CANARY}-client-secret`,
      },
    });
    const answers: string[] = [];
    for (const path of PATHS)
      for (const method of ["GET", "POST"]) {
        const answer = await fetch(`${server.url}${path}?code=${CANARY}-code&token=${CANARY}-query`, {
          method,
          redirect: "manual",
          headers: {
            authorization: `Bearer ${CANARY}-bearer`,
            cookie: `session=${CANARY}-cookie`,
            "x-forwarded-for": `${CANARY}-forwarded`,
            "user-agent": `${CANARY}-agent`,
          },
          ...(method === "POST" && {
            body: JSON.stringify({ token: `${CANARY}-body`, Role: `${CANARY}-role`, key: CANARY }),
          }),
        });
        answers.push(`${path}: ${[...answer.headers].join()} ${await answer.text()}`);
      }
    const metrics = await (await fetch(`${server.url}metrics`)).text();
    const argv = await Bun.file(`/proc/${server.pid}/cmdline`).text();
    server.kill("SIGTERM");
    await server.exited;
    const logs = `${server.said()}${JSON.stringify(server.accesses())}`;
    expect(server.accesses().length).toBeGreaterThanOrEqual(PATHS.length * 2);
    for (const text of [logs, metrics, argv]) {
      expect(text.toLowerCase()).not.toContain(CANARY);
      expect(text).not.toContain(SEALING_KEY);
    }
    // A page may name what it was asked for; what proves who asks is in no answer.
    for (const part of ["password", "client-secret", "bearer", "cookie", "body"])
      expect(answers.filter((answer) => answer.includes(`${CANARY}-${part}`))).toEqual([]);
    expect(answers.join()).not.toContain(SEALING_KEY);
  },
  60_000,
);

testOnPostgres(
  "no other program of its user reads the memory or the variables of a server, nor a core dump of it",
  async () => {
    await using world = await testDatabase();
    const variables = { DATABASE_URL: world.url, ACTAS_SERVER_LISTEN_DRAIN_SECONDS: "0" };
    await using server = await runningServer({ as: "ordinary-user", variables });
    // The kernel gives the files of a process to root that may be neither read nor dumped.
    const { uid } = statSync(`/proc/${server.pid}/environ`);
    const [, own] = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, "utf8")) ?? [];
    expect(uid).toBe(0);
    expect(own).not.toBe("0");
  },
  60_000,
);

/** Every kind of path: of programs, of browsers, of AWS, and none. */
const PATHS = [
  "assume-role",
  "roles",
  "account-aliases",
  "rebuild-group-role-map",
  "issuer/jwks",
  "oauth/authorize",
  "oauth/token",
  "oauth/device",
  "oauth/jwks",
  "device",
  "healthz",
  `nowhere/${CANARY}-path`,
];
