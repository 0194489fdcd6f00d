import { type Server, serve } from "bun";
import { ActasError } from "../../base/errors.ts";
import { isCode, systemError } from "../../base/system-error.ts";
import { whoListens } from "../../system/ports/port-holder.ts";
import { variableOf } from "../configuration/configuration-keys.ts";
import { readNamedFile } from "../configuration/named-file.ts";
import { HttpRefusal } from "../http-refusal.ts";
import { type AnsweringParts, answer } from "./answer.ts";
import { refusalResponse } from "./refusal-response.ts";

/** The largest request of ours is a token exchange; an ID token with hundreds of groups has 20 KB. */
const LARGEST_BODY = 128 * 1024;
/** In seconds: a client that is silent for as long is let go. */
const SILENCE_S = 75;

/** Where a server listens. */
export interface ListenSettings {
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  /** What names the port in the configuration; absent: `port`. */
  readonly key?: "port" | "metricsPort";
  /** TLS of its own; absent: a proxy in front of it has it. */
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
}

/** Address and port as in a URL. */
export function placeOf({ address, port }: Pick<ListenSettings, "address" | "port">): string {
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

/** An open port. */
export interface OpenPort {
  readonly port: number;
  /** Takes no more connections, and ends when those that are open have been answered, or after the grace. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Opens the port of a server.
 *
 * @param parts - what answers the next request
 * @throws {ActasError} `system`
 */
export function listen(settings: ListenSettings, parts: () => AnsweringParts): OpenPort {
  const { address, port } = settings;
  const tls = settings.tls && tlsOf(settings.tls);
  let underway = 0;
  try {
    const server: Server<undefined> = serve({
      hostname: address,
      port,
      maxRequestBodySize: LARGEST_BODY,
      idleTimeout: SILENCE_S,
      ...(tls && { tls }),
      fetch: async (request, self) => {
        underway++;
        try {
          return await answer(request, self.requestIP(request)?.address ?? "", parts());
        } finally {
          underway--;
        }
      },
      error: () => refusalResponse(new HttpRefusal(500, "server_error", "cannot answer"), "text"),
    });
    return {
      port: server.port ?? port,
      stop: async (graceMs) => {
        const stopped = server.stop(false);
        const end = performance.now() + graceMs;
        while (underway > 0 && performance.now() < end) await Bun.sleep(20);
        await Promise.race([stopped, Bun.sleep(underway > 0 ? 0 : 500)]);
        await server.stop(true);
      },
    };
  } catch (error) {
    const at = placeOf(settings);
    const hints = hintsOn(error, settings.key);
    if (!isCode(error, "EADDRINUSE")) throw systemError(error, `listen on ${at}`, hints);
    throw new ActasError("system", `cannot listen on ${at}: ${whoListens(port)}`, { hints, cause: error });
  }
}

function hintsOn(error: unknown, key: ListenSettings["key"] = "port"): readonly string[] {
  if (isCode(error, "EADDRNOTAVAIL")) return ["`listen.address` in the configuration is an address of this machine"];
  if (!isCode(error, "EADDRINUSE") && !isCode(error, "EACCES")) return [];
  const variable = variableOf(["listen", key]);
  return [`\`listen.${key}\` in the configuration names another port, and so does ${variable}`];
}

function tlsOf({ certificateFile, keyFile }: { readonly certificateFile: string; readonly keyFile: string }): {
  readonly cert: string;
  readonly key: string;
} {
  return { cert: fileOf(certificateFile), key: fileOf(keyFile) };
}

function fileOf(path: string): string {
  try {
    return readNamedFile(path);
  } catch (error) {
    if (error instanceof ActasError) throw error;
    throw systemError(error, `read ${path}`);
  }
}
