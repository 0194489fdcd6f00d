/** Hardens itself unless told `open`, says what could not be done and what `umask` is, then waits to be looked into. */

import { ownUid } from "../../src/system/own-uid.ts";
import { LoopbackClients } from "../../src/system/ports/loopback-clients.ts";
import { harden } from "../../src/system/processes/hardening.ts";

const failures = process.argv.includes("open") ? [] : harden();
const server = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
const client = await Bun.connect({ hostname: "127.0.0.1", port: server.port, socket: { data() {} } });
const clients = new LoopbackClients({ address: "127.0.0.1", port: server.port });
const seesItsClient = clients.uidOf({ address: "127.0.0.1", port: client.localPort }) === ownUid();

console.log(JSON.stringify({ failures, umask: process.umask().toString(8), seesItsClient }));
await Bun.sleep(60_000);
