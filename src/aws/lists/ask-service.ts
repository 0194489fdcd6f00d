import type { Clock } from "../../base/clock.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import type { Network } from "../../network/network.ts";
import { byTheirClock } from "../by-their-clock.ts";
import { clientSettings } from "../client-settings.ts";
import { sdkCredentials } from "../sdk-credentials.ts";
import { type AwsService, stsError } from "../sts-errors.ts";

/** Where a service is asked, and by whom. */
export interface ServiceAccess {
  readonly clock: Clock;
  readonly credentials: () => Promise<Credentials>;
  readonly region: string;
  /** In place of AWS's own address. */
  readonly endpointUrl?: string | undefined;
  readonly network?: Network | undefined;
}

/** What a call is, for messages. */
export interface ServiceCall {
  readonly service: AwsService;
  /** Completes "cannot …". */
  readonly doing: string;
  /** AWS's own host, as far as it can be told. */
  readonly host: string;
  readonly mostAnswerBytes?: number;
  /** Absent: three. */
  readonly attempts?: number;
}

/** What every client of the SDK is made from. */
type Settings = ReturnType<typeof settingsOf>;

/**
 * Makes calls with one client of the SDK, and puts it away.
 *
 * @throws {ActasError} what AWS or the network has against it
 */
export async function askService<C extends { destroy(): void }, T>(
  access: ServiceAccess,
  call: ServiceCall,
  client: (settings: Settings) => C,
  send: (client: C) => Promise<T>,
): Promise<T> {
  const keys = await access.credentials();
  try {
    return await byTheirClock(access.clock, async () => {
      const made = client(settingsOf(access, call, keys));
      try {
        return await send(made);
      } finally {
        made.destroy();
      }
    });
  } catch (error) {
    if (error instanceof ActasError) throw error;
    throw stsError(error, call.doing, access.endpointUrl ?? call.host, call.service);
  }
}

function settingsOf(
  { clock, endpointUrl, network, region }: ServiceAccess,
  { attempts: maxAttempts = 3, mostAnswerBytes }: ServiceCall,
  keys: Credentials,
) {
  return {
    region,
    ...(endpointUrl && { endpoint: endpointUrl }),
    credentials: sdkCredentials(keys),
    systemClockOffset: clock.skewMs,
    ...clientSettings({ clock, maxAttempts, network, mostAnswerBytes }),
    authSchemePreference: ["sigv4"],
  };
}

/** An answer that lacks what every answer has: not AWS's. */
export function incomplete(service: AwsService): ActasError {
  return new ActasError("unreachable", `cannot use the answer of ${service}: it lacks what was asked for`);
}

/** No list of AWS has as many pages; a server that never ends one is not AWS. */
const MOST_PAGES = 10_000;

/** All of a list that comes page by page. @throws {ActasError} `unreachable` for one without an end */
export async function allOfPages<T, Token>(
  service: AwsService,
  ask: (token: Token | undefined) => Promise<{ readonly items: readonly T[]; readonly next: Token | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: Token | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items, next } = await ask(token);
    for (const item of items) all.push(item);
    if (next === undefined) return all;
    token = next;
  }
  throw new ActasError("unreachable", `cannot use the answers of ${service}: a list has more than ${MOST_PAGES} pages`);
}
