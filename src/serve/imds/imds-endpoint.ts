import type { Responder } from "../../http/listen-on-loopback.ts";
import { NO_SUCH_PATH, type Refusal } from "../../http/refusal.ts";
import type { TcpEnd } from "../../system/ports/loopback-clients.ts";
import { CREDENTIALS, metadata } from "./metadata.ts";
import { plainAnswer, refusePlainly } from "./plain-answer.ts";
import { RoleAnswers, type RoleParts } from "./role-answers.ts";
import { SessionTokens } from "./session-tokens.ts";

export interface ImdsEndpointParts extends RoleParts {
  /** Requests without a token are answered too, as by version 1 of the service. */
  readonly allowsVersion1: boolean;
  /** The region of a target, if it has one. */
  readonly regionOf: (target: string) => Promise<string | undefined>;
  /** Told the port of each client that was given credentials, and the name of their role. */
  readonly onGiven: (port: number, role: string) => void;
}

const TOKEN_PATH = "/latest/api/token";
const TTL = "x-aws-ec2-metadata-token-ttl-seconds";
const TOKEN = "x-aws-ec2-metadata-token";
/**
 * What proxies, load balancers and content delivery networks add, each under a name of its own: who asked, by which
 * host and how. A request that came through one may have been made anywhere.
 */
const OF_PROXIES = new RegExp(
  [
    "forwarded",
    "(^|[-_])(via|scheme)$",
    "^(cdn|cf|proxy|x-(akamai|appengine|arr|azure|envoy|nf|original|proxy|rewrite|varnish|vercel))\\b",
    "\\b(client|cluster|connecting|connection|real|remote|socket|user)[-_]?(ip|addr|host|port)\\b",
  ].join("|"),
);

/**
 * Answers as the instance metadata service (IMDS) of EC2 does: what the SDKs' IMDS credential providers ask, and what
 * SDKs ask to learn the region. Returns the options of a listener.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
export function imdsEndpoint(parts: ImdsEndpointParts) {
  const tokens = new SessionTokens(parts.now);
  const roles = new RoleAnswers(parts);

  const issue = (wanted: string): Response => {
    const issued = tokens.issue(wanted);
    return issued ? plainAnswer(issued.token, { [TTL]: String(issued.seconds) }) : refusePlainly(WRONG_TTL);
  };
  const answer = (path: string, port: number): Response | Promise<Response> => {
    if (path === CREDENTIALS || `${path}/` === CREDENTIALS) return roles.list();
    if (!path.startsWith(CREDENTIALS)) return answerOther(path, parts);
    const role = path.slice(CREDENTIALS.length);
    return roles.give(role, () => parts.onGiven(port, role));
  };

  return {
    routes: "any",
    maxBodyBytes: 0,
    refuse: refusePlainly,
    admit: (request: Request, { port }: Pick<TcpEnd, "port">): Refusal | Responder => {
      const { headers, method } = request;
      if (cameThroughProxy(headers)) return THROUGH_PROXY;
      const path = pathOf(request);
      if (method !== (path === TOKEN_PATH ? "PUT" : "GET")) return wrongMethod(method);
      if (path === TOKEN_PATH) return () => issue(headers.get(TTL) ?? "");
      const token = headers.get(TOKEN);
      if (token === null && !parts.allowsVersion1) return NO_TOKEN;
      return token === null || tokens.isGood(token) ? () => answer(path, port) : WRONG_TOKEN;
    },
  } as const;
}

async function answerOther(path: string, { regionOf, target }: ImdsEndpointParts): Promise<Response> {
  const served = target();
  const region = served === undefined ? undefined : await regionOf(served);
  const text = metadata(path, { target: served, region });
  return text === undefined ? refusePlainly(NO_SUCH_PATH) : plainAnswer(text);
}

/** The path, in which some clients double a slash: those that put it behind an address which ends with one. */
function pathOf({ url }: Request): string {
  return new URL(url).pathname.replace(/\/{2,}/g, "/");
}

function cameThroughProxy(headers: Headers): boolean {
  for (const name of headers.keys()) if (OF_PROXIES.test(name)) return true;
  return false;
}

function wrongMethod(method: string): Refusal {
  return { status: 405, code: "WrongMethod", message: `cannot ${method} this path` };
}

const THROUGH_PROXY: Refusal = {
  status: 403,
  code: "ThroughProxy",
  message: "cannot serve a request that comes through a proxy: except this address, as by NO_PROXY",
};

const NO_TOKEN: Refusal = {
  status: 401,
  code: "MissingToken",
  message: `cannot answer without a token: get one by PUT ${TOKEN_PATH}, or serve version 1 by \`--imdsv1\``,
};

const WRONG_TOKEN: Refusal = {
  status: 401,
  code: "WrongToken",
  message: `cannot answer: the token has ended or was never given out; get one by PUT ${TOKEN_PATH}`,
};

const WRONG_TTL: Refusal = {
  status: 400,
  code: "WrongTimeToLive",
  message: `cannot give a token: ${TTL} must be a number from 1 to 21600`,
};
