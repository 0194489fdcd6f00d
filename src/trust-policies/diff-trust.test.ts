import { expect, test } from "bun:test";
import { diffTrust } from "./diff-trust.ts";
import { parseTrustPolicy, type TrustPolicy } from "./trust-policy.ts";

function policy(statements: object, version = "2012-10-17"): TrustPolicy {
  const read = parseTrustPolicy(JSON.stringify({ Version: version, Statement: statements }));
  if (typeof read === "string") throw new Error(read);
  return read;
}

const allow = (more: object = {}) => ({ Effect: "Allow", Principal: { Federated: "idp" }, Action: "sts:A", ...more });
const groups = (...names: readonly string[]) => ({ Condition: { "ForAnyValue:StringEquals": { "idp:amr": names } } });

test.each<readonly [string, object, object, readonly string[]]>([
  ["nothing", allow(groups("dev")), [allow(groups("dev"))], []],
  ["the order of what is listed", allow(groups("dev", "ops")), allow(groups("ops", "dev")), []],
  [
    "a group more",
    allow(groups("dev")),
    allow(groups("dev", "ops")),
    ["statement 1: the condition ForAnyValue:StringEquals idp:amr also has ops"],
  ],
  [
    "a group less",
    allow(groups("dev", "ops")),
    allow(groups("dev")),
    ["statement 1: the condition ForAnyValue:StringEquals idp:amr no longer has ops"],
  ],
  [
    "a group in place of another",
    allow(groups("dev")),
    allow(groups("ops")),
    ["statement 1: the condition ForAnyValue:StringEquals idp:amr now has ops in place of dev"],
  ],
  [
    "a condition that is gone, and one that is new",
    allow(groups("dev")),
    allow({ Condition: { StringEquals: { "idp:aud": "cli" } } }),
    [
      "statement 1: the condition ForAnyValue:StringEquals idp:amr: dev is gone",
      "statement 1: the condition StringEquals idp:aud: cli is new",
    ],
  ],
  [
    "a principal and an action",
    allow(),
    allow({ Principal: { Federated: ["idp", "other"], AWS: "1" }, Action: ["sts:A", "sts:B"] }),
    ["statement 1: its principals also have AWS 1, other", "statement 1: its actions also have sts:B"],
  ],
  [
    "actions that are left out",
    allow(),
    allow({ Action: undefined, NotAction: "sts:A" }),
    ["statement 1: its actions are all but sts:A now, and were sts:A"],
  ],
  [
    "a statement before another",
    [allow(groups("dev"))],
    [{ ...allow(), Effect: "Deny", Sid: "No" }, allow(groups("dev"))],
    ["statement 1 (No) is new: it denies idp sts:A"],
  ],
  [
    "a statement that is gone",
    [allow({ ...groups("dev"), Sid: "Dev" }), allow({ Sid: "All" })],
    [allow({ Sid: "All" })],
    ["statement 1 (Dev) is gone: it allows idp sts:A if ForAnyValue:StringEquals idp:amr: dev"],
  ],
  [
    "a statement of the same name",
    [allow({ Sid: "A" }), allow({ Sid: "B" })],
    [allow({ Sid: "B", Effect: "Deny" }), allow({ Sid: "A" })],
    ["statement 1 (B): it is Deny now, and was Allow"],
  ],
  [
    "one that cannot be read",
    allow(),
    { Effect: "Perhaps" },
    ["statement 1 is another: it cannot be read, Effect is not what the grammar of policies says"],
  ],
])("a diff of policies tells %s", (_, before, now, lines) => {
  expect(diffTrust(policy(before), policy(now))).toEqual([...lines]);
});

test("a diff of policies tells that variables count now", () => {
  expect(diffTrust(policy(allow(), "2008-10-17"), policy(allow()))).toEqual(["its version has variables now"]);
});
