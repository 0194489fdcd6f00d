import { parseRoleArn } from "../../base/arn.ts";
import { groupsOfRole } from "../mozilla/groups-of-role.ts";
import type { ScannedAccount, ScannedRole } from "../scanned-account.ts";
import { type BuiltAccount, type BuiltMap, roleInMap } from "./built-map.ts";

/** Whom a map is asked about. */
export interface AskedOfMap {
  /** Without `https://`. */
  readonly issuer: string;
  /** The applications that the token is for. */
  readonly audiences: readonly string[];
}

/** Longer ago than this a scan may have missed what was changed since. */
const OLD_MS = 60 * 60_000;

/**
 * What a map says of a role beside its trust policy: why it may be missing from somebody's list, or be refused though it
 * is on it. Each is a sentence without its end.
 *
 * @param now - milliseconds since the epoch
 */
export function whyMissing(
  map: BuiltMap,
  arn: string,
  { audiences, issuer }: AskedOfMap,
  now: number,
): readonly string[] {
  const { account, role } = roleInMap(map, arn);
  const accountId = parseRoleArn(arn)?.accountId ?? "";
  if (!account) return [`account ${accountId} is not among those that are read: nothing has listed it`];
  const { scanned } = account;
  if (!scanned)
    return [`account ${accountId} was never read: ${account.failed?.reason ?? "the build did not come to it"}`];
  const about = [...aboutScan(account, now), ...(map.issuers.includes(issuer) ? [] : [otherIssuer(map, issuer)])];
  if (!role) return [...about, noRole(arn, account)];
  return [...about, ...aboutProvider(scanned, issuer, audiences), ...aboutGroups(role, scanned, issuer)];
}

function aboutScan({ account, failed, scanned }: BuiltAccount, now: number): readonly string[] {
  const at = new Date(scanned?.scannedAt ?? 0).toISOString();
  if (failed) return [`account ${account.id} was last read at ${at}, and could not be since: ${failed.reason}`];
  const isOld = now - (scanned?.scannedAt ?? 0) > OLD_MS;
  return isOld ? [`account ${account.id} was read at ${at}: what was changed since is not in the map`] : [];
}

function otherIssuer({ issuers }: BuiltMap, issuer: string): string {
  return `the map is about ${issuers.join(" and ")}, not about ${issuer}`;
}

function noRole(arn: string, { account, otherRoles, scanned }: BuiltAccount): string {
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const alike = scanned?.roles.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (alike) return `account ${account.id} has ${alike.arn}: its path, or the case of its name, is another`;
  return `account ${account.id} has no such role whose trust policy names an OpenID provider; it has ${otherRoles} others`;
}

function aboutProvider(
  { account, providers }: ScannedAccount,
  issuer: string,
  audiences: readonly string[],
): readonly string[] {
  const provider = providers.find(({ url }) => url === issuer);
  if (!provider) {
    const plain = (url: string): string => url.toLowerCase().replace(/\/$/, "");
    const alike = providers.find(({ url }) => plain(url) === plain(issuer));
    const but = alike ? `, but ${alike.url}, and every character counts` : "";
    return [`account ${account.id} has no OpenID provider ${issuer} in IAM${but}`];
  }
  if (audiences.some((audience) => provider.clientIds.includes(audience))) return [];
  const known = provider.clientIds.join(", ") || "none";
  return [`account ${account.id} takes tokens of ${issuer} for the applications ${known} only`];
}

function aboutGroups(role: ScannedRole, { providers }: ScannedAccount, issuer: string): readonly string[] {
  const { findings, groups } = groupsOfRole(role, issuer, providers);
  if (groups.length > 0) return [`it is listed under ${groups.map((group) => `"${group}"`).join(", ")}`];
  return [
    "it is listed under no group",
    ...findings.filter(({ level }) => level !== "note").map(({ message }) => message),
  ];
}
