import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Calls everything once, and prints "done". */
const CALLS = `
import { Clock } from "${import.meta.dir}/../base/clock.ts";
import { Secret } from "${import.meta.dir}/../base/secret.ts";
import { AccountReader } from "${import.meta.dir}/lists/account-reader.ts";
import { OrganizationReader } from "${import.meta.dir}/lists/organization-reader.ts";
import { queryIndex } from "${import.meta.dir}/lists/query-index.ts";
import { Bucket } from "${import.meta.dir}/objects/bucket.ts";
import { Iam } from "${import.meta.dir}/iam.ts";
import { SsoOidc } from "${import.meta.dir}/identity-center/sso-oidc.ts";
import { SsoPortal } from "${import.meta.dir}/identity-center/sso-portal.ts";
import { Sts } from "${import.meta.dir}/sts.ts";
const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => Response.json({}) });
const url = "http://127.0.0.1:" + server.port;
const keys = { accessKeyId: "AKIA", secretAccessKey: new Secret("s") };
const client = { clientId: "c", clientSecret: new Secret("s"), expiration: new Date() };
const portal = new SsoPortal({ region: "eu-west-1", url }, new Secret("t"), new Clock());
const access = { clock: new Clock(), credentials: async () => keys, region: "eu-west-1", endpointUrl: url };
await Promise.allSettled([
  new AccountReader(access, 1).roles(),
  new OrganizationReader(access).roots(),
  queryIndex(access, { table: "t", index: "i", value: "v", attribute: "a" }),
  new Bucket(access, "bucket").read("key"),
  new Bucket(access, "bucket").write("key", { text: "", contentType: "a/b", metadata: {}, instead: "none" }),
  new Sts(new Clock()).getCallerIdentity({ region: "eu-west-1", endpointUrl: url, scope: "regional" }, keys),
  new Iam(new Clock()).listAccessKeys({ region: "eu-west-1", endpointUrl: url }, keys),
  new SsoOidc({ region: "eu-west-1", url }, new Clock()).createToken(client, { grantType: "refresh_token", refreshToken: keys.secretAccessKey }),
  portal.accountsPage(),
  portal.roleCredentials("111122223333", "Dev"),
]);
console.log("done");
process.exit(0);
`;

test("no call reads the AWS files, which are not the asking user's settings but the agent's", async () => {
  const home = mkdtempSync(join(tmpdir(), "actas-"));
  // A reader of a FIFO blocks until a writer opens it, which never happens.
  for (const file of ["config", "credentials"]) Bun.spawnSync(["mkfifo", join(home, file)]);
  const child = Bun.spawn([process.execPath, "-e", CALLS], {
    env: {
      ...process.env,
      AWS_CONFIG_FILE: join(home, "config"),
      AWS_SHARED_CREDENTIALS_FILE: join(home, "credentials"),
    },
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 4_000,
  });
  expect(await new Response(child.stdout).text()).toBe("done\n");
  rmSync(home, { recursive: true });
});
