import { join } from "node:path";
import { pathOf } from "./needs.ts";
import { until } from "./until.ts";

export interface PortThief {
  /** What the thief has printed so far: `took` once they have the port. */
  readonly said: string;
  /** Stops the thief; returns how they got the port, if they did, and how often they tried. */
  end(): Promise<{ readonly took: string | undefined; readonly tries: number }>;
}

/** A third user: neither root nor the ordinary user of other tests. */
const THIEF = ["setpriv", "--reuid=65533", "--regid=65533", "--clear-groups", "--"] as const;

/** Another user (uid 65533) who tries to listen on a port all the time. Needs root, setpriv and python3. */
export async function thiefAt(port: number): Promise<PortThief> {
  const script = join(import.meta.dir, "port-thief.py");
  const words = [...THIEF, pathOf("python3") ?? "python3", script, String(port)];
  const child = Bun.spawn(words, { stdin: "pipe", stderr: "inherit", cwd: "/" });
  let said = "";
  const heard = (async () => {
    for await (const piece of child.stdout) said += new TextDecoder().decode(piece);
  })();
  await until("the thief is ready", () => said.includes("ready"));
  return {
    get said() {
      return said;
    },
    async end() {
      child.stdin.end();
      await heard;
      return { took: /^took.*/m.exec(said)?.[0], tries: Number(/^tries (\d+)/m.exec(said)?.[1]) };
    },
  };
}
