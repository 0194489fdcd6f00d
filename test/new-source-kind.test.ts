import { expect, test } from "bun:test";
import { join } from "node:path";
import { Glob } from "bun";

const SRC = join(import.meta.dir, "../src");

/** Where the kinds of source are at home: their rows and tables, their folders, what fakes them. */
const HOMES = [
  /^source-files\/kinds\//,
  /^targets\/kinds\//,
  /^sources\/[a-z-]+\//,
  /^sandbox\//,
  /^aws\/(web-identity|identity-center)\//,
];

/** The tables that are not at home with the kinds. */
const TABLES = [
  "cli/json/parts.ts",
  "persistence/sign-in-record.ts",
  "source-files/bundles/bundle-source-shape.ts",
  "source-files/source-definition.ts",
  "source-files/source-file-shape.ts",
  "sources/held-by-kind.ts",
  "sources/registry.ts",
];

/** Other files that name a kind, each with a reason why it is about that kind alone. */
const NAME_A_KIND: Record<string, string> = {
  "aws/sts.ts": "AWS names a call so, whoever gives the token",
  "aws/sts-errors.ts": "answers of all services are read in one way",
  "cli/acting/acting-now.ts": "how a shell came to its credentials; the SDKs know a web identity too",
  "cli/acting/who-acts-now.ts": "the same",
  "cli/command-line/action-table.ts": "`credential-process` is a command too, by an older name",
  "cli/command-line/run-command.ts": "the same",
  "cli/command-line/commands-of-others.ts": "the same",
  "cli/commands/setup.ts": "`actas setup server` asks the server whether it is one, `web-identity` the provider",
  "cli/command-line/fast-command.ts": "the same command",
  "cli/setup/check-provider.ts": "the same question",
  "cli/setup/check-server.ts": "the same question",
  "cli/setup/center-content.ts": "`actas setup sso` is about Identity Center",
  "cli/setup/provider-at.ts": "the same question",
  "cli/setup/set-up-by-asking.ts": "a portal and a credential server are told apart by what they answer",
  "cli/definitions/setup-sources.ts": "a command is named so",
  "cli/delivery/console/portal.ts": "only Identity Center has a portal that opens the console",
  "cli/diagnose/chain/sdk-chains.ts": "where the SDKs look, in a token file of a web identity too",
  "cli/diagnose/chain/walk-chain.ts": "the same",
  "cli/diagnose/checks/source-servers.ts": "it asks a credential server whether it is one",
  "cli/environment/profiles-here.ts":
    "only variables of a web identity make settings count that most commands do not read",
  "cli/target/settings-of-target.ts": "a project file cannot name a token file that variables name",
  "requests/keys-of-user.ts": "only an IAM user has access keys, in a file or in the keyring",
  "requests/setup/portal-region.ts": "only Identity Center has a region to be found",
  "requests/setup/provider-check.ts": "only an OpenID provider has a discovery document",
  "requests/read-files.ts": "the AWS files describe Identity Centers, which may have ids of their own",
  "targets/describe-profile.ts": "`actas show` lists the keys of a profile, those of Identity Center too",
  "sources/role-by-token.ts": "`aws/web-identity/` is about all tokens, wherever they come from",
  "targets/resolve-target.ts": "a token file may be named by variables of the environment",
  "targets/target-name.ts": "the same",
  "targets/known-sources.ts": "the AWS files describe Identity Centers, and nothing else one signs in to",
};

const KINDS = [
  "iam-user",
  "kept-key",
  "credential-process",
  "identity-center",
  "credential-server",
  "web-identity",
  "token-file",
];

test("a new kind of source is a row, a folder, a fake and a line in each table; few other files name a kind", async () => {
  const found: string[] = [];
  for await (const path of new Glob("**/*.ts").scan(SRC)) {
    if (path.endsWith(".test.ts") || HOMES.some((home) => home.test(path))) continue;
    const text = (await Bun.file(join(SRC, path)).text()).replace(/^\s*(\/?\*|\/\/).*$/gm, "");
    if (KINDS.some((kind) => new RegExp(`["/]${kind}[".\\-/]`).test(text))) found.push(path);
  }
  expect(found.sort()).toEqual([...TABLES, ...Object.keys(NAME_A_KIND)].sort());
});
