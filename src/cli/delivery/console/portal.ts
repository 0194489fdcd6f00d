import type { CredentialRequest } from "../../../base/credential-request.ts";
import { ActasError } from "../../../base/errors.ts";
import { lookUp } from "../../../requests/look-up.ts";
import { print } from "../../../system/print.ts";
import type { ConsoleWishes } from "./console-as.ts";
import { destination } from "./destination.ts";
import { openConsole } from "./open-console.ts";
import { portalAddress } from "./portal-address.ts";

/**
 * Opens the console by the access portal, or prints the address of that: no credentials are needed.
 *
 * @throws {ActasError} `usage` for a target that is no role of an Identity Center, and for what a portal does not take; as
 *   `lookUp()` and `openConsole()`
 */
export async function viaPortal(request: CredentialRequest, wishes: ConsoleWishes): Promise<void> {
  const { durationSeconds, issuer, page = {}, printUrl, ...browser } = wishes;
  if (durationSeconds !== undefined || issuer !== undefined) throw fixedByPortal();
  const { chain, name: target, source } = (await lookUp(request)).target;
  if (source.kind !== "identity-center" || chain.length > 0) throw notOfPortal(target);
  const { accountId: account, roleName } = source;
  const isNamed = [page.path, page.service, request.region].some((part) => part !== undefined);
  const wanted = isNamed ? destination({ ...page, region: request.region }) : undefined;
  const address = portalAddress({ startUrl: source.source.url, accountId: account, roleName }, wanted);
  if (printUrl) return print(address);
  await openConsole(address, { target, account }, browser);
}

function notOfPortal(target: string): ActasError {
  return new ActasError("usage", `cannot open ${target} by a portal: it is no role of an IAM Identity Center`, {
    hints: ["leave out `--via portal`"],
  });
}

function fixedByPortal(): ActasError {
  return new ActasError("usage", "cannot use `--duration` or `--issuer` with `--via portal`: the portal decides that");
}
