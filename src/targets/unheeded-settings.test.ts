import { expect, test } from "bun:test";
import { refusal, resolve } from "../../test/profile-files.ts";
import { ANA, role } from "../../test/support/chain-in-short.ts";

const OF_AWS_VAULT =
  "include_profile = ana\nsession_tags = a=b\ntransitive_session_tags = a\nsource_identity = ana\nregion = eu-west-1\n";

test.each([
  ["saml_auth_url", "`aws-runas -O json one`"],
  ["web_identity_token_process", "`aws-vault export --format=json one`"],
  ["include_profile", "write what"],
  ["parent_profile", "write what"],
])("a profile that has its credentials by %s is told so, with a role and without", async (key, hint) => {
  for (const more of ["", `role_arn = ${role("One")}\n`]) {
    const { hints, message } = await refusal(`${ANA}[profile one]\n${more}${key} = ana`, { target: "one" });
    expect(message).toStartWith(`cannot use \`${key}\` of profile "one": `);
    expect(hints).toEqual([expect.stringContaining(hint)]);
  }
});

test("what aws-vault takes from other profiles, and gives to a role, is said not to count", async () => {
  expect(
    await noticesOf(`${ANA}[profile one]\nrole_arn = ${role("One")}\nsource_profile = ana\n${OF_AWS_VAULT}`),
  ).toEqual(
    ["include_profile", "session_tags", "transitive_session_tags", "source_identity"].map(
      (key) => `\`${key}\` of profile "one" does not count: aws-vault knows it, and it is not supported here`,
    ),
  );
});

test("a profile whose credentials come by a command of another tool is left to that tool", async () => {
  expect(await noticesOf(`[profile one]\ncredential_process = aws-vault export one\n${OF_AWS_VAULT}`)).toEqual([]);
});

async function noticesOf(config: string): Promise<readonly string[]> {
  return (await resolve(config, { target: "one" })).notices;
}
