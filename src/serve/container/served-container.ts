import { ActasError } from "../../base/errors.ts";
import type { Secret } from "../../base/secret.ts";
import { shellOption } from "../../base/shell-word.ts";
import { containerEndpoint } from "../../delivery/container-endpoint/container-endpoint.ts";
import type { LoopbackOptions, Responder } from "../../http/listen-on-loopback.ts";
import type { Refusal } from "../../http/refusal.ts";
import { tokenHash } from "../../http/token.ts";
import type { Fetcher, Serving } from "../serving.ts";

interface ContainerParts {
  readonly serving: Pick<Serving, "credentials" | "credentialsOf" | "fetched" | "target">;
  /** The whole value of the `Authorization` header that a client must send. */
  readonly token: Secret;
  /** The targets that have a path of their own. */
  readonly targets: readonly string[];
  /** Which program is at the other end of a connection from this port; `later`: it is not looked for now. */
  readonly programAt: (port: number) => Fetcher | "later" | undefined;
}

/** What a request is for: the same object for the same target, so that requests at the same time share one supply. */
interface Served {
  readonly target: string | undefined;
}

const OF_TARGETS = "/credentials/";

/**
 * Answers as the container endpoint of `exec` does: `/credentials` with those of the target that is served,
 * `/credentials/TARGET` with those of a target that is named here. Returns the options of a listener.
 */
export function servedContainer({ programAt, serving, targets, token }: ContainerParts) {
  const hash = tokenHash(token.reveal());
  const served = new Map<string | undefined, Served>();
  const isServed = (target: string) => target === serving.target || targets.includes(target);
  const servedAs = (target: string | undefined): Served => {
    const known = served.get(target) ?? { target };
    if (target === undefined || isServed(target)) served.set(target, known);
    return known;
  };
  const endpoint = containerEndpoint<Served>({
    wrongToken: WRONG_TOKEN,
    grantFor: (shown, { url }) => (shown === hash ? servedAs(targetIn(url) ?? serving.target) : undefined),
    supply: ({ target }) => {
      if (target === undefined) return serving.credentials();
      if (!isServed(target)) return Promise.reject(notServed(target));
      return serving.credentialsOf(target);
    },
    outcome: { supplied() {}, failed() {} },
  });
  const noted = (response: Response, port: number, target: string | undefined): Response => {
    if (response.ok && target !== undefined) serving.fetched(target, programAt(port));
    return response;
  };
  return {
    ...endpoint,
    routes: { ...endpoint.routes, [`${OF_TARGETS}*`]: ["GET"] },
    admit: (request: Request, { port }: { readonly port: number }): Refusal | Responder => {
      const admitted = endpoint.admit(request);
      if (typeof admitted !== "function") return admitted;
      return () => {
        const target = targetIn(request.url) ?? serving.target;
        const answer = admitted();
        if (!(answer instanceof Promise)) return noted(answer, port, target);
        return answer.then((response) => noted(response, port, target));
      };
    },
  } as const satisfies Partial<LoopbackOptions>;
}

/** Undefined: the path names none. What cannot be decoded is no target's name, and served to nobody. */
function targetIn(url: string): string | undefined {
  // Nearly always there is none, and nothing to parse.
  if (!url.includes(OF_TARGETS)) return undefined;
  const { pathname } = new URL(url);
  if (!pathname.startsWith(OF_TARGETS)) return undefined;
  const named = pathname.slice(OF_TARGETS.length);
  try {
    return decodeURIComponent(named) || undefined;
  } catch {
    return named;
  }
}

function notServed(target: string): ActasError {
  return new ActasError("access-denied", `cannot give credentials for "${target}": it is not served here`, {
    hints: [`\`actas serve container ${shellOption("--allow", target)}\` does`],
  });
}

const WRONG_TOKEN: Refusal = {
  status: 401,
  code: "WrongToken",
  message:
    "cannot give credentials: this token is not the one of the `actas serve` that runs; take it from the file that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names, or start the program with the new one",
};
