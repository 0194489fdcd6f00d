import { awsTimestamp } from "../../base/aws-timestamp.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError, type ErrorCode } from "../../base/errors.ts";
import { jsonText } from "../../base/printable.ts";
import type { Responder } from "../../http/listen-on-loopback.ts";
import { JSON_HEADERS, type Refusal, refuse } from "../../http/refusal.ts";
import { tokenHash } from "../../http/token.ts";

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

/** Some clients give up after one second. */
const ANSWER_WITHIN_MS = 900;
/** Lifetime reported for keys that do not end: botocore and the JS SDK refuse an answer without an end. */
const ENDLESS_MS = 3_600_000;

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
      return refuse(refusalOf(error));
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

/** The result; `undefined` when the time is up. */
async function inTime<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: Timer | undefined;
  const timeUp = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WITHIN_MS, undefined);
  });
  try {
    return await Promise.race([promise, timeUp]);
  } finally {
    clearTimeout(timer);
  }
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
    Expiration: awsTimestamp(expiration ?? new Date(Date.now() + ENDLESS_MS)),
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

// The Go SDK before 2024 retries because of this code, later versions because of the status.
const NOT_YET: Refusal = {
  status: 503,
  code: "RequestTimeout",
  message: "cannot give credentials yet: AWS has not answered; ask again in a second",
};

/**
 * Status and code of each failure. 4xx where a retry is useless: the Go and Java SDKs then stop at once, and the JS SDK
 * passes on `Code` and `Message` for no other status. botocore prints the body, and always tries three times.
 */
const ANSWERS: Record<ErrorCode, { readonly status: number; readonly code: string }> = {
  "sign-in-required": { status: 401, code: "SignInRequired" },
  "mfa-required": { status: 401, code: "MfaRequired" },
  cancelled: { status: 401, code: "Cancelled" },
  "access-denied": { status: 403, code: "AccessDenied" },
  untrusted: { status: 403, code: "Untrusted" },
  usage: { status: 400, code: "InvalidRequest" },
  configuration: { status: 400, code: "InvalidConfiguration" },
  "profile-not-found": { status: 404, code: "ProfileNotFound" },
  "source-not-found": { status: 404, code: "SourceNotFound" },
  "role-not-found": { status: 404, code: "RoleNotFound" },
  unsupported: { status: 400, code: "Unsupported" },
  throttled: { status: 429, code: "Throttling" },
  unreachable: { status: 503, code: "Unreachable" },
  "agent-unreachable": { status: 503, code: "Unreachable" },
  system: { status: 500, code: "InternalError" },
  bug: { status: 500, code: "InternalError" },
};

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ActasError)) return { ...ANSWERS.bug, message: "cannot give credentials: actas failed" };
  return { ...ANSWERS[error.code], message: [error.message, ...error.hints].join("; ") };
}
