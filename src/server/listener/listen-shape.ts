import { z } from "zod/mini";

const Path = z.string().check(z.startsWith("/"), z.maxLength(4_096));
const HostName = z
  .string()
  .check(
    z.refine(
      (name) => /^[^\s:/?#@[\]*\\]{1,253}$/.test(name) && URL.canParse(`http://${name}/`),
      "it is the name of a host, without a port",
    ),
  );
const Port = z.int().check(z.gte(0), z.lte(65_535));

/** What `actas-server.json` says of where the server listens. */
export const ListenShape = z.strictObject({
  address: z.exactOptional(
    z.string().check(z.minLength(2), z.describe("Of this machine; 127.0.0.1. 0.0.0.0 or ::: all of them.")),
  ),
  port: z.exactOptional(Port.check(z.describe("0: any free one; 8321."))),
  metricsPort: z.exactOptional(
    Port.check(z.describe("Where /metrics is, and only that. Absent: at the port of the server.")),
  ),
  proxies: z.exactOptional(
    z
      .array(z.string())
      .check(
        z.describe("Addresses and networks of proxies that are believed when X-Forwarded-For says whom they ask for."),
      ),
  ),
  hosts: z.exactOptional(
    z
      .array(HostName)
      .check(
        z.describe(
          "Names by which it is asked besides that of url, such as actas.team.svc by programs of a cluster. By its addresses and as localhost it is always.",
        ),
      ),
  ),
  certificateFile: z.exactOptional(Path.check(z.describe("The certificate, for TLS without a proxy in front."))),
  keyFile: z.exactOptional(Path.check(z.describe("Its key."))),
  drainSeconds: z.exactOptional(
    z
      .int()
      .check(
        z.gte(0),
        z.lte(300),
        z.describe("How long a server that is told to end still answers, while /readyz says that it stops; 5."),
      ),
  ),
});
