import { expect, test } from "bun:test";
import { refusal, resolve } from "../../../../test/profile-files.ts";
import { ANA, KEYS, path, role } from "../../../../test/support/chain-in-short.ts";

const TOKEN = "/var/run/secrets/token";
const POD = `[profile pod]\nrole_arn = ${role("Pod")}\nweb_identity_token_file = ${TOKEN}\n`;
const NEXT = `[profile next]\nrole_arn = ${role("Next")}\nsource_profile = pod\n`;
const IN_POD = { AWS_WEB_IDENTITY_TOKEN_FILE: TOKEN, AWS_ROLE_ARN: role("Pod") };

async function chainOf(environment: Record<string, string>, asked: object = {}, config = ANA): Promise<unknown> {
  const { source, chain } = await resolve(config, { environment, ...asked });
  return [source.kind, ...chain.map(({ roleArn }) => roleArn.split("/").at(-1))];
}

test.each([
  ["a role and a token file", "", "pod", `${TOKEN} (token-file) > Pod`],
  ["a profile that starts from such a one", "", "next", `${TOKEN} (token-file) > Pod > Next`],
  ["keys beside them, which come after the token", KEYS, "pod", `${TOKEN} (token-file) > Pod`],
  ["the same in a source profile", KEYS, "next", `${TOKEN} (token-file) > Pod > Next`],
  ["a source_profile beside them", "source_profile = ana", "pod", `${TOKEN} (token-file) > Pod`],
  ["a credential_process beside them", "credential_process = p", "pod", `${TOKEN} (token-file) > Pod`],
  ["an sso_session beside them", "sso_session = s\nsso_account_id = 1", "pod", `${TOKEN} (token-file) > Pod`],
])("%s", async (_, beside, target, expected) => {
  const config = `${ANA}${POD}${beside}\n${NEXT}`;
  expect(await path(config, target)).toBe(expected);
  expect(await path(config, target, "process")).toBe(expected);
});

test("a role of a key that only actas reads is the token's too, and so is a role that is named by its ARN", async () => {
  const bare = `[profile pod]\nweb_identity_token_file = ${TOKEN}\n`;
  expect(await path(`${bare}actas_role_arn = ${role("One")}`, "pod")).toBe(`${TOKEN} (token-file) > One`);
  expect(await chainOf({}, { target: role("One"), sourceProfile: "pod" }, bare)).toEqual(["token-file", "One"]);
  expect(await refusal(bare, { target: "pod" })).toEqual({
    code: "configuration",
    message: 'cannot use `web_identity_token_file` of profile "pod": the profile has no `role_arn`',
    hints: ['set `role_arn` in profile "pod" to the role that AWS gives for the token'],
  });
});

test("a path that depends on where the agent is, is refused", async () => {
  const { message } = await refusal(POD.replace(TOKEN, "token"), { target: "pod" });
  expect(message).toEndWith('`web_identity_token_file` of profile "pod": it is not the absolute path of a file');
});

test("the variables that Kubernetes sets in a pod come before the default profile, and after one that is named", async () => {
  const config = `[default]\n${KEYS}\n${ANA}`;
  expect(await chainOf(IN_POD, {}, config)).toEqual(["token-file", "Pod"]);
  expect(await chainOf(IN_POD, { target: role("Next") }, config)).toEqual(["token-file", "Pod", "Next"]);
  expect(await chainOf({ ...IN_POD, AWS_PROFILE: "ana" }, {}, config)).toEqual(["iam-user"]);
  expect(await chainOf(IN_POD, { sourceProfile: "ana" }, config)).toEqual(["iam-user"]);
  expect(await chainOf(IN_POD, { target: "ana" }, config)).toEqual(["iam-user"]);
  for (const name of Object.keys(IN_POD)) {
    expect(await chainOf({ ...IN_POD, [name]: "" }, {}, config)).toEqual(["iam-user"]);
  }
});

test("the region is that of the role's partition, the session name the configured one", async () => {
  const china = "arn:aws-cn:iam::111122223333:role/Pod";
  const environment = { ...IN_POD, AWS_ROLE_ARN: china, AWS_ROLE_SESSION_NAME: "web" };
  const { chain } = await resolve("[default]\nregion = cn-north-1", { environment });
  expect(chain[0]).toMatchObject({ roleArn: china, roleSessionName: "web", sts: { region: "cn-north-1" } });
  const named = await resolve(`${POD}role_session_name = mine`, { target: "pod" });
  expect(named.chain[0]?.roleSessionName).toBe("mine");
});

test("without a duration the role lasts as long as it may, and max says so for all roles of which that is known", async () => {
  const durations = async (asked: object, rest = ""): Promise<unknown> =>
    (await resolve(`${ANA}${POD}${rest}\n${NEXT}`, asked)).chain.map(({ durationSeconds, longest }) =>
      longest ? "longest" : durationSeconds,
    );
  expect(await durations({ target: "pod" })).toEqual(["longest"]);
  expect(await durations({ target: "pod" }, "duration_seconds = 7200")).toEqual([7200]);
  expect(await durations({ target: "pod", durationSeconds: 900 })).toEqual([900]);
  expect(await durations({ target: "pod", durationSeconds: "max" }, "duration_seconds = 7200")).toEqual(["longest"]);
  expect(await durations({ target: "next" })).toEqual([3600, 3600]);
  expect(await durations({ target: "next", durationSeconds: "max" })).toEqual([3600, 3600]);
  const second = { secondHop: { roleArn: role("Last") }, durationSeconds: "max" };
  expect(await durations({ target: "pod", ...second })).toEqual(["longest", 3600]);
});

test("of a role that a user assumes only AWS knows how long it lasts; a session of the user lasts 36 hours", async () => {
  const config = `${ANA}[profile one]\nrole_arn = ${role("One")}\nsource_profile = ana\n`;
  expect(await refusal(config, { target: "one", durationSeconds: "max" })).toEqual({
    code: "usage",
    message:
      'cannot use `--duration max`: only AWS knows how long role "One" may last, and it takes an MFA code only once',
    hints: ["use `--duration 12h`, or less"],
  });
  const { source } = await resolve(config, { target: "ana", durationSeconds: "max" });
  expect(source).toMatchObject({ sessionDurationSeconds: 129_600 });
});

test.each([
  ["--otp", { tokenCode: "123456" }],
  ["--mfa-serial", { serialNumber: "GAHT12345678" }],
  ["--grant", { grantType: "device" }],
  ["--external-id", { externalId: "tree" }],
  ["--session", { sessionOnly: true }],
] as const)("%s has no effect on it, so it is refused", async (flag, asked) => {
  expect((await refusal(POD, { target: "pod", ...asked })).message).toStartWith(`cannot use \`${flag}\`: `);
});
