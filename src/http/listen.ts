import { type Server, serve } from "bun";
import { ActasError } from "../base/errors.ts";
import { systemError } from "../base/system-error.ts";
import { ClientCheck, type UidOfClient } from "./client-check.ts";
import { type Browsers, type GuardRules, guard } from "./guard.ts";
import { type Refusal, refuse } from "./refusal.ts";

export interface LoopbackOptions {
  /** Absent or 0: any free one. */
  readonly port?: number;
  /** Also accept `Host: localhost:PORT`; a connection still comes in on 127.0.0.1 only. */
  readonly hostNames?: "address-only" | "address-and-localhost";
  readonly routes: GuardRules["routes"];
  /** What a web browser may do; absent: nothing. */
  readonly browsers?: Browsers;
  /** A longer body gets status 413. */
  readonly maxBodyBytes: number;
  /** Silence after which a connection is closed, also in the middle of a request or of an answer; 0: never. */
  readonly idleSeconds?: number;
  readonly handle: (request: Request) => Response | Promise<Response>;
  /** Whose program asks; a program of another user is refused. */
  readonly uidOfClient?: UidOfClient;
  /** What `handle` threw: the client is told nothing but that it failed. */
  readonly onError?: (error: unknown) => void;
}

export interface LoopbackListener {
  readonly port: number;
  /** Closes the port and every connection at once. */
  stop(): Promise<void>;
  /** Closes the port, gives the answers under way a second to go out, and closes every connection then. */
  finish(): Promise<void>;
}

const ADDRESS = "127.0.0.1";
/** A last answer goes out at once; a connection that says nothing must not keep anybody waiting. */
const GRACE_MS = 1_000;

/**
 * Opens an HTTP listener on loopback, with the {@link guard} in front of `handle`. The one way to open a port.
 *
 * Only 127.0.0.1, never `::1`: every AWS client accepts the IPv4 address, and a second socket would be a second
 * port somebody else could have taken.
 *
 * @throws {ActasError} `system` when the port is taken or not allowed
 */
export function listenOnLoopback(options: LoopbackOptions): LoopbackListener {
  const server = open(options, serveRequest(options));
  return {
    port: portOf(server),
    stop: () => server.stop(true),
    finish: async () => {
      await Promise.race([server.stop(), Bun.sleep(GRACE_MS)]);
      await server.stop(true);
    },
  };
}

type Serve = (request: Request, server: Server<undefined>) => Response | Promise<Response>;

function serveRequest({ hostNames, routes, browsers, handle, uidOfClient }: LoopbackOptions): Serve {
  const clients = uidOfClient && new ClientCheck(process.getuid?.() ?? -1, uidOfClient);
  let rules: GuardRules | undefined;
  return (request, server) => {
    rules ??= { hosts: hostsOf(portOf(server), hostNames), routes, ...(browsers && { browsers }) };
    const refusal = guard(request, rules);
    if (refusal) return refuse(refusal);

    const ours = clients?.isOurs(server.requestIP(request)?.port ?? 0) ?? true;
    if (ours === true) return handle(request);
    return ours.then((yes) => (yes ? handle(request) : refuse(OTHER_USER)));
  };
}

function open({ port = 0, maxBodyBytes, idleSeconds = 10, onError }: LoopbackOptions, fetch: Serve): Server<undefined> {
  try {
    return serve({
      hostname: ADDRESS,
      port,
      maxRequestBodySize: maxBodyBytes,
      idleTimeout: idleSeconds,
      development: false,
      // In Bun 1.4.5 `development: false` alone lets others open the same port and take half of the requests.
      reusePort: false,
      fetch,
      error(error) {
        onError?.(error);
        return refuse(FAILED);
      },
    });
  } catch (cause) {
    throw systemError(cause, `listen on ${ADDRESS}:${port}`);
  }
}

const OTHER_USER: Refusal = {
  status: 403,
  code: "OtherUser",
  message: "cannot serve this program: it runs as another user",
};

const FAILED: Refusal = { status: 500, code: "InternalError", message: "cannot answer: actas failed unexpectedly" };

function hostsOf(port: number, hostNames: LoopbackOptions["hostNames"]): readonly string[] {
  const names = hostNames === "address-and-localhost" ? [ADDRESS, "localhost"] : [ADDRESS];
  return names.map((name) => `${name}:${port}`);
}

function portOf({ port }: Server<undefined>): number {
  if (port === undefined) throw new ActasError("bug", "cannot tell the port of a listener: it has none");
  return port;
}
