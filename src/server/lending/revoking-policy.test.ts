import { expect, test } from "bun:test";
import type { ContextValue } from "../../iam-policies/condition-context.ts";
import { parsePolicy } from "../../iam-policies/policy-document.ts";
import { conditionsOf } from "../../iam-policies/statement.ts";
import { anyOf, type Truth } from "../../iam-policies/truth.ts";
import { nameForAws, namesForAws } from "./names-for-aws.ts";
import { type Revoked, revokingPolicy } from "./revoking-policy.ts";

const NOW = Date.parse("2026-11-29T10:00:00Z");
const SUBJECT = "ad|Example|ana";
const ANA = { subject: SUBJECT, name: "ana@example.com", held: [], sourceIdentity: "sent", now: NOW } as const;

/** Whether the policy denies what a session asks, as AWS would judge it. */
function denies(
  revoked: Revoked,
  session: { readonly identity?: string; readonly userId?: string; readonly at: string },
) {
  const policy = parsePolicy("revoked", encodeURIComponent(JSON.stringify(revokingPolicy(revoked))));
  if ("unread" in policy) throw new Error(policy.unread);
  const values: Readonly<Record<string, string | undefined>> = {
    "aws:sourceidentity": session.identity,
    "aws:userid": session.userId ?? "AROAEXAMPLE:somebody",
    "aws:tokenissuetime": session.at,
  };
  const context = (key: string): ContextValue => {
    const text = values[key.toLowerCase()];
    return text === undefined ? "absent" : { text };
  };
  expect(policy.statements.every(({ effect, resources }) => effect === "Deny" && resources.patterns[0] === "*")).toBe(
    true,
  );
  return anyOf(policy.statements.map((statement) => conditionsOf({ policy, statement }, context)));
}

test.each<[string, Truth, { identity?: string; userId?: string; at: string }]>([
  ["hers, lent an hour ago", "yes", { identity: nameForAws(SUBJECT), at: "2026-11-29T09:00:00Z" }],
  ["hers, which was just being made", "yes", { identity: nameForAws(SUBJECT), at: "2026-11-29T10:00:59Z" }],
  ["hers, after she has signed in again", "no", { identity: nameForAws(SUBJECT), at: "2026-11-29T10:02:01Z" }],
  ["somebody else's", "no", { identity: "ben", at: "2026-11-29T09:00:00Z" }],
  [
    "of somebody called like her",
    "no",
    { identity: "eve", userId: "AROA:ana@example.com", at: "2026-11-29T09:00:00Z" },
  ],
  ["of nobody that a server vouches for", "no", { at: "2026-11-29T09:00:00Z" }],
])("the policy denies everything to the sessions of one person until now: one %s", (_, truth, session) => {
  expect(denies(ANA, session)).toBe(truth);
});

test("a policy that is attached late misses what was chained from her sessions since: one that is printed then does not", () => {
  const chained = { identity: nameForAws(SUBJECT), userId: "AROAANOTHER:made-up", at: "2026-11-29T10:30:00Z" };
  expect(denies(ANA, chained)).toBe("no");
  expect(denies({ ...ANA, now: Date.parse("2026-11-29T11:00:00Z") }, chained)).toBe("yes");
});

test("sessions without a source identity are denied by their name", () => {
  const held = [{ at: "", role: "", requestId: "1", sessionName: "ana@example.com" }];
  const session = { userId: "AROAEXAMPLE:ana@example.com", at: "2026-11-29T09:00:00Z" };
  for (const revoked of [
    { ...ANA, held },
    { ...ANA, sourceIdentity: "none" as const },
  ]) {
    expect(denies(revoked, session)).toBe("yes");
    expect(denies(revoked, { ...session, userId: "AROAEXAMPLE:ben@example.com" })).toBe("no");
    expect(denies(revoked, { ...session, at: "2026-11-29T10:02:01Z" })).toBe("no");
  }
});

test("a name that looks as if it had been changed is denied by what its sessions are called", () => {
  const name = "ana-0123456789ab";
  const { sessionName } = namesForAws(
    { issuer: "", subject: "s", name },
    { accountId: "1", name: "R" },
    { requestId: "r" },
  );
  const session = { userId: `AROAEXAMPLE:${sessionName}`, at: "2026-11-29T09:00:00Z" };
  expect(denies({ ...ANA, name, sourceIdentity: "none" }, session)).toBe("yes");
});

test("neither a name nor a subject becomes a pattern, or a variable", () => {
  const odd = { ...ANA, subject: "*", name: `?$${"{aws:userid}"}*`, sourceIdentity: "none" as const };
  expect(JSON.stringify(revokingPolicy(odd))).not.toMatch(/[?$]|"\*[^:"]|[^"]\*"/);
  expect(denies(odd, { identity: "ben", userId: "AROAEXAMPLE:ben", at: "2026-11-29T09:00:00Z" })).toBe("no");
});
