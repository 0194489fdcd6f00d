import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cannotMount } from "./cannot-mount.ts";
import { needs } from "./needs.ts";
import { asOrdinaryUser, giveHomeAway, needsRoot } from "./ordinary-user.ts";
import { PROGRAM } from "./program.ts";
import type { Outcome } from "./run-command.ts";
import type { World } from "./world.ts";

/**
 * The default network of an engine, in place of the one that all engines of the machine share: two of them on one bridge
 * give the same address to two containers.
 */
interface EngineNetwork {
  /** Also the name of its bridge, which has at most 15 letters. It stays when the last container has gone. */
  readonly name: string;
  /** The first three numbers of its addresses. */
  readonly prefix: string;
}

function ownNetwork(): EngineNetwork {
  const number = 1 + (process.pid % 250);
  const [third] = crypto.getRandomValues(new Uint8Array(1));
  return { name: `actas${process.pid}n${third}`.slice(0, 15), prefix: `10.${number}.${third}` };
}

/** Asks the container endpoint as an SDK does, and writes what it answers, or its status and body. */
export const ASK = `python3 -c '
import os, urllib.request, urllib.error
ask = urllib.request.Request(os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"])
ask.add_header("Authorization", os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN"])
try: print(urllib.request.urlopen(ask, timeout=5).read().decode())
except urllib.error.HTTPError as error: print(error.code, error.read().decode())'`;

/** Why there can be no containers here; undefined if there can be. */
export function needsEngine(): string | undefined {
  return (
    needsRoot() ??
    cannotMount() ??
    needs("podman", "crun", "slirp4netns", "cni", "iptables", "nsenter", "unshare", "ip", "python3", "botocore")
  );
}

/**
 * A real podman with its own storage, which runs on a machine with little: in a view of the file system that has cgroups
 * as podman wants them, and with a `crun` that sets no limits, since a container of CI may not raise any. Its one image,
 * `image`, has nothing but the machine's own `/usr`, mounted by {@link RUN}.
 */
export class ContainerEngine implements AsyncDisposable {
  readonly #world: World;
  readonly #holder: Bun.Subprocess;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #network = ownNetwork();
  readonly #user: readonly string[];
  /** The root directory of the image. */
  readonly #root: string;

  private constructor(world: World, holder: Bun.Subprocess, user: readonly string[]) {
    this.#world = world;
    this.#holder = holder;
    this.#user = user;
    this.#root = join(world.home, "image");
    const { PATH = "" } = world.environment;
    this.#environment = { PATH: `${PATH}:/usr/sbin:/sbin`, CONTAINERS_CONF: join(world.home, "containers.conf") };
  }

  /** @param who - whose engine it is; the ordinary user gets the HOME of the world, too */
  static async start(world: World, who: "root" | "ordinary user" = "root"): Promise<ContainerEngine> {
    const view = "umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup && echo ready && exec sleep infinity";
    const holder = Bun.spawn(["unshare", "--mount", "sh", "-c", view], { stdout: "pipe", stderr: "ignore", env: {} });
    await holder.stdout.getReader().read();
    const engine = new ContainerEngine(world, holder, who === "root" ? [] : asOrdinaryUser([]));
    await Bun.write(join(world.home, "crun-without-limits"), WITHOUT_LIMITS);
    chmodSync(join(world.home, "crun-without-limits"), 0o755);
    await Bun.write(join(world.home, "containers.conf"), settings(world.home, engine.#network));
    await Bun.write(join(world.home, "networks/bridge.conflist"), networkSettings(engine.#network));
    makeImageRoot(engine.#root);
    if (who !== "root") giveHomeAway(world);
    await engine.#import();
    return engine;
  }

  /** The command line of podman, up to its command. */
  get podman(): string[] {
    const { home } = this.#world;
    const places = ["--root", `${home}/containers`, "--runroot", `${home}/containers-run`];
    return ["podman", ...places, "--storage-driver", "vfs", "--tmpdir", `${home}/containers-tmp`];
  }

  /** The words of a container that runs a script. */
  container(network: string, options: readonly string[], script: string): string[] {
    return [...this.podman, "run", ...RUN, "--network", network, ...options, "image", "/bin/sh", "-c", script];
  }

  /** Runs actas where the engine is. */
  run(args: readonly string[]): Promise<Outcome> {
    return this.#runHere([PROGRAM, ...args]);
  }

  /** Runs podman. */
  ask(...words: readonly string[]): Promise<Outcome> {
    return this.#runHere([...this.podman, ...words]);
  }

  /** The words that run a command where the engine is. */
  here(words: readonly string[]): string[] {
    return ["nsenter", `--mount=/proc/${this.#holder.pid}/ns/mnt`, "--", ...this.#user, ...words];
  }

  get environment(): Readonly<Record<string, string>> {
    return { ...this.#world.environment, ...this.#environment };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ask("rm", "--all", "--force", "--time", "0");
    // Without root it has left a process that keeps its namespaces.
    await this.ask("system", "migrate");
    await this.#runHere(["ip", "link", "delete", this.#network.name]);
    await this.#runHere(["rm", "-rf", `/var/lib/cni/networks/${this.#network.name}`]);
    this.#holder.kill();
    await this.#holder.exited;
  }

  #runHere(words: readonly string[]): Promise<Outcome> {
    return this.#world.runProgram(this.here(words), { env: this.#environment });
  }

  async #import(): Promise<void> {
    const { status, stderr } = await this.#runHere([
      ...[
        "sh",
        "-c",
        `tar -C '${this.#root}' --owner=0 --group=0 -cf - . | "$@"`,
        "sh",
        ...this.podman,
        "import",
        "-q",
      ],
      ...["--change", "ENV AWS_ACCESS_KEY_ID=of-the-image", "--change", "ENV AWS_PROFILE=of-the-image", "-", "image"],
    ]);
    if (status !== 0) throw new Error(`cannot make an image: ${stderr}`);
  }
}

/** The files of an image that has nothing but the machine's own `/usr`, which is to be mounted. */
export function makeImageRoot(folder: string): void {
  mkdirSync(join(folder, "tmp"), { recursive: true });
  for (const name of ["bin", "lib", "lib64"]) symlinkSync(`usr/${name}`, join(folder, name));
}

/** Where cgroups cannot be used; the machine's programs take the place of those of an image. */
const RUN = ["--cgroups=disabled", "--volume", "/usr:/usr:ro"];

const WITHOUT_LIMITS = `#!/bin/bash
file=
for ((at = 1; at < $#; at++)); do
  next=$((at + 1))
  case \${!at} in --bundle | -b) file=\${!next}/config.json ;; --process | -p) file=\${!next} ;; esac
done
[[ -f $file ]] && sed -i -E 's/,"rlimits":\\[[^]]*\\]//; s/"rlimits":\\[[^]]*\\],//' "$file"
exec /usr/bin/crun "$@"
`;

function settings(home: string, { name }: EngineNetwork): string {
  return `[engine]
runtime = "crun"
cgroup_manager = "cgroupfs"
events_logger = "file"
[engine.runtimes]
crun = ["${home}/crun-without-limits"]
[network]
network_backend = "cni"
network_config_dir = "${home}/networks"
default_network = "${name}"
`;
}

function networkSettings({ name, prefix }: EngineNetwork): string {
  const ranges = [[{ subnet: `${prefix}.0/24`, gateway: `${prefix}.1` }]];
  const ipam = { type: "host-local", routes: [{ dst: "0.0.0.0/0" }], ranges };
  const bridge = { type: "bridge", bridge: name, isGateway: true, ipMasq: true, hairpinMode: true, ipam };
  const others = [{ type: "portmap", capabilities: { portMappings: true } }, { type: "firewall" }, { type: "tuning" }];
  return JSON.stringify({ cniVersion: "0.4.0", name, plugins: [bridge, ...others] });
}
