/** Connects to `connect.ts unix PATH` or `connect.ts tcp PORT`, and stays. */
const [kind, address = ""] = process.argv.slice(2);
const socket = { data() {} };

if (kind === "unix") await Bun.connect({ unix: address, socket });
else await Bun.connect({ hostname: "127.0.0.1", port: Number(address), socket });
await Bun.sleep(60_000);

export {};
