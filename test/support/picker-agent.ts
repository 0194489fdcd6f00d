import { join } from "node:path";
import { ScriptedAgent } from "./scripted-agent.ts";
import type { World } from "./world.ts";

const LONG = "team-7-sandbox-7-a-very-long-account-name-of-a-department";
export const NAMES = ["AdministratorAccess", "ReadOnly", "AWSServiceCatalogEndUserAccess", "Billing"];
const WIDE = "日本語の部門の名前がとても長いアカウント";

/** An agent of this world that lends roles of accounts with awkward names. */
export function agentLending(
  world: World,
  roles: readonly (readonly object[])[] = rolesOfAwkwardAccounts(),
): ScriptedAgent {
  return new ScriptedAgent(socketOf(world), ({ request }, say) => {
    const corp = { id: "corp", url: "https://corp.example", kind: "identity-center", origin: "" } as const;
    const signedIn = { ...corp, signIn: { renewable: true } };
    if (request === "sources") return say({ type: "result", result: { sources: [signedIn], problems: [] } });
    for (const some of roles) say({ type: "roles", source: "corp", roles: some as never });
    say({ type: "result", result: { sources: [{ ...corp, signedIn: true }], environment: {}, actsAs: {} } });
  });
}

function rolesOfAwkwardAccounts(): readonly (readonly object[])[] {
  return [LONG, `${LONG}2`, WIDE, "😀 fun", "e\u0301te\u0301"].map((accountName, index) => {
    const accountId = String(111122223333 + index);
    return NAMES.map((name) => ({ name: `${accountId}/${name}`, accountId, accountName }));
  });
}

function socketOf({ home }: World): string {
  return join(home, "scripted", "agent.sock");
}

export function toAgent(world: World): Record<string, string> {
  return { ACTAS_AGENT_SOCK: socketOf(world) };
}
