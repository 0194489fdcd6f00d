import { expect } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import { KeptAuditTrail } from "../../../src/server/audit/kept-audit-trail.ts";
import { verifyAudit } from "../../../src/server/audit/verify-audit.ts";
import { openDatabase } from "../../../src/server/store/open-database.ts";
import { freePort } from "../../support/free-port.ts";
import { pathOf, testNeeding } from "../../support/needs.ts";
import { type ThrowAwayPostgres, throwAwayPostgres } from "../../support/postgres/throw-away-postgres.ts";
import { testDatabase } from "../../support/test-database.ts";

const testOnPostgres = testNeeding("postgres", "openssl");
const TOOLS = { log: () => {}, surroundings: { directory: "/", environment: {} } };

testOnPostgres(
  "a server whose user does not own the tables works, and may not change the audit trail even without its trigger",
  async () => {
    await using world = await testDatabase();
    const { database: owner } = world;
    await owner.query("DROP ROLE IF EXISTS server_of_test");
    await owner.query("CREATE ROLE server_of_test LOGIN");
    await owner.query("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO server_of_test");
    await owner.query("REVOKE UPDATE, DELETE ON audit FROM server_of_test");
    const url = new Secret(world.url.replace("actas@", "server_of_test@"));
    const database = await openDatabase({ url, folder: "/nonexistent" }, TOOLS);
    try {
      await new KeptAuditTrail({ database, clock: new Clock(), log: () => {}, replica: "a" }).record({
        event: "issued",
        requestId: "1",
      });
      expect(await verifyAudit(database)).toMatchObject({ records: 1, problems: [] });
      await owner.query("ALTER TABLE audit DISABLE TRIGGER ALL");
      for (const statement of ["UPDATE audit SET record = '{}'", "DELETE FROM audit", "TRUNCATE audit"])
        expect(await database.query(statement).catch((error: unknown) => error)).toMatchObject({ code: "42501" });
      expect(
        await database.query("ALTER TABLE audit ENABLE TRIGGER ALL").catch((error: unknown) => error),
      ).toMatchObject({
        code: "42501",
      });
    } finally {
      await database.close();
      await owner.query("DROP OWNED BY server_of_test");
      await owner.query("DROP ROLE server_of_test");
    }
  },
  30_000,
);

testOnPostgres(
  "a database that somebody else answers for is not spoken to, where sslmode says so",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "actas-tls-"));
    const postgres = await postgresWithTls(folder);
    try {
      const place = `actas:hunter2@localhost:${postgres.port}/postgres`;
      const outcome = async (parameters: string): Promise<string> => {
        try {
          const settings = { url: new Secret(`postgres://${place}${parameters}`), folder: "/nonexistent" };
          await (await openDatabase(settings, TOOLS)).close();
          return "opened";
        } catch (error) {
          return (error as Error).message;
        }
      };
      const root = `&sslrootcert=${folder}/server.crt`;
      expect(await outcome("?sslmode=require")).toBe("opened");
      expect(await outcome("")).toBe("opened");
      expect(await outcome(`?sslmode=verify-full${root}`)).toBe("opened");
      expect(await outcome(`?sslmode=verify-ca${root}`)).toBe("opened");
      const refused = await outcome("?sslmode=verify-full");
      expect(refused).toContain(`cannot ask the database at localhost:${postgres.port}, database "postgres"`);
      expect(refused).toMatch(/certificate/);
      expect(refused).not.toContain("hunter2");
      // `hostssl` alone is in its rules, so without TLS nobody gets in.
      expect(await outcome("?sslmode=disable")).toContain("no encryption");
      expect(await outcome("?sslmode=sometimes")).toContain("sslmode is none of");
    } finally {
      await postgres.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  60_000,
);

testOnPostgres("the password of the database is in no error", async () => {
  for (const url of [
    "postgres://actas:hunter2@127.0.0.1:1/x?sslmode=verify-ca&sslrootcert=/nonexistent",
    "hunter2",
    "https://actas:hunter2@x/",
  ]) {
    const failure = await openDatabase({ url: new Secret(url), folder: "/nonexistent" }, TOOLS).catch(
      (error: unknown) => error,
    );
    expect(Bun.inspect(failure)).toContain("cannot use the database's URL");
    expect(Bun.inspect(failure)).not.toContain("hunter2");
  }
});

/** One that asks for TLS and a password, at a port of loopback. */
async function postgresWithTls(folder: string): Promise<ThrowAwayPostgres & { readonly port: number }> {
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject];
  const made = Bun.spawnSync([
    pathOf("openssl") ?? "",
    ...words,
    "-keyout",
    `${folder}/server.key`,
    "-out",
    `${folder}/server.crt`,
  ]);
  if (made.exitCode !== 0) throw new Error(made.stderr.toString());
  await Bun.write(
    `${folder}/pg_hba.conf`,
    "local all all trust\nhostssl all all 127.0.0.1/32 trust\nhostssl all all ::1/128 trust\n",
  );
  Bun.spawnSync(["chmod", "755", folder]);
  Bun.spawnSync(["chmod", "644", `${folder}/server.crt`, `${folder}/pg_hba.conf`]);
  Bun.spawnSync(["chmod", "600", `${folder}/server.key`]);
  if (process.getuid?.() === 0) Bun.spawnSync(["chown", "65534:65534", `${folder}/server.key`]);
  const port = freePort();
  const files = [
    "ssl=on",
    `ssl_cert_file=${folder}/server.crt`,
    `ssl_key_file=${folder}/server.key`,
    `hba_file=${folder}/pg_hba.conf`,
  ];
  const postgres = await throwAwayPostgres({ settings: [...files, "listen_addresses=localhost"], port });
  return { ...postgres, port };
}
