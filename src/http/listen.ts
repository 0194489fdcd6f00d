import { type Server, serve } from "bun";
import { ActasError } from "../base/errors.ts";
import { systemError } from "../base/system-error.ts";
import { IS_MACOS } from "../system/libc.ts";
import { LoopbackClients } from "../system/loopback-clients.ts";
import { type Clients, refusalOfClient } from "./client-check.ts";
import { type Browsers, type GuardRules, guard } from "./guard.ts";
import { type Refusal, refuse } from "./refusal.ts";

export interface LoopbackOptions {
  /** Absent or 0: any free one. */
  readonly port?: number;
  /** `own-agents`: another process of this user may listen on the same port; on Linux only. Absent: nobody may. */
  readonly sharedWith?: "own-agents";
  /** What `Host` may say besides `127.0.0.1:PORT`. */
  readonly alsoNamed?: "127.0.0.1" | "localhost:PORT";
  readonly routes: GuardRules["routes"];
  /** What a web browser may do; absent: nothing. */
  readonly browsers?: Browsers;
  /** Whose programs are served; absent: those of this user. */
  readonly clients?: Clients;
  /** A longer body gets status 413. */
  readonly maxBodyBytes: number;
  /** Silence after which a connection is closed, also in the middle of a request or of an answer; 0: never. */
  readonly idleSeconds?: number;
  /** Judges a request before the system is asked whose program sent it: why it is refused, or how it is answered. */
  readonly admit: (request: Request) => Refusal | Answer;
  /** How a refusal is put; absent: as JSON. */
  readonly refuse?: (refusal: Refusal) => Response;
  /** What `admit` or the answer threw: the client is told nothing but that it failed. */
  readonly onError?: (error: unknown) => void;
}

/** Answers a request that is let in. */
export type Answer = () => Response | Promise<Response>;

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
 * Opens an HTTP listener on loopback, with the {@link guard} in front of `admit`. The one way to open a port.
 *
 * A request is refused for the first of these: it comes from another address than the listener's own; the guard;
 * `admit`; the user whose program it is.
 *
 * @throws {ActasError} `system` when the port is taken or not allowed
 */
export function listenOnLoopback(options: LoopbackOptions): LoopbackListener {
  const { server, clients } = open(options);
  const stop = async () => {
    await server.stop(true);
    clients[Symbol.dispose]();
  };
  return {
    port: portOf(server),
    stop,
    finish: async () => {
      await Promise.race([server.stop(), Bun.sleep(GRACE_MS)]);
      await stop();
    },
  };
}

type Serve = (request: Request, server: Server<undefined>) => Response | Promise<Response>;

function open(options: LoopbackOptions): { server: Server<undefined>; clients: LoopbackClients } {
  const { port = 0, sharedWith, maxBodyBytes, idleSeconds = 10, routes, onError } = options;
  let clients: LoopbackClients | undefined;
  const clientsOf = (server: Server<undefined>) => {
    clients ??= new LoopbackClients({ address: ADDRESS, port: portOf(server) });
    return clients;
  };
  const paths = routes === "any" ? [] : Object.keys(routes);
  try {
    const server = serve({
      hostname: ADDRESS,
      port,
      maxRequestBodySize: maxBodyBytes,
      idleTimeout: idleSeconds,
      development: false,
      // In Bun 1.4.5 `development: false` alone lets others open the same port and take half of the requests. Linux lets
      // those of the same user only; on macOS that is not known.
      reusePort: sharedWith === "own-agents" && !IS_MACOS,
      // `request.url` has no dots left in its path: only Bun's own routes are compared with what was really sent.
      routes: Object.fromEntries(paths.map((path) => [path, judge(options, routes, clientsOf)])),
      fetch: judge(options, routes === "any" ? routes : {}, clientsOf),
      error(error) {
        onError?.(error);
        return (options.refuse ?? refuse)(FAILED);
      },
    });
    return { server, clients: clientsOf(server) };
  } catch (cause) {
    throw systemError(cause, `listen on ${ADDRESS}:${port}`);
  }
}

function judge(options: LoopbackOptions, routes: GuardRules["routes"], clientsOf: ClientsOf): Serve {
  const { admit, alsoNamed, browsers, clients = "own" } = options;
  const say = options.refuse ?? refuse;
  let rules: GuardRules | undefined;
  return (request, server) => {
    rules ??= { hosts: hostsOf(portOf(server), alsoNamed), routes, ...(browsers && { browsers }) };
    const client = server.requestIP(request);
    if (client?.address !== ADDRESS) return say(OTHER_ADDRESS);
    const answer = guard(request, rules) ?? admit(request);
    if (typeof answer !== "function") return say(answer);
    const refusal = refusalOfClient(clientsOf(server).uidOf(client), clients);
    return refusal ? say(refusal) : answer();
  };
}

type ClientsOf = (server: Server<undefined>) => LoopbackClients;

const OTHER_ADDRESS: Refusal = {
  status: 403,
  code: "OtherAddress",
  message: `cannot serve this program: only connections from ${ADDRESS} are served`,
};

const FAILED: Refusal = { status: 500, code: "InternalError", message: "cannot answer: actas failed unexpectedly" };

function hostsOf(port: number, alsoNamed: LoopbackOptions["alsoNamed"]): readonly string[] {
  return [`${ADDRESS}:${port}`, ...(alsoNamed ? [alsoNamed.replace("PORT", String(port))] : [])];
}

function portOf({ port }: Server<undefined>): number {
  if (port === undefined) throw new ActasError("bug", "cannot tell the port of a listener: it has none");
  return port;
}
