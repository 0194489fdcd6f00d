import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathOf } from "./needs.ts";

const NAMESPACE = "actas-bundle";

interface Signing {
  /** A file of a private key. */
  readonly key: string;
  /** What it signs for; absent: bundles. */
  readonly namespace?: string;
}

/** The people who write a bundle, with their files in a folder. */
export class Organisation {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  at(name: string): string {
    return join(this.#folder, name);
  }

  /** Makes a key; returns the path of the private half. */
  key(name: string, kind = "ed25519"): string {
    const path = this.at(name);
    // A long RSA key takes seconds to make.
    sshKeygen(["-q", "-t", kind, ...(kind === "rsa" ? ["-b", "1024"] : []), "-N", "", "-C", "", "-f", path]);
    return path;
  }

  /** Writes a bundle without a signature; returns its path. */
  write(content: object, name = "bundle.json"): string {
    const path = this.at(name);
    writeFileSync(path, JSON.stringify({ name: "example", serial: 1, issued: "2026-11-28", ...content }));
    return path;
  }

  /** Writes a bundle and its signature; returns the path of the bundle. */
  sign(content: object, { key, namespace = NAMESPACE }: Signing, name = "bundle.json"): string {
    const path = this.write(content, name);
    writeFileSync(`${path}.sig`, signature(readFileSync(path), key, namespace));
    return path;
  }
}

/** The public half of a key, in the form of files. */
export function publicKey(key: string): string {
  return readFileSync(`${key}.pub`, "utf8").trim();
}

/** The fingerprint of a key, as `ssh-keygen -l` prints it. */
export function fingerprint(key: string): string {
  return /SHA256:\S+/.exec(sshKeygen(["-l", "-f", `${key}.pub`]).toString())?.[0] ?? "";
}

function signature(text: Uint8Array, key: string, namespace: string): Uint8Array {
  return sshKeygen(["-Y", "sign", "-q", "-f", key, "-n", namespace], text);
}

function sshKeygen(words: readonly string[], input?: Uint8Array): Buffer {
  const { stderr, stdout, status } = spawnSync(pathOf("ssh-keygen") ?? "ssh-keygen", words, input ? { input } : {});
  if (status !== 0) throw new Error(`ssh-keygen ${words.join(" ")}: ${stderr}`);
  return stdout;
}
