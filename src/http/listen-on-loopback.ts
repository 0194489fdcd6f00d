import { type Server, serve } from "bun";
import { ActasError } from "../base/errors.ts";
import { systemError } from "../base/system-error.ts";
import { ownUid } from "../system/own-uid.ts";
import { type HeldPort, holdPort } from "../system/ports/hold-port.ts";
import { listeningDescriptors } from "../system/ports/listening-descriptors.ts";
import { type LoopbackAddress, LoopbackClients, type TcpEnd } from "../system/ports/loopback-clients.ts";
import { isListenedOn } from "../system/ports/port-holder.ts";
import { type Browsers, type GuardRules, guard } from "./guard.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { type Clients, refusalOfClient } from "./refusal-of-client.ts";

export interface LoopbackOptions {
  /** Absent or 0: any free one. */
  readonly port?: number;
  /**
   * `metadata`: 169.254.169.254:80, which only root can give to this machine. Until a helper has moved the socket there
   * (see `descriptor`), it listens on some port of 127.0.0.1 and serves nobody. Linux only.
   */
  readonly at?: "metadata";
  /** `own-agents`: another process of this user may listen on the same port, on Linux only. Absent: none may. */
  readonly sharedWith?: "own-agents";
  /** A `Host` accepted besides `127.0.0.1:PORT`. With `localhost` it also listens on `::1`, where there is IPv6. */
  readonly alsoNamed?: "127.0.0.1" | "localhost:PORT";
  /**
   * Methods by exact path, such as `{"/credentials": ["GET"]}`; `any`: the handler judges paths itself. A query is not
   * part of the path.
   */
  readonly routes: Readonly<Record<string, readonly string[]>> | "any";
  /** What a web browser may do; absent: nothing. */
  readonly browsers?: Browsers;
  /** The users whose programs are served; absent: only this user. */
  readonly clients?: Clients;
  /** A longer body gets status 413. */
  readonly maxBodyBytes: number;
  /** Silence after which a connection is closed, even in the middle of a request or an answer; 0: never. */
  readonly idleSeconds?: number;
  /** Accepts or refuses a request, before the system is asked for the client's user. */
  readonly admit: (request: Request, client: TcpEnd) => Refusal | Responder;
  /** Writes a refusal; absent: as JSON. */
  readonly refuse?: (refusal: Refusal) => Response;
  /** Gets the error that `admit` or the responder threw; the client learns only that its request failed. */
  readonly onError?: (error: unknown) => void;
}

/** Answers a request that was accepted. */
export type Responder = () => Response | Promise<Response>;

export interface LoopbackListener {
  readonly port: number;
  /** The socket that listens, for the helper that moves it to the address of the metadata service. */
  readonly descriptor?: number | undefined;
  /** Closes the port and every connection at once. */
  stop(): Promise<void>;
  /** Closes the port, gives the answers in progress a second, and then closes every connection. */
  finish(): Promise<void>;
}

const METADATA_ADDRESS = "169.254.169.254";
const METADATA_PORT = 80;
const METADATA_HOSTS = [METADATA_ADDRESS, `${METADATA_ADDRESS}:${METADATA_PORT}`];
/** Enough for answers that are ready; an idle connection must not delay the end. */
const GRACE_MS = 1_000;

/**
 * Opens an HTTP listener on loopback, with the {@link guard} in front of `admit`. The one way to open a port.
 *
 * A request is checked in this order: the address it comes from, which must be the listener's own; the guard; `admit`;
 * the user that the client runs as.
 *
 * @throws {ActasError} `system` when the port is taken or not allowed
 */
export function listenOnLoopback(options: LoopbackOptions): LoopbackListener {
  const first = options.at
    ? open(METADATA_ADDRESS, METADATA_PORT, options)
    : open("127.0.0.1", options.port ?? 0, options);
  const opened = [first, ...(options.alsoNamed === "localhost:PORT" ? openIpv6(first, options) : [])];
  const stop = async () => {
    await Promise.all(opened.map((one) => one.stop()));
  };
  return {
    port: first.port,
    descriptor: options.at && listeningDescriptors(portOf(first.server))[0],
    stop,
    finish: async () => {
      await Promise.race([Promise.all(opened.map(({ server }) => server.stop())), Bun.sleep(GRACE_MS)]);
      await stop();
    },
  };
}

type Serve = (request: Request, server: Server<undefined>) => Response | Promise<Response>;

interface Opened {
  readonly port: number;
  readonly server: Server<undefined>;
  stop(): Promise<void>;
}

/** Browsers try `localhost` on IPv6 first: another program on that port would get what is meant for this listener. */
function openIpv6(first: Opened, options: LoopbackOptions): Opened[] {
  try {
    return [open("::1", first.port, options)];
  } catch (error) {
    if (isWithoutIpv6(error)) return [];
    void first.stop();
    throw error;
  }
}

function isWithoutIpv6(error: unknown): boolean {
  const cause = error instanceof ActasError ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && ["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(String(cause.code));
}

function open(address: LoopbackAddress, wanted: number, options: LoopbackOptions): Opened {
  const { maxBodyBytes, idleSeconds = 10, routes, onError } = options;
  let clients: LoopbackClients | undefined;
  const isMoved = address === METADATA_ADDRESS;
  const portNow = (server: Server<undefined>) => (isMoved ? wanted : portOf(server));
  const clientsOf = (server: Server<undefined>) => {
    clients ??= new LoopbackClients({ address, port: portNow(server) });
    return clients;
  };
  const paths = routes === "any" ? [] : Object.entries(routes);
  let held: HeldPort | undefined;
  try {
    held = address === METADATA_ADDRESS ? undefined : hold(address, wanted, options);
    const server = serve({
      // A port of the system's choice: from one that was asked for, a socket cannot be moved.
      ...(isMoved ? { hostname: "127.0.0.1", port: 0 } : { hostname: address, port: held?.port ?? wanted }),
      maxRequestBodySize: maxBodyBytes,
      idleTimeout: idleSeconds,
      development: false,
      // In Bun 1.4.5, with `development: false` alone, other processes could open the same port and take half of the
      // requests: on Linux only those of the same user, on macOS possibly any.
      reusePort: held !== undefined,
      // Bun's own routes see the path that was really sent, and need no text of it. `request.url` is a new text for each
      // request, and is normalised, without dot segments.
      routes: Object.fromEntries(paths.map(([path, methods]) => [path, judge(address, methods, options, clientsOf)])),
      fetch: judge(address, routes === "any" ? "any" : [], options, clientsOf),
      error(error) {
        onError?.(error);
        return (options.refuse ?? refuse)(FAILED);
      },
    });
    return {
      port: portNow(server),
      server,
      stop: async () => {
        await server.stop(true);
        clients?.[Symbol.dispose]();
        held?.[Symbol.dispose]();
      },
    };
  } catch (cause) {
    held?.[Symbol.dispose]();
    throw systemError(cause, `listen on ${address === "::1" ? "[::1]" : address}:${wanted}`);
  }
}

/** Reserves the port against other users first: a successful listen neither proves that nor achieves it. */
function hold(
  address: Exclude<LoopbackAddress, typeof METADATA_ADDRESS>,
  wanted: number,
  { sharedWith }: LoopbackOptions,
): HeldPort | undefined {
  if (!sharedWith && wanted && isListenedOn(address, wanted)) {
    throw Object.assign(new Error("taken"), { code: "EADDRINUSE" });
  }
  return holdPort(wanted);
}

function judge(
  address: LoopbackAddress,
  methods: GuardRules["methods"],
  options: LoopbackOptions,
  clientsOf: ClientsOf,
): Serve {
  const { admit, alsoNamed, browsers, clients = "own" } = options;
  const say = options.refuse ?? refuse;
  const own = ownUid();
  let rules: GuardRules | undefined;
  return (request, server) => {
    // The port is known once it listens, and stays: not to be put in words for every request.
    rules ??= { hosts: hostsAt(address, server, alsoNamed), methods, ...(browsers && { browsers }) };
    const client = server.requestIP(request);
    if (client?.address !== address) return say(OTHER_ADDRESS);
    const answer = guard(request, rules) ?? admit(request, client);
    if (typeof answer !== "function") return say(answer);
    const refusal = refusalOfClient(clientsOf(server).uidOf(client), clients, own);
    return refusal ? say(refusal) : answer();
  };
}

type ClientsOf = (server: Server<undefined>) => LoopbackClients;

const OTHER_ADDRESS: Refusal = {
  status: 403,
  code: "OtherAddress",
  message: "cannot serve this program: it does not come from the address that it asks",
};

const FAILED: Refusal = { status: 500, code: "InternalError", message: "cannot answer: actas failed unexpectedly" };

function hostsAt(
  address: LoopbackAddress,
  server: Server<undefined>,
  alsoNamed: LoopbackOptions["alsoNamed"],
): readonly string[] {
  if (address === METADATA_ADDRESS) return METADATA_HOSTS;
  const port = portOf(server);
  return [`127.0.0.1:${port}`, ...(alsoNamed ? [alsoNamed.replace("PORT", String(port))] : [])];
}

function portOf({ port }: Server<undefined>): number {
  if (port === undefined) throw new ActasError("bug", "cannot tell the port of a listener: it has none");
  return port;
}
