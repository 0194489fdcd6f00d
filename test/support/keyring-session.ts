import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./run-command.ts";
import { until } from "./until.ts";

/** A login session with D-Bus and gnome-keyring, in a HOME of its own and without a display. */
export interface KeyringSession extends AsyncDisposable {
  readonly home: string;
  /** The complete environment for programs in it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends the keyring's program and starts it again, unlocked by this password if it is the right one. */
  logInAgain(password: string): Promise<void>;
  /** The keyring's program stops answering, until it `CONT`inues. */
  signal(name: "SIGSTOP" | "SIGCONT"): void;
}

/** Starts one. The first password that it is given is the one of the keyring from then on. */
export async function keyringSession(password = "first"): Promise<KeyringSession> {
  const home = mkdtempSync(join(tmpdir(), "actas-keyring-"));
  const runtime = join(home, "run");
  mkdirSync(runtime);
  chmodSync(runtime, 0o700);
  const basic = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: home, XDG_RUNTIME_DIR: runtime, LANG: "C.UTF-8" };
  const bus = Bun.spawn(["dbus-daemon", "--session", "--nofork", "--print-address=1"], {
    env: basic,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const address = new TextDecoder().decode((await bus.stdout.getReader().read()).value).trim();
  const environment = { ...basic, DBUS_SESSION_BUS_ADDRESS: address };
  let keeper = await startKeeper(environment, password);
  return {
    home,
    environment,
    signal: (name) => keeper.kill(name),
    async logInAgain(again) {
      await end(keeper);
      keeper = await startKeeper(environment, again);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([end(keeper), end(bus)]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function startKeeper(env: Record<string, string>, password: string) {
  const keeper = Bun.spawn(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], {
    env,
    stdio: [new Blob([password]), "ignore", "ignore"],
  });
  await until("gnome-keyring is there", () => Bun.spawnSync([...ASK_FOR_NAME], { env }).exitCode === 0);
  return keeper;
}

const ASK_FOR_NAME = [
  ...["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"],
  ...["org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.secrets"],
];

async function end(process: Bun.Subprocess): Promise<void> {
  process.kill("SIGKILL");
  await process.exited;
}

/** What a program of the session printed that uses a keyring in a folder of its HOME. */
export async function useKeyring(
  { environment, home }: Pick<KeyringSession, "environment" | "home">,
  kind: "keyring" | "pass",
  words: readonly string[],
  { input = "", limitMs = 10_000 }: { readonly input?: string; readonly limitMs?: number } = {},
): Promise<string> {
  const command = [process.execPath, USE_KEYRING, kind, join(home, kind), String(limitMs), ...words];
  return (await runCommand(command, { cwd: home, environment, input })).stdout.trim();
}

/** A program of its own that uses a keyring. */
export const USE_KEYRING = join(import.meta.dir, "../keyring/use-keyring.ts");
