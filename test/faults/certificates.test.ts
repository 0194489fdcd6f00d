import { expect } from "bun:test";
import { cannotMount } from "../support/cannot-mount.ts";
import { needs } from "../support/needs.ts";
import { needsRoot } from "../support/ordinary-user.ts";
import { startTlsFront } from "../support/tls-front.ts";
import { worldTestUnless } from "../support/world-test.ts";

const SYSTEM_STORE = "/etc/ssl/certs/ca-certificates.crt";

worldTestUnless(
  needsRoot() ?? needs("openssl") ?? cannotMount(),
  "an authority that stands only in the system's store is trusted, with and without an agent",
  async (world) => {
    using front = startTlsFront(world.sandbox.url, world.home);
    const env = { AWS_ENDPOINT_URL_STS: front.url, NO_PROXY: "127.0.0.1" };
    // Signed for another host: that AWS refuses it means that it was reached.
    const REACHED = "cannot assume role arn:aws:iam::111122223333:role/ReadOnly: ";
    for (const args of [
      ["process", "readonly"],
      ["process", "--no-agent", "readonly"],
    ]) {
      const unknown = await world.run(args, { env });
      expect(unknown.stderr).toContain(`cannot reach STS at ${front.url}: its certificate is signed by itself`);
      await world.run(["agent", "stop"]);
      const mount = `mount --bind '${front.bundle}' ${SYSTEM_STORE} && exec actas ${args.join(" ")}`;
      const known = await world.runProgram(["unshare", "--mount", "sh", "-c", mount], { env });
      expect(known.stderr).toContain(REACHED);
      expect(known.stderr).not.toContain("cannot reach");
      await world.run(["agent", "stop"]);
    }
  },
);
