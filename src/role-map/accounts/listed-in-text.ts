import { z } from "zod/mini";
import { parseRoleArn } from "../../base/arn.ts";
import type { ListedAccount } from "../scanned-account.ts";

const Entry = z.strictObject({
  id: z.optional(z.string()),
  name: z.optional(z.string()),
  unit: z.optional(z.string()),
  auditRoleArn: z.string(),
});
const Entries = z.array(z.union([z.string(), Entry]));

/**
 * The accounts in a file: a line for each, with the ARN of its audit role and perhaps its name; or JSON, a list of ARNs
 * or of objects.
 *
 * @returns why it is no such file, completing "cannot read the accounts in …: "
 */
export function listedInText(text: string): readonly ListedAccount[] | string {
  const entries = text.trimStart().startsWith("[") ? entriesInJson(text) : entriesInLines(text);
  if (typeof entries === "string") return entries;
  const accounts: ListedAccount[] = [];
  for (const { auditRoleArn, id, name, unit } of entries) {
    const role = parseRoleArn(auditRoleArn);
    if (!role) return `"${auditRoleArn}" is no ARN of a role`;
    if (id !== undefined && id !== role.accountId) return `account ${id} has the role of another, ${auditRoleArn}`;
    accounts.push({ id: role.accountId, auditRoleArn, ...(name && { name }), ...(unit && { unit }) });
  }
  return accounts.length > 0 ? onceEach(accounts) : "it names no account";
}

/** Each account once: a second audit role would have it read twice, and at once. */
export function onceEach(accounts: readonly ListedAccount[]): readonly ListedAccount[] {
  return [...new Map(accounts.toReversed().map((account) => [account.id, account])).values()].toReversed();
}

function entriesInJson(text: string): readonly z.output<typeof Entry>[] | string {
  try {
    const read = Entries.safeParse(JSON.parse(text));
    if (!read.success) return "it is no list of ARNs, or of objects with `auditRoleArn`, `name` and `unit`";
    return read.data.map((entry) => (typeof entry === "string" ? { auditRoleArn: entry } : entry));
  } catch {
    return "it begins like JSON, and is none";
  }
}

function entriesInLines(text: string): readonly z.output<typeof Entry>[] {
  const lines = text.split("\n").map((line) => line.replace(/(^|\s)#.*/, "").trim());
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const [auditRoleArn = "", ...name] = line.split(/\s+/);
      return { auditRoleArn, name: name.join(" ") };
    });
}
