import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { personWith, refusal, ScriptedIdentityCenter } from "../../../test/support/scripted-identity-center.ts";
import { Clock } from "../../base/clock.ts";
import { Secret } from "../../base/secret.ts";
import { SignInRefused, type SignInTools } from "../sign-in-methods.ts";
import { type SignIn, SignIns } from "../sign-ins.ts";
import { awsCliTokenFile } from "./aws-cli-token.ts";
import { identityCenterMethods } from "./identity-center-methods.ts";

const LONGEST_PATH = 4095;
const NOW = Date.parse("2026-01-01T12:00:00Z");
const OURS: SignIn<"identity-center"> = {
  ...{ key: "k", kind: "identity-center", source: "corp", url: "https://corp.awsapps.com/start" },
  ...{ expiration: new Date("2026-01-01T12:04:00Z"), renewable: true },
  held: {
    grantType: "code",
    accessToken: new Secret("ours"),
    refreshToken: new Secret("refresh-ours"),
    client: { clientId: "client", clientSecret: new Secret("client-secret"), expiration: new Date("2026-03-01") },
  },
};

let center: ScriptedIdentityCenter;
/** Refresh tokens that are good, and the access token each gives. Another one is refused, and told to `onRefused`. */
let good: Record<string, string>;
let onRefused: () => void;
let home: string;
/** Made for the test, with {@link home} in it. */
let made: string;

beforeEach(() => {
  home = made = mkdtempSync(join(tmpdir(), "actas-"));
  good = {};
  onRefused = () => {};
  center = new ScriptedIdentityCenter({
    CreateToken: ({ body }) => {
      const accessToken = good[String(body.refreshToken)];
      if (accessToken) return { accessToken, refreshToken: `refresh-${accessToken}`, expiresIn: 3600 };
      onRefused();
      return refusal("InvalidGrantException", 400);
    },
  });
});
afterEach(async () => {
  await center[Symbol.asyncDispose]();
  rmSync(made, { recursive: true });
});

const source = () => ({ ...center.source({ shareCache: true }), home });

function leave(accessToken: string, changes: object = {}): void {
  const file = awsCliTokenFile(source());
  mkdirSync(dirname(file), { recursive: true });
  const { clientId } = OURS.held.client ?? {};
  const client = { clientId, clientSecret: "client-secret", registrationExpiresAt: "2026-03-01T00:00:00Z" };
  const times = { expiresAt: "2026-01-01T13:00:00Z" };
  writeFileSync(
    file,
    JSON.stringify({ accessToken, refreshToken: `refresh-${accessToken}`, ...client, ...times, ...changes }),
  );
}

const inFile = (): unknown => JSON.parse(readFileSync(awsCliTokenFile(source()), "utf8")).accessToken;

function tools(said: string[] = []): SignInTools {
  const conversation = { ...personWith(() => ({})), tell: (notice: string) => said.push(notice) };
  return { conversation, clock: new Clock(() => NOW), signIns: new SignIns() };
}

const renew = async (signIn = OURS, said?: string[]): Promise<string> =>
  (await identityCenterMethods.renew(source(), signIn, tools(said))).held.accessToken.reveal();
const adopt = (to: SignInTools, refused?: SignIn<"identity-center">): string | undefined =>
  identityCenterMethods.adopt?.(source(), to, refused)?.held.accessToken.reveal();

/** A folder whose path is so long that a file beside the token's, with a longer name, cannot be made even by root. */
function deepBelow(folder: string, length: number): string {
  let path = folder;
  while (path.length < length) path = join(path, "d".repeat(Math.min(length - path.length - 1, 200)));
  return path;
}

test.each(["2026-01-01T12:04:00Z", "2026-01-01T12:03:00Z", "2026-01-01T13:00:00Z"])(
  "what another program has renewed is used, also when it ends no later than ours: %s",
  async (expiresAt) => {
    leave("theirs", { expiresAt });
    expect(await renew()).toBe("theirs");
    expect(center.countOf("CreateToken")).toBe(0);
  },
);

test("what another program renewed and let end is renewed by its refresh token, not by ours, which is spent", async () => {
  leave("theirs", { expiresAt: "2026-01-01T11:00:00Z" });
  good = { "refresh-theirs": "next" };
  expect(await renew()).toBe("next");
  expect(center.calls.map(({ body }) => body.refreshToken)).toEqual(["refresh-theirs"]);
  expect(inFile()).toBe("next");
});

test("our refresh token is tried when the other program's is not good", async () => {
  leave("theirs", { expiresAt: "2026-01-01T11:00:00Z" });
  good = { "refresh-ours": "next" };
  expect(await renew()).toBe("next");
});

test("another program's token that cannot be renewed does not take the place of ours, which can", async () => {
  leave("theirs", { refreshToken: null });
  good = { "refresh-ours": "next" };
  expect(await renew()).toBe("next");
});

test("it does when ours is over", async () => {
  leave("theirs", { refreshToken: null });
  expect(await renew()).toBe("theirs");
});

test("who renews at the same time and is refused uses what the other then writes", async () => {
  leave("ours");
  onRefused = () => void setTimeout(() => leave("theirs"), 200);
  expect(await renew()).toBe("theirs");
});

test("an invalid refresh token that no other program renewed ends the sign-in", async () => {
  leave("ours");
  await expect(renew()).rejects.toBeInstanceOf(SignInRefused);
});

test("where the file could not be written, what it still holds is not taken for newer", async () => {
  home = deepBelow(home, LONGEST_PATH - "/.aws/sso/cache/".length - "SHA-1.json".length - 40);
  leave("ours", { expiresAt: "2026-01-01T13:00:00Z" });
  good = { "refresh-ours": "second", "refresh-second": "third" };
  const said: string[] = [];
  const second = await identityCenterMethods.renew(source(), OURS, tools(said));
  expect(said).toHaveLength(1);
  expect(await renew(second)).toBe("third");
  expect(center.calls.map(({ body }) => body.refreshToken)).toEqual(["refresh-ours", "refresh-second"]);
});

test("signing out ends what another program has renewed, too", async () => {
  leave("theirs");
  expect(await identityCenterMethods.signOut(source(), OURS, tools())).toBe("revoked");
  const ended = center.calls.filter(({ operation }) => operation === "Logout").map(({ token }) => token);
  expect(ended.sort()).toEqual(["ours", "theirs"]);
  expect(existsSync(awsCliTokenFile(source()))).toBe(false);
});

test("signing out with a token that has ended renews it first, and leaves no file", async () => {
  const late = { ...OURS, expiration: new Date(NOW - 1) };
  good = { "refresh-ours": "next" };
  expect(await identityCenterMethods.signOut(source(), late, tools())).toBe("revoked");
  expect(center.calls.at(-1)).toMatchObject({ operation: "Logout", token: "next" });
  expect(existsSync(awsCliTokenFile(source()))).toBe(false);
});

test("what another program left is adopted, but not what was refused", () => {
  leave("theirs");
  expect(adopt(tools())).toBe("theirs");
  expect(adopt(tools(), OURS)).toBe("theirs");
  leave("ours");
  expect(adopt(tools(), OURS)).toBeUndefined();
});

test("without a home directory of the user who asks nothing is shared: the agent's may be another", () => {
  const homeBefore = process.env.HOME;
  process.env.HOME = home;
  leave("theirs");
  expect(identityCenterMethods.adopt?.(center.source({ shareCache: true }), tools())).toBeUndefined();
  process.env.HOME = homeBefore;
});

test("what has ended and cannot be renewed is not adopted", () => {
  leave("theirs", { expiresAt: "2026-01-01T11:00:00Z", refreshToken: "" });
  expect(adopt(tools())).toBeUndefined();
  leave("theirs", { expiresAt: "2026-01-01T11:00:00Z" });
  expect(adopt(tools())).toBe("theirs");
});

test("a file that cannot be used is named, with the reason", () => {
  leave("theirs", { expiresAt: "tomorrow" });
  const said: string[] = [];
  expect(adopt(tools(said))).toBeUndefined();
  expect(said).toEqual([`the sign-in in ${awsCliTokenFile(source())} cannot be used: its \`expiresAt\` is not a time`]);
});
