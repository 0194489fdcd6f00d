import { join } from "node:path";
import { addTrust } from "../../../src/sandbox/control/control-client.ts";
import type { LendingSettings } from "../../../src/server/lending/lending-settings.ts";
import { PEOPLE } from "./people-by-token.ts";

const PROGRAM = join(import.meta.dir, "../../server/lending/programs/lender.ts");

/** A replica that lends `Dev` in a process of its own. */
export interface LenderProcess {
  readonly child: Bun.Subprocess;
  readonly url: string;
}

/** @param folder - of the issuer's keys */
export async function startLender(
  databaseUrl: string,
  sts: string,
  folder: string,
  port = "0",
  limits: LendingSettings["limits"] = {},
): Promise<LenderProcess> {
  const words = [PROGRAM, port, sts, join(folder, "keys.json"), JSON.stringify(limits)];
  const child = Bun.spawn([process.execPath, ...words], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { value } = await child.stdout.getReader().read();
  return { child, url: new TextDecoder().decode(value).trim() };
}

/** Has the role trust the issuers at these addresses. */
export async function trustLender(sandboxUrl: string, ...urls: readonly string[]): Promise<void> {
  const issuers = urls.map((url) => `${url}issuer`);
  const accountId = "111122223333";
  for (const url of issuers)
    await addTrust(sandboxUrl, "identity-providers", { accountId, url, clientIds: ["sts.amazonaws.com"] });
  await addTrust(sandboxUrl, "roles", {
    arn: `arn:aws:iam::${accountId}:role/Dev`,
    trustPolicy: issuers.map((issuer) => ({
      Effect: "Allow" as const,
      Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuer.replace("http://", "")}` },
      Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"],
      Condition: {},
    })),
  });
}

/** Asks for the role as ana. */
export function lendDev(url: string, reason?: string): Promise<Response> {
  const headers = { authorization: `Bearer ${PEOPLE.ana}` };
  const body = JSON.stringify({ Role: "111122223333/Dev", ...(reason !== undefined && { Reason: reason }) });
  return fetch(`${url}assume-role`, { method: "POST", headers, body });
}
