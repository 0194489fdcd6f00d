import { counted } from "../../base/counted.ts";
import type { Built } from "../../role-map/built/build-map.ts";
import type { BuiltAccount } from "../../role-map/built/built-map.ts";

/** So many are named, and the rest counted. */
const MOST_NAMED = 10;

/** What a build has come to, for people. The lines hold names that accounts give themselves: print them as text. */
export function builtReport({ findings, groups, map, resumed, written }: Built): readonly string[] {
  const roles = new Set(Object.values(groups).flat()).size;
  const groupCount = Object.keys(groups).length;
  const failed = map.accounts.filter((one) => one.failed);
  return [
    ...(resumed > 0 ? [`actas: ${counted(resumed, "account")} had been read already`] : []),
    ...failed.slice(0, MOST_NAMED).map((one) => `actas: warning: ${failure(one, map.builtAt)}`),
    ...(failed.length > MOST_NAMED ? [`actas: warning: ${failed.length - MOST_NAMED} more could not be read`] : []),
    ...leftOut(findings),
    `actas: ${counted(map.accounts.length, "account")}, ${counted(roles, "role")} of ${counted(groupCount, "group")}`,
    ...written.map(({ file, state }) => `actas: ${state === "written" ? "wrote" : "unchanged:"} ${file}`),
  ];
}

function failure({ account, failed, scanned }: BuiltAccount, now: number): string {
  const name = account.name ? ` (${account.name})` : "";
  const before = scanned
    ? `its roles stay as they were ${hours(now - scanned.scannedAt)} ago`
    : "nothing is known of its roles here";
  return `cannot scan account ${account.id}${name}: ${failed?.reason}; ${before}`;
}

function hours(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  return minutes < 120 ? counted(minutes, "minute") : counted(Math.round(minutes / 60), "hour");
}

const REASONS: Readonly<Record<string, string>> = {
  "no-provider": "its account has no such provider",
  "no-single-group": "no group by itself gets it",
  "too-wide": "nearly everybody would get it",
  unreadable: "its trust policy cannot be read",
};

/** Roles that are under no group, by the reason. */
function leftOut(findings: Built["findings"]): readonly string[] {
  return Object.entries(REASONS).flatMap(([code, reason]) => {
    const arns = findings.filter((one) => one.findings.some((finding) => finding.code === code)).map(({ arn }) => arn);
    if (arns.length === 0) return [];
    const each = arns.length === 1 ? "" : "each ";
    const more = arns.length > 3 ? ` and ${arns.length - 3} more` : "";
    return [
      `actas: note: left out ${counted(arns.length, "role")}, ${each}because ${reason}: ${arns.slice(0, 3).join(", ")}${more}`,
    ];
  });
}
