import { pathOf } from "./needs.ts";

/** Has a port and does nothing with it, in the way that Linux lets a listener of another user open the same. */
const SCRIPT = `import socket, sys
mine = socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET)
mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
mine.bind((sys.argv[1], int(sys.argv[2])))
print(mine.getsockname()[1], flush=True)
sys.stdin.read()`;

/** Neither root nor the ordinary user of other tests. */
const HIS = ["setpriv", "--reuid=65533", "--regid=65533", "--clear-groups", "--"] as const;

/** A port of another user, whose uid is 65533, who does not listen on it; needs root, setpriv and python3. */
export async function quietSocketAt(port: number, address = "127.0.0.1"): Promise<AsyncDisposable & { port: number }> {
  const words = [...HIS, pathOf("python3") ?? "python3", "-c", SCRIPT, address, String(port)];
  const child = Bun.spawn(words, { stdin: "pipe", stderr: "inherit", cwd: "/" });
  const { value } = await child.stdout.getReader().read();
  return {
    port: Number(new TextDecoder().decode(value)),
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await child.exited;
    },
  };
}
