import { diffTrust } from "../../../trust-policies/diff-trust.ts";
import { parseTrustPolicy } from "../../../trust-policies/trust-policy.ts";
import type { RoleVersion } from "./role-version.ts";

/** What a version has changed, in words. The lines hold text of policies: print them as text. */
export function versionChanges(before: RoleVersion | undefined, now: RoleVersion): readonly string[] {
  if (now.state === "gone") return ["the role is gone"];
  if (now.state === "closed") return ["its account has left the organization"];
  if (!before) return ["a scan found it for the first time"];
  const policy = before.state === "there" ? changedPolicy(before, now) : cameBack(before, now);
  const lines = [
    ...(before.state === "there" && before.roleId !== now.roleId ? ["it was deleted and made anew"] : []),
    ...(before.state === "there" && before.path !== now.path ? [`its path is ${now.path}`] : []),
    ...policy,
    ...changedProviders(before.providers, now),
  ];
  return lines.length > 0 ? lines : ["nothing that says who gets it"];
}

function cameBack(before: RoleVersion, now: RoleVersion): readonly string[] {
  const how = before.state === "closed" ? "its account is back in the organization" : "a scan found it again";
  return [now.trust === undefined ? how : `${how}, with a trust policy`];
}

function changedPolicy(before: RoleVersion, now: RoleVersion): readonly string[] {
  if (before.trustSha256 === now.trustSha256) return [];
  if (now.trust === undefined) return ["its trust policy names nobody any more whom this server can speak for"];
  if (before.trust === undefined) return ["its trust policy names somebody now whom this server can speak for"];
  const [old, policy] = [parseTrustPolicy(before.trust), parseTrustPolicy(now.trust)];
  if (typeof policy === "string") return [`its trust policy cannot be read any more: ${policy}`];
  if (typeof old === "string") return ["its trust policy can be read now"];
  const lines = diffTrust(old, policy);
  return lines.length > 0 ? lines : ["its trust policy is written in another way, and means the same"];
}

/** Of those that the policy names. */
function changedProviders(before: RoleVersion["providers"], { providers, trust = "" }: RoleVersion): readonly string[] {
  const urls = [...new Set([...before.keys(), ...providers.keys()])].filter((url) => trust.includes(url));
  return urls.flatMap((url) => {
    const [old, now] = [before.get(url), providers.get(url)];
    if (old?.join("\n") === now?.join("\n")) return [];
    if (!now) return [`its account does not trust ${url} any more`];
    return [`its account ${old ? "trusts" : "now trusts"} ${url} for ${now.join(", ") || "no application"}`];
  });
}
