import { z } from "zod/mini";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import type { Network } from "../../network/network.ts";
import { type HttpAnswer, jsonOf, type NoAnswer, send } from "../../network/send.ts";
import { unreachable } from "../../network/unreachable.ts";

const ACTION = "sign in to the console";
const LIMIT_MS = 30_000;
const Answer = z.object({ SigninToken: z.string().check(z.minLength(1)) });

export interface ConsoleSignIn {
  /** `https://…/federation` */
  readonly endpoint: string;
  /** How long the console session is to last, 900 to 43,200; absent: as long as the credentials. */
  readonly durationSeconds?: number | undefined;
  readonly network?: Network | undefined;
}

/**
 * A sign-in token of the console for credentials of a role, for 15 minutes. AWS documents the call as a GET; sent as a
 * form, the keys are in no log of addresses.
 *
 * @returns `refused` when AWS refuses, of which it does not say the reason
 * @throws {ActasError} `unreachable`; `configuration` for a proxy or a bundle that cannot be used
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
 */
export async function consoleSignIn(
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  { durationSeconds, endpoint, network }: ConsoleSignIn,
): Promise<Secret | "refused"> {
  const session = {
    sessionId: accessKeyId,
    sessionKey: secretAccessKey.reveal(),
    sessionToken: sessionToken?.reveal(),
  };
  const form = new URLSearchParams({ Action: "getSigninToken", Session: JSON.stringify(session) });
  if (durationSeconds) form.set("SessionDuration", String(durationSeconds));
  const answer = await posted(endpoint, form, network);
  const { status } = answer;
  if (status >= 400 && status < 500 && status !== 429) return "refused";
  const given = Answer.safeParse(jsonOf(answer));
  if (status === 200 && given.success) return new Secret(given.data.SigninToken);
  const reason = `${new URL(endpoint).host} answered with status ${status}, and no sign-in token`;
  throw new ActasError("unreachable", `cannot ${ACTION}: ${reason}`, { hints: ["try again in a minute"] });
}

async function posted(endpoint: string, form: URLSearchParams, network: Network | undefined): Promise<HttpAnswer> {
  try {
    return await send({
      url: endpoint,
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: String(form),
      signal: AbortSignal.timeout(LIMIT_MS),
      network,
    });
  } catch (error) {
    if (error instanceof ActasError) throw error;
    throw unreachable(error as NoAnswer, ACTION, "the console's sign-in", new URL(endpoint).origin);
  }
}
