import { pathOf } from "./needs.ts";

/** Binds a port without listening. With SO_REUSEADDR, Linux still lets another user listen on the same port. */
const SCRIPT = `import socket, sys
mine = socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET)
mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
mine.bind((sys.argv[1], int(sys.argv[2])))
print(mine.getsockname()[1], flush=True)
sys.stdin.read()`;

/** A third user: neither root nor the ordinary user of other tests. */
const HIS = ["setpriv", "--reuid=65533", "--regid=65533", "--clear-groups", "--"] as const;

/** A port that another user (uid 65533) has bound without listening. Needs root, setpriv and python3. */
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
