import { Secret } from "../../src/base/secret.ts";
import { keyringChild } from "../../src/keyring/keyring-child.ts";
import { KEYRING_CHILD } from "../../src/keyring/keyring-child-argument.ts";
import { OsKeyring } from "../../src/keyring/os-keyring.ts";
import { Pass } from "../../src/keyring/pass.ts";
import { SealedFiles } from "../../src/keyring/sealed-files.ts";

/* A program of its own that uses a keyring: `KIND FOLDER LIMIT_MS ACTION NAME`; a secret is on standard input. */
const [kind = "", folder = "", limit = "", action, name = ""] = process.argv.slice(2);
if (kind === KEYRING_CHILD) process.exit(await keyringChild());
const asking = { limitMs: Number(limit) };
const keyring = new SealedFiles(folder, kind === "pass" ? new Pass(asking) : new OsKeyring(asking));

try {
  console.log(await act());
} catch (error) {
  console.log(String(error));
}

async function act(): Promise<string> {
  switch (action) {
    case "read":
      return (await keyring.read(name))?.reveal() ?? "nothing";
    case "write":
      return (await keyring.write(name, new Secret(await Bun.stdin.text()))) ?? "written";
    case "remove":
      return (await keyring.remove(name)) ? "removed" : "nothing";
    case "names":
      return (await keyring.names()).join(" ");
    default: {
      // Writes and removes without an end, for those who kill it.
      for (let n = 0; ; n++) {
        await keyring.write(name, new Secret(`${name} ${"x".repeat(n % 5_000)}`));
        if (n % 7 === 0) await keyring.remove(name);
      }
    }
  }
}
