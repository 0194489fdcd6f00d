import type { Credentials } from "../../base/credentials.ts";
import { jsonText } from "../../base/printable.ts";
import type { Responder } from "../../http/listen-on-loopback.ts";
import { JSON_HEADERS, type Refusal, refuse } from "../../http/refusal.ts";
import { tokenHash } from "../../http/token.ts";
import { inTime, NOT_YET } from "./in-time.ts";
import { refusalOfFailure } from "./refusal-of-failure.ts";
import { reportedExpiration } from "./reported-expiration.ts";

/** The paths that are served: ours, and the one for programs written for Mairu. */
const CONTAINER_ROUTES = { "/credentials": ["GET"], "/mairu/ecs/credentials": ["GET"] } as const;

export interface ContainerEndpointParts<Grant extends object> {
  /** The grant whose token has this hash; see {@link tokenHash}. */
  readonly grantFor: (tokenHash: string, request: Request) => Grant | undefined;
  /** What a client with another token is told; absent: that its program has ended. */
  readonly wrongToken?: Refusal;
  /**
   * Credentials of a grant, synchronously if they are held already. Never waits for a person: it fails with what the
   * person has to do.
   */
  readonly supply: (grant: Grant) => Credentials | Promise<Credentials>;
  /** Told how each supply ended, even if no request waits for it any more. */
  readonly outcome: {
    supplied(grant: Grant): void;
    failed(grant: Grant, error: unknown): void;
  };
}

/**
 * Answers the container credential providers of the AWS SDKs, always within one second:
 *
 *   {"AccessKeyId": "ASIA…", "SecretAccessKey": "…", "Token": "…", "Expiration": "2026-01-02T03:04:05Z"}
 *
 * or a status of 400 and above with `{"Code": "…", "Message": "what to do"}`. Concurrent requests for a grant share
 * one supply (single flight), which continues when they are gone. Returns the options of a listener.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export function containerEndpoint<Grant extends object>(parts: ContainerEndpointParts<Grant>) {
  const supplyOnce = oncePerGrant(parts);
  const give = rememberedAnswers();
  const giveInTime = async (supplied: Promise<Credentials>): Promise<Response> => {
    try {
      const credentials = await inTime(supplied);
      return credentials ? give(credentials) : refuse(NOT_YET);
    } catch (error) {
      return refuse(refusalOfFailure(error));
    }
  };

  const answer = (grant: Grant): Response | Promise<Response> => {
    const supplied = supplyOnce(grant);
    return supplied instanceof Promise ? giveInTime(supplied) : give(supplied);
  };

  return {
    routes: CONTAINER_ROUTES,
    maxBodyBytes: 0,
    // The AWS Common Runtime leaves the port out.
    alsoNamed: "127.0.0.1",
    admit: (request: Request): Refusal | Responder => {
      const authorization = request.headers.get("authorization");
      if (authorization === null) return NO_TOKEN;
      const grant = parts.grantFor(tokenHash(authorization), request);
      return grant ? () => answer(grant) : (parts.wrongToken ?? WRONG_TOKEN);
    },
  } as const;
}

/** Single flight: requests during a supply share it. */
function oncePerGrant<Grant extends object>({ supply, outcome }: ContainerEndpointParts<Grant>) {
  const underWay = new WeakMap<Grant, Promise<Credentials>>();
  return (grant: Grant): Credentials | Promise<Credentials> => {
    const joined = underWay.get(grant);
    if (joined) return joined;
    const supplied = supply(grant);
    if (!(supplied instanceof Promise)) {
      outcome.supplied(grant);
      return supplied;
    }
    const begun = supplied.finally(() => underWay.delete(grant));
    underWay.set(grant, begun);
    begun.then(
      () => outcome.supplied(grant),
      (error: unknown) => outcome.failed(grant, error),
    );
    return begun;
  };
}

/** Writes the answer for each set of credentials once, for as long as it is referenced. */
function rememberedAnswers(): (credentials: Credentials) => Response {
  const answers = new WeakMap<Credentials, Response>();
  return (credentials) => {
    const known = answers.get(credentials);
    if (known) return known.clone() as Response;
    const answer = new Response(serialise(credentials), { headers: JSON_HEADERS });
    if (credentials.expiration) answers.set(credentials, answer.clone() as Response);
    return answer;
  };
}

function serialise({ accessKeyId, secretAccessKey, sessionToken, expiration }: Credentials): string {
  const members = {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey.reveal(),
    // botocore and the JS SDK want the member; empty, they sign without one.
    Token: sessionToken?.reveal() ?? "",
    Expiration: reportedExpiration(expiration),
  };
  return jsonText(members, "one-line");
}

const NO_TOKEN: Refusal = { status: 400, code: "MissingToken", message: "cannot give credentials: no token was sent" };

const WRONG_TOKEN: Refusal = {
  status: 401,
  code: "WrongToken",
  message:
    "cannot give credentials: no running program has this token; a program in the background loses it when the one that was started ends: keep that in the foreground, or use a profile with `credential_process`",
};
