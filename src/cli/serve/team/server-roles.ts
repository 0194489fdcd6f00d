import { ActasError } from "../../../base/errors.ts";
import type { ProviderState, RoleState } from "../../../server/scanning/role-history.ts";
import { lintTrust } from "../../../trust-policies/lint-trust.ts";
import { parseTrustPolicy } from "../../../trust-policies/trust-policy.ts";
import { requireRole } from "../../role-map/chosen-role.ts";
import { printText } from "../../terminal/print-text.ts";
import { besideServer } from "./beside-server.ts";

interface RolesFlags {
  readonly config?: string;
  readonly at?: string;
}

/** `actas server roles history ROLE`: what scans have found of a role, and since when. */
export async function serverRoles(action: string, role: string, { at, config }: RolesFlags): Promise<void> {
  if (action !== "history") {
    throw new ActasError("usage", `cannot run \`actas server roles\` with "${action}": it is history`, {
      hints: ["`actas server roles history arn:aws:iam::111122223333:role/Deploy`"],
    });
  }
  const { accountId, roleName } = requireRole(role);
  const time = at === undefined ? new Date() : timeIn(at);
  const { providersAt, roleHistory, stateAt } = await import("../../../server/scanning/role-history.ts");
  await besideServer(config, async (database) => {
    const history = await roleHistory(database, accountId, roleName);
    if (history.length === 0) throw new ActasError("role-not-found", `cannot find ${role}: no scan has ever found it`);
    const providers = await providersAt(database, accountId, time);
    printText(
      at === undefined
        ? historyLines(history)
        : linesAt(history, stateAt(history, time), { time, providers, accountId }),
    );
  });
}

function timeIn(text: string): Date {
  const time = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59.999Z` : text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new ActasError("usage", `cannot take "${text}" for a time: one looks like 2026-05-03 or 2026-05-03T12:00:00Z`);
}

function historyLines(history: readonly RoleState[]): readonly string[] {
  return history.map(
    ({ at, change, trustSha256, version }) =>
      `${at.toISOString()}  version ${version}  ${change}${trustSha256 ? `  trust policy ${trustSha256.slice(0, 12)}` : ""}`,
  );
}

interface Then {
  readonly time: Date;
  readonly accountId: string;
  readonly providers: readonly ProviderState[];
}

/** Who could take the role then, by the policy and the providers of then, and since which change. */
function linesAt(
  history: readonly RoleState[],
  state: RoleState | undefined,
  { accountId, providers, time }: Then,
): readonly string[] {
  const when = time.toISOString();
  if (!state) return [`At ${when} no scan had found it yet; the first did at ${history[0]?.at.toISOString()}.`];
  const since = `since ${state.at.toISOString()}, version ${state.version} of the map`;
  if (state.change === "removed") return [`At ${when} it was gone, ${since}.`];
  if (state.change === "closed") return [`At ${when} its account had left the organization, ${since}.`];
  const policy = state.trust === null ? undefined : parseTrustPolicy(state.trust);
  const findings = typeof policy === "object" ? lintTrust(policy, accountId) : [];
  return [
    `At ${when} this was its trust policy, ${since}:`,
    state.trust ?? `  one that names neither an OpenID provider nor this server (SHA-256 ${state.trustSha256})`,
    "Its account trusted these OpenID providers:",
    ...providers.map(({ clientIds, url }) => `  ${url} for ${clientIds.join(", ") || "no application"}`),
    ...(providers.length === 0 ? ["  none"] : []),
    ...findings.map(({ level, message }) => `${level}: ${message}`),
  ];
}
