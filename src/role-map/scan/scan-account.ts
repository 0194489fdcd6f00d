import { AccountReader } from "../../aws/lists/account-reader.ts";
import type { Sts } from "../../aws/sts.ts";
import { regionalSts } from "../../aws/sts-location.ts";
import { parseRoleArn } from "../../base/arn.ts";
import { ActasError } from "../../base/errors.ts";
import type { AwsAccess } from "../accounts/aws-access.ts";
import type { ListedAccount, ScannedAccount, ScannedProvider, ScannedRole } from "../scanned-account.ts";
import { auditSession } from "./audit-session.ts";
import { type PatienceTools, patiently } from "./patience.ts";

export interface ScanTools extends PatienceTools {
  /** Who assumes the audit roles, and how AWS is reached. */
  readonly access: AwsAccess;
  /** How IAM is reached; whose keys it has does not count. */
  readonly iam: AwsAccess;
  readonly sts: Sts;
  /** What the audit roles want to hear, if anything. */
  readonly externalId?: string;
  /** Waits until STS may be asked once more: others have more right to it. */
  readonly beforeAssuming?: (signal: AbortSignal) => Promise<void>;
}

/** An account has at most 5,000 roles; here a page has 300. */
const MOST_PAGES = 40;

/**
 * Reads the roles, aliases and OpenID providers of one account, one call after the other, in a session that may do
 * nothing else.
 *
 * @throws {ActasError} why it cannot be read: `access-denied`, `throttled`, `unreachable`
 */
export async function scanAccount(account: ListedAccount, tools: ScanTools): Promise<ScannedAccount> {
  const { access, beforeAssuming, externalId, iam, signal, sts } = tools;
  const caller = await access.credentials();
  const session = await patiently(async () => {
    await beforeAssuming?.(signal);
    return sts.assumeRole(regionalSts(access), caller, auditSession(account.auditRoleArn, externalId));
  }, tools);
  const reader = new AccountReader({ ...iam, credentials: async () => session }, 1);
  const roles = await rolesOf(account, reader, tools);
  const aliases = await patiently(() => reader.aliases(), tools);
  const providers: ScannedProvider[] = [];
  for (const arn of await patiently(() => reader.providerArns(), tools)) {
    providers.push(await patiently(() => reader.provider(arn), tools));
  }
  return { account, aliases, providers, roles, scannedAt: access.clock.now() };
}

async function rolesOf({ id }: ListedAccount, reader: AccountReader, tools: ScanTools): Promise<ScannedRole[]> {
  const roles: ScannedRole[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items, next } = await patiently(() => reader.roles(marker), tools);
    // Whatever the answer says, an account speaks of its own roles only.
    for (const role of items) if (parseRoleArn(role.arn)?.accountId === id) roles.push(role);
    if (next === undefined) return roles;
    marker = next;
  }
  throw new ActasError("unreachable", `cannot use the answers of IAM: account ${id} has more than ${MOST_PAGES} pages`);
}
