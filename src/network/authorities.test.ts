import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authoritiesOf } from "./authorities.ts";

/** A pipe that nobody writes to, and a device that never ends. */
async function endless(body: (path: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "actas-authorities-"));
  try {
    Bun.spawnSync(["mkfifo", join(folder, "pipe")]);
    for (const path of [join(folder, "pipe"), "/dev/zero"]) await body(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a bundle that would never be read to its end is refused", () =>
  endless(async (value) => {
    await expect(authoritiesOf({ bundle: { name: "AWS_CA_BUNDLE", value } })).rejects.toThrow(
      `cannot use \`AWS_CA_BUNDLE\`: ${value} cannot be read: it is not a regular file`,
    );
  }));

test("such a file of further authorities is ignored, as a missing one is", () =>
  endless(async (value) => {
    expect(await authoritiesOf({ further: [{ name: "SSL_CERT_FILE", value }] })).toBeUndefined();
  }));
