import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import type { FaultPlanInput } from "../../src/sandbox/fault-plan.ts";
import { ended, said } from "../support/said.ts";
import { DEV, LENT, login, shownPage } from "../support/sign-in.ts";
import { worldTest } from "../support/world-test.ts";

const PORTAL_HINTS = [
  "hint: open any web page in a browser: this network may want you to sign in to it first",
  "hint: check the endpoint, if your settings or AWS_ENDPOINT_URL name one, and HTTPS_PROXY",
];
const PAGE =
  "hint: a proxy, or the sign-in page of a network, may have answered in its place; open any web page to see";
const CHECK_URL = "hint: check `url` in HOME/.config/actas/sources.d/contoso.json: SANDBOX/lend/assume-role was asked";
const ASK_ID = "hint: for your administrator: AWS request id ID";
const CONTOSO = 'error: cannot get credentials for "dev" from "contoso": the credential server';
const CORP = "error: cannot get credentials of Developer in account 111122223333:";
const LENDS = "hint: `actas list roles contoso` shows the roles it lends, if it tells";
const RETRY = "hint: try again in a minute";

const instead = (status: number, body = ""): FaultPlanInput => ({ instead: "always", answer: { status, body } });

const ANSWERS: readonly (readonly [string, FaultPlanInput, number, readonly string[]])[] = [
  ["400", instead(400), 2, [`${CONTOSO} answered HTTP 400`, LENDS, "hint: it may not know a role of that form"]],
  ["403", instead(403), 5, [`${CONTOSO} does not lend it to you (HTTP 403)`, LENDS]],
  [
    "404",
    instead(404),
    2,
    [`${CONTOSO} does not know the role (HTTP 404)`, LENDS, CHECK_URL.replace("check", "if it should, check")],
  ],
  [
    "429",
    instead(429),
    1,
    [`${CONTOSO} answered HTTP 429`, "hint: it limits how often it is asked; try again in a minute"],
  ],
  ["500", instead(500), 1, [`${CONTOSO} answered HTTP 500`, "hint: try again in a minute, or ask who runs it"]],
  ["a redirect", instead(302), 2, [`${CONTOSO} answered HTTP 302, a redirect, which is not followed`, CHECK_URL, PAGE]],
  ["garbage", instead(200, "{]"), 1, [`${CONTOSO} answered something else than its API describes`, PAGE, CHECK_URL]],
  [
    "a captive portal's page",
    { instead: "always" },
    1,
    [`${CONTOSO} answered something else than its API describes`, PAGE, CHECK_URL],
  ],
];

worldTest("each wrong answer of a credential server has its message, and what to do", async (world) => {
  await login(world, "contoso");
  for (const [what, plan, status, lines] of ANSWERS) {
    await world.faults({ ...plan, action: "assume-role" });
    const outcome = await world.run(["process", "--refresh", LENT]);
    expect({ what, status: outcome.status, said: said(outcome, world) }).toEqual({ what, status, said: [...lines] });
  }
});

worldTest("each wrong answer of Identity Center has its message, and what to do", async (world) => {
  await login(world, "corp");
  const answered = (status: number): string[] => [
    `${CORP} SANDBOX answered (HTTP ${status}) with something that AWS does not send`,
    ...PORTAL_HINTS,
  ];
  const answers: readonly (readonly [FaultPlanInput, readonly string[]])[] = [
    [{ instead: "always" }, answered(200)],
    [instead(302), answered(302)],
    [instead(401, "<html>"), answered(401)],
    [instead(403, "<html>"), answered(403)],
    [instead(404), answered(404)],
    [instead(200, "{}"), answered(200)],
    [
      { throttle: "always" },
      [
        `${CORP} Identity Center was asked too often`,
        "hint: AWS limits how often it is asked; try again in a minute",
        ASK_ID,
      ],
    ],
    [{ serverError: "always" }, [`${CORP} Identity Center failed (HTTP 500) at SANDBOX`, RETRY, ASK_ID]],
  ];
  for (const [plan, lines] of answers) {
    await world.faults({ ...plan, action: "GetRoleCredentials" });
    const outcome = await world.run(["process", "--refresh", DEV]);
    expect({ status: outcome.status, said: said(outcome, world) }).toEqual({ status: 1, said: [...lines] });
  }
  // None of them was a word of AWS's about the sign-in.
  await world.faults({});
  expect((await world.run(["process", "--refresh", DEV])).status).toBe(0);
});

worldTest("a sign-in that cannot begin says why", async (world) => {
  const register = "error: cannot register with Identity Center: SANDBOX answered (HTTP";
  await world.faults({ instead: "always", action: "RegisterClient" });
  expect(await ended(world, ["login", "corp"])).toEqual({
    status: 1,
    said: [`${register} 200) with something that AWS does not send`, ...PORTAL_HINTS],
  });
  await world.faults({ throttle: "always", action: "oauth/device" });
  expect(await ended(world, ["login", "contoso", "--grant", "device"])).toEqual({
    status: 1,
    said: [
      'error: cannot sign in to "contoso": the authorization server answered slow_down',
      "hint: it limits how often it is asked; try again in a minute",
    ],
  });
});

worldTest("a sign-in that fails after the browser says so on the page too", async (world) => {
  await world.faults({ instead: "always", action: "oauth/token" });
  const terminal = world.terminal(["login", "contoso", "--no-browser"]);
  const { status, text } = await world.visit(await shownPage(terminal));
  expect(status).toBe(400);
  expect(text).toContain("the authorization server answered something that is not OAuth");
  expect(await terminal.exited).toBe(1);
  expect(said({ stderr: terminal.screen }, world)).toEqual([
    'error: cannot sign in to "contoso": the authorization server answered something that is not OAuth',
    PAGE,
  ]);
});

worldTest("a role that was taken away, or never was", async (world) => {
  await login(world, "corp");
  await world.assign("remove", "111122223333", "Developer");
  const refused = await world.run(["process", DEV]);
  expect([refused.status, said(refused, world)]).toEqual([
    5,
    [
      'error: cannot get credentials of permission set "Developer" in account 111122223333: Identity Center answered ForbiddenException (HTTP 403)',
      "hint: `actas list roles corp` shows what it lends you now; an assignment may have been removed or renamed",
      ASK_ID,
    ],
  ]);
  await login(world, "contoso", { person: "ben" });
  const denied = await world.run(["process", "contoso:audit"]);
  expect([denied.status, said(denied, world)[0]]).toEqual([
    5,
    'error: cannot get credentials for "audit" from "contoso": the credential server does not lend it to you (HTTP 403)',
  ]);
});

worldTest("a start URL that is not this region's", async (world) => {
  const wrong = { id: "wrong", url: `${world.sandbox.url}/other`, aws_sso: { region: "eu-west-1" } };
  writeFileSync(`${world.home}/.config/actas/sources.d/wrong.json`, JSON.stringify(wrong));
  expect(await ended(world, ["login", "wrong"])).toEqual({
    status: 2,
    said: [
      'error: cannot sign in to "wrong": Identity Center in region eu-west-1 does not know the start URL SANDBOX/other',
      'hint: check the start URL and the region of "wrong" in HOME/.config/actas/sources.d/wrong.json; the IAM Identity Center console shows both under Settings',
      ASK_ID,
    ],
  });
});

worldTest("a scope that lists nothing", async (world) => {
  const other = {
    id: "other",
    url: `${world.sandbox.url}/start`,
    aws_sso: { region: "eu-west-1", scope: ["codewhisperer:completions"] },
  };
  writeFileSync(`${world.home}/.config/actas/sources.d/other.json`, JSON.stringify(other));
  await login(world, "other");
  const refused = await world.run(["list", "roles", "other"]);
  expect({ status: refused.status, said: said(refused, world) }).toEqual({
    status: 5,
    said: [
      'error: cannot list the roles of "other": Identity Center answered ForbiddenException (HTTP 403)',
      'hint: check the scopes of "other" in HOME/.config/actas/sources.d/other.json: "codewhisperer:completions" is asked for, sso:account:access is needed',
      ASK_ID,
    ],
  });
});

worldTest("a source that is not there: the nearest is named, and files that were passed over", async (world) => {
  writeFileSync(`${world.home}/.config/actas/sources.d/broken.json`, "{ nope");
  const broken =
    "cannot read HOME/.config/actas/sources.d/broken.json: line 1, column 3 is not JSON: a word stands where a value belongs, or a name in double quotes";
  const unknown = [
    'error: cannot find source "crop"',
    'hint: did you mean "corp"?',
    "hint: `actas list sources` and `actas list profiles` show what there is; `actas setup` adds a source",
    `hint: a source was passed over: ${broken}`,
  ];
  expect(await ended(world, ["login", "crop"])).toEqual({ status: 3, said: unknown });
  expect(await ended(world, ["whoami", "crop:dev"])).toEqual({ status: 3, said: unknown });
  const listed = await world.run(["list", "sources"]);
  expect(listed.stdout).toContain("corp      no         identity-center");
  expect(listed.stderr.replace(world.home, "HOME")).toBe(`actas: note: ${broken}\n`);
});
