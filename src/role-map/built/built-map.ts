import { z } from "zod/mini";
import { parseRoleArn } from "../../base/arn.ts";
import { ListedAccountShape } from "../accounts/listed-account-shape.ts";
import { federates, type ListedAccount, type ScannedAccount, type ScannedRole } from "../scanned-account.ts";

/** All that a build has heard of the accounts, in the order in which they were listed. */
export interface BuiltMap {
  /** Milliseconds since the epoch. */
  readonly builtAt: number;
  /** The OpenID providers that the map is about, without `https://`. */
  readonly issuers: readonly string[];
  readonly accounts: readonly BuiltAccount[];
}

/** An account as it was last heard, which may be some time ago. */
export interface BuiltAccount {
  readonly account: ListedAccount;
  /** Absent: it was never read. Of its roles only those that trust an OpenID provider are kept. */
  readonly scanned?: ScannedAccount;
  /** How many roles it had beside them. */
  readonly otherRoles: number;
  /** Why it could not be read this time. */
  readonly failed?: { readonly reason: string; readonly at: number };
}

const Role = z.object({
  arn: z.string(),
  roleId: z.string(),
  path: z.string(),
  name: z.string(),
  maxSessionSeconds: z.number(),
  trustPolicy: z.string(),
});
const Provider = z.object({ arn: z.string(), url: z.string(), clientIds: z.array(z.string()) });
const Scanned = z.object({
  aliases: z.array(z.string()),
  providers: z.array(Provider),
  roles: z.array(Role),
  scannedAt: z.iso.datetime(),
});
const BuiltAccountShape = z.object({
  account: ListedAccountShape,
  scanned: z.optional(Scanned),
  otherRoles: z.number(),
  failed: z.optional(z.object({ reason: z.string(), at: z.iso.datetime() })),
});
const MapShape = z.object({
  version: z.literal(1),
  builtAt: z.iso.datetime(),
  issuers: z.array(z.string()),
  accounts: z.array(BuiltAccountShape),
});

/** What a scan has heard, without the roles that nobody is lent by a token. */
export function builtAccount(scanned: ScannedAccount): BuiltAccount {
  const roles = scanned.roles.filter(federates);
  return { account: scanned.account, scanned: { ...scanned, roles }, otherRoles: scanned.roles.length - roles.length };
}

/** As it is kept in a file. */
export function textOfMap({ accounts, builtAt, issuers }: BuiltMap): string {
  return `${JSON.stringify({ version: 1, builtAt: iso(builtAt), issuers, accounts: accounts.map(inJson) }, undefined, 1)}\n`;
}

/** @returns why it is no such text, completing "cannot use …: ", or the map */
export function mapInText(text: string): BuiltMap | string {
  const read = MapShape.safeParse(jsonIn(text));
  if (!read.success) return "it is no map that `actas role-map build` has written";
  const { accounts, builtAt, issuers } = read.data;
  return { builtAt: Date.parse(builtAt), issuers, accounts: accounts.map(fromJson) };
}

/** One account on a line of its own, for a build that is resumed. */
export function lineOfAccount(account: BuiltAccount): string {
  return JSON.stringify(inJson(account));
}

/** @returns undefined for a line that is not complete, as the last one of a build that was killed */
export function accountInLine(line: string): BuiltAccount | undefined {
  const read = BuiltAccountShape.safeParse(jsonIn(line));
  return read.success ? fromJson(read.data) : undefined;
}

/** The role with that ARN, and what was heard of its account. */
export function roleInMap(
  { accounts }: BuiltMap,
  arn: string,
): { readonly account?: BuiltAccount; readonly role?: ScannedRole } {
  const accountId = parseRoleArn(arn)?.accountId;
  const account = accounts.find((one) => one.account.id === accountId);
  const role = account?.scanned?.roles.find((one) => one.arn === arn);
  return { ...(account && { account }), ...(role && { role }) };
}

function inJson({ account, failed, otherRoles, scanned }: BuiltAccount): object {
  const { account: _, ...heard } = scanned ?? { account };
  return {
    account,
    ...(scanned && { scanned: { ...heard, scannedAt: iso(scanned.scannedAt) } }),
    otherRoles,
    ...(failed && { failed: { ...failed, at: iso(failed.at) } }),
  };
}

function fromJson({ account, failed, otherRoles, scanned }: z.output<typeof BuiltAccountShape>): BuiltAccount {
  return {
    account,
    ...(scanned && { scanned: { ...scanned, account, scannedAt: Date.parse(scanned.scannedAt) } }),
    otherRoles,
    ...(failed && { failed: { ...failed, at: Date.parse(failed.at) } }),
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
