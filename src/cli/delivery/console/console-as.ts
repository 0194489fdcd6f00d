import type { EnvironmentChanges } from "../../../base/environment.ts";
import { ActasError } from "../../../base/errors.ts";
import { isPrivate } from "../../../network/loopback.ts";
import { consoleAddress } from "../../../requests/console-address.ts";
import { print } from "../../../system/print.ts";
import { consoleHosts } from "../../../targets/endpoints/console-hosts.ts";
import { requestEnvironment } from "../../environment/request-environment.ts";
import { say } from "../../terminal/say.ts";
import type { BrowserChoice } from "./browser-with.ts";
import { destination, type Page } from "./destination.ts";
import { openConsole } from "./open-console.ts";

/** What to open, and how. */
export interface ConsoleWishes extends BrowserChoice {
  readonly page?: Omit<Page, "region">;
  readonly durationSeconds?: number | undefined;
  readonly issuer?: string | undefined;
  readonly printUrl?: true | undefined;
}

/**
 * Opens the console with the keys that variables for a program hold, or prints its address.
 *
 * @throws {ActasError} as `destination()`, `consoleAddress()` and `openConsole()`
 */
export async function consoleAs(
  { account, environment }: { readonly account: string | undefined; readonly environment: EnvironmentChanges },
  { durationSeconds, issuer, page = {}, printUrl, ...browser }: ConsoleWishes,
): Promise<void> {
  const target = environment.ACTAS_TARGET ?? "";
  const region = environment.AWS_REGION ?? undefined;
  const endpoint = federationEndpoint(environment, region);
  const wanted = { target, destination: destination({ ...page, region }), durationSeconds, issuer, endpoint };
  const { address, without } = await consoleAddress(environment, wanted, requestEnvironment());
  if (without) say("actas: note: AWS takes no duration for this role; the session lasts as long as its credentials");
  if (printUrl) return print(address);
  await openConsole(address, { target, account }, browser);
}

/**
 * The console's sign-in gets the keys themselves, where other services get signatures. So an endpoint for all services,
 * which may be a gateway to S3, does not count; as for other sign-ins, it must be named on its own.
 */
function federationEndpoint(given: EnvironmentChanges, region: string | undefined): string {
  const name = "AWS_ENDPOINT_URL_SIGNIN";
  const areIgnored = process.env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === "true";
  const other = areIgnored ? undefined : process.env[name] || given[name] || undefined;
  const url = URL.parse("/federation", other ?? consoleHosts(region).signIn);
  if (url && isPrivate(url)) return url.href;
  throw new ActasError("configuration", `cannot sign in to the console at ${other}: it does not begin with https://`, {
    hints: ["AWS_ENDPOINT_URL_SIGNIN names another endpoint"],
  });
}
