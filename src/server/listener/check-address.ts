import { ActasError } from "../../base/errors.ts";
import { isCode } from "../../base/system-error.ts";
import { askServer } from "../../http/ask-server.ts";
import { programOfPortHolder, uidOfPortHolder } from "../../system/ports/port-holder.ts";
import { type ConfigurationCheck, good, note, wrong } from "../configuration-check.ts";
import type { ListenSettings } from "./listen.ts";
import { type DoorSettings, ServerDoor } from "./server-door.ts";

const WHAT = "address";
/** A server that is there answers at once. */
const LIMIT_MS = 2_000;

/** Whether a server could listen where its configuration says: its ports are opened for a moment. */
export async function checkAddress(settings: DoorSettings): Promise<ConfigurationCheck> {
  const { listen, url } = settings;
  const at = placeOf(listen);
  const self = url === undefined ? "it" : `it is ${url}, and`;
  try {
    await new ServerDoor(settings, { log: () => {}, accessLog: () => {} }).close(0);
    return good(WHAT, `${self} listens on ${at}`);
  } catch (error) {
    const cause = error instanceof ActasError ? error.cause : undefined;
    // Whoever starts the server may let it, as systemd does with a capability.
    if (isCode(cause, "EACCES")) return note(WHAT, `${self} is to listen on ${at}, which this user may not`);
    if (!isCode(cause, "EADDRINUSE")) return wrong(WHAT, error);
    if (await isServer(listen)) return good(WHAT, `${self} listens on ${at}: a server runs there`);
    return wrong(WHAT, withHolder(error as ActasError, settings));
  }
}

function placeOf({ address, port }: ListenSettings): string {
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

/** Whether what listens there is a server of actas: most of those who ask have it running. */
async function isServer(listen: ListenSettings): Promise<boolean> {
  if (programOfPortHolder(listen.port)?.program === "actas") return true;
  const address = listen.address === "0.0.0.0" ? "127.0.0.1" : listen.address === "::" ? "::1" : listen.address;
  const url = `${listen.tls ? "https" : "http"}://${placeOf({ ...listen, address })}/healthz`;
  const request = { url, method: "GET", signal: AbortSignal.timeout(LIMIT_MS) } as const;
  const answer = await askServer(request, "look who listens", "the server").catch(() => undefined);
  return answer?.headers.has("actas-request") ?? false;
}

/** The same error with the name of the program that has the port, as far as the system tells. */
function withHolder(error: ActasError, { listen, metricsPort }: DoorSettings): ActasError {
  const port = metricsPort !== undefined && error.message.includes(`:${metricsPort}:`) ? metricsPort : listen.port;
  const holder = programOfPortHolder(port);
  const uid = holder ? undefined : uidOfPortHolder(port);
  const who = holder
    ? `${holder.program}, pid ${holder.pid},`
    : uid === undefined
      ? undefined
      : `a program of uid ${uid}`;
  if (who === undefined) return error;
  const { cause, hints, message } = error;
  return new ActasError("system", message.replace("another program listens", `${who} listens`), { cause, hints });
}
