import { ActasError } from "../../base/errors.ts";
import { isCode } from "../../base/system-error.ts";
import { askServer } from "../../http/ask-server.ts";
import { programOfPortHolder } from "../../system/ports/port-holder.ts";
import { type ConfigurationCheck, good, note, wrong } from "../configuration-check.ts";
import { type ListenSettings, placeOf } from "./listen.ts";
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
    // What names a certificate may be wrong, too.
    const isPort = error instanceof ActasError && error.message.startsWith("cannot listen on ");
    const cause = isPort ? error.cause : undefined;
    // Whoever starts the server may let it, as systemd does with a capability.
    if (isCode(cause, "EACCES")) return note(WHAT, `${self} is to listen on ${at}, which this user may not`);
    if (isCode(cause, "EADDRINUSE") && (await isServer(listen)))
      return good(WHAT, `${self} listens on ${at}: a server runs there`);
    return wrong(WHAT, error);
  }
}

/** Whether what listens there is a server of actas: most of those who ask have it running. */
async function isServer(listen: ListenSettings): Promise<boolean> {
  const address = listen.address === "0.0.0.0" ? "127.0.0.1" : listen.address === "::" ? "::1" : listen.address;
  const url = `${listen.tls ? "https" : "http"}://${placeOf({ ...listen, address })}/healthz`;
  const request = { url, method: "GET", signal: AbortSignal.timeout(LIMIT_MS) } as const;
  const answer = await askServer(request, "look who listens", "the server").catch(() => undefined);
  if (answer) return answer.headers.has("actas-request");
  // Its certificate is for a name, and not for this address.
  return listen.tls !== undefined && programOfPortHolder(listen.port)?.program === "actas";
}
