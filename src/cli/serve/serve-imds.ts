import { ActasError } from "../../base/errors.ts";
import { ownPaths } from "../../files/own-paths.ts";
import type { Door } from "../../serve/door.ts";
import { imdsEnvironment, openImds } from "../../serve/imds/open-imds.ts";
import { findProgram } from "../../system/find-program.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { ownUid } from "../../system/own-uid.ts";
import { Interrupted } from "../../system/terminal/interrupted.ts";
import { interrupted } from "../terminal/interrupted.ts";
import { say } from "../terminal/say.ts";
import { runServe } from "./run-serve.ts";
import type { ServeFlags } from "./serve-flags.ts";

export interface ImdsFlags extends ServeFlags {
  readonly imdsv1?: true;
}

/** `actas serve imds [TARGET]` */
export async function serveImds(target: string | undefined, flags: ImdsFlags): Promise<void> {
  refuseSudo();
  const { runtime } = ownPaths();
  await runServe(
    {
      kind: "imds",
      open: (serving, port, targets) =>
        opened({
          serving,
          port,
          allowsVersion1: flags.imdsv1 === true,
          regionOf: async (served) => (await targets.variables(served)).AWS_REGION ?? undefined,
          runtime,
          asRoot: () => asRoot(flags),
        }),
      environmentOf: imdsEnvironment,
    },
    target,
    flags,
  );
}

async function opened(parts: Parameters<typeof openImds>[0]): Promise<Door> {
  try {
    return await openImds(parts);
  } catch (error) {
    throw error instanceof Interrupted ? interrupted(error.signal) : error;
  }
}

/** Root has other profiles, and another agent. */
function refuseSudo(): void {
  const { SUDO_UID } = process.env;
  if (ownUid() !== 0 || !SUDO_UID || SUDO_UID === "0") return;
  throw new ActasError("usage", "cannot serve with `sudo`: the profiles and the agent would be root's", {
    hints: ["leave `sudo` out: it is called for the one step that needs it"],
  });
}

/** In the background no person can type a password. */
function asRoot({ handedOver }: ImdsFlags): readonly string[] {
  if (ownUid() === 0) return [];
  const sudo = findProgram("sudo", ownSurroundings());
  if (!sudo) throw withoutSudo();
  say(
    "actas: `sudo` gives this machine the address 169.254.169.254, and this command its port 80; nothing stays root's",
  );
  return [sudo, ...(handedOver ? ["--non-interactive"] : []), "--"];
}

function withoutSudo(): ActasError {
  const reason = "only root can give that address, and there is no `sudo`";
  return new ActasError("system", `cannot serve at 169.254.169.254: ${reason}`, {
    hints: ["serve on a port of 127.0.0.1 instead: `--port 0`"],
  });
}
