import { FINDINGS, type FindingWords } from "../src/trust-policies/finding-codes.ts";

const INTRODUCTION = `# Findings

<!-- Written by \`npm run docs\` from \`src/trust-policies/finding-codes.ts\`. Change that, not this page. -->

What can be wrong with a trust policy, or with what is known of an account, by codes that do not change:
[\`actas role-map check FILE\`](../guides/trust-policies.md) tells them of a file, \`actas role-map build\` of the roles that it
leaves out, and a [team server](../guides/team-server.md#findings) of all that its scans have
read.

An *error* is that more people get the role than anyone can have meant, or none; a *warning*, that it is likely not what
was meant; a *note* is worth knowing. A role that nearly everybody would get is *withheld*: a team server lends it to
nobody until \`roles.acknowledged\` in its configuration names it.

| code | level | what it means | what to do |
|---|---|---|---|
`;

/** `docs/reference/findings.md`: every code, what it means, and what is done about it. */
export function findingsPage(): string {
  const codes: readonly (readonly [string, FindingWords])[] = Object.entries(FINDINGS);
  const rows = codes.map(([code, { isTooWide, levels, means, remedy }]) => {
    const level = `${levels.join(" or ")}${isTooWide ? ", withheld" : ""}`;
    return `| <a id="${code}"></a>\`${code}\` | ${level} | ${means} | ${remedy} |\n`;
  });
  return `${INTRODUCTION}${rows.join("")}`;
}
