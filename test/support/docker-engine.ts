import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cannotMount } from "./cannot-mount.ts";
import { makeImageRoot } from "./container-engine.ts";
import { needs } from "./needs.ts";
import { needsRoot } from "./ordinary-user.ts";
import { until } from "./until.ts";

/** Why Docker cannot run here; undefined if it can. */
export function needsDocker(): string | undefined {
  return (
    needsRoot() ?? cannotMount() ?? needs("dockerd", "iptables", "nsenter", "unshare", "ip", "python3", "botocore")
  );
}

/** A real Docker with storage of its own, as {@link ContainerEngine} has podman. Its one image is `image`. */
export class DockerEngine implements AsyncDisposable {
  readonly #folder: string;
  readonly #daemon: Bun.Subprocess;
  /** For every command that is to find it. */
  readonly environment: Readonly<Record<string, string>>;

  private constructor(folder: string) {
    this.#folder = folder;
    const socket = `unix://${folder}/socket`;
    this.environment = { DOCKER_HOST: socket, PATH: "/usr/bin:/bin:/usr/sbin:/sbin", HOME: folder };
    const places = `--data-root ${folder}/data --exec-root ${folder}/exec --pidfile ${folder}/pid --host ${socket}`;
    const daemon = `exec dockerd ${places} --storage-driver vfs --bip 172.31.251.1/24`;
    // In a network of its own it changes neither the bridges of this machine nor its firewall.
    const view = "ip link set lo up; umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup";
    this.#daemon = Bun.spawn(["unshare", "--mount", "--net", "sh", "-c", `${view}; ${daemon}`], {
      stdio: ["ignore", "ignore", "ignore"],
      env: this.environment,
    });
  }

  static async start(): Promise<DockerEngine> {
    const engine = new DockerEngine(mkdtempSync(join(tmpdir(), "actas-docker-")));
    await until("Docker answers", () => engine.ask("version").exitCode === 0);
    makeImageRoot(join(engine.#folder, "root"));
    engine.makeImage("image");
    return engine;
  }

  /** Lets every user have it. */
  open(): void {
    chmodSync(this.#folder, 0o755);
    chmodSync(join(this.#folder, "socket"), 0o666);
  }

  ask(...words: readonly string[]): Bun.SyncSubprocess<"pipe", "pipe"> {
    return this.#run(["docker", ...words]);
  }

  /** Runs a command in the network of the engine. */
  inNetwork(...words: readonly string[]): Bun.SyncSubprocess<"pipe", "pipe"> {
    return this.#run(["nsenter", `--net=/proc/${this.#daemon.pid}/ns/net`, "--", ...words]);
  }

  /** Makes an image like `image`, of which more is said in the words of a Dockerfile. */
  makeImage(name: string, ...changes: readonly string[]): void {
    const root = join(this.#folder, "root");
    const options = changes.map((change) => `--change '${change}'`).join(" ");
    const { exitCode, stderr } = this.#run([
      "sh",
      "-c",
      `tar -C '${root}' -cf - . | docker import ${options} - ${name}`,
    ]);
    if (exitCode !== 0) throw new Error(`cannot make an image: ${stderr}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#daemon.kill("SIGTERM");
    await this.#daemon.exited;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #run(words: readonly string[]): Bun.SyncSubprocess<"pipe", "pipe"> {
    return Bun.spawnSync([...words], { env: this.environment, stdout: "pipe", stderr: "pipe" });
  }
}
