import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/program.ts";

/** Programs of the readers, which the pages run as examples. */
const PROGRAMS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["bin/terraform", "bin/make", "bin/docker", "bin/code", "bin/my-daemon", "bin/my-launcher"].map((name) => [
      name,
      ":",
    ]),
  ),
  ...Object.fromEntries(
    ["old-tool", "nightly-backup.sh", "deploy.sh", "long-job", "shop/deploy.sh"].map((name) => [name, ":"]),
  ),
  // Fails where it gets no credentials.
  "bin/acts":
    'test -n "$AWS_CONTAINER_CREDENTIALS_FULL_URI$AWS_SESSION_TOKEN" || grep -q ^aws_session_token "$AWS_SHARED_CREDENTIALS_FILE"',
  "bin/fzf": "head -n 1",
  "bin/gpg": "echo secret",
  "bin/sleep": ":",
  // Asks for credentials as an SDK does.
  "bin/sdk": `curl -s -w ' %{http_code}' -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" \\
  "$AWS_CONTAINER_CREDENTIALS_FULL_URI" | sed -E 's/^\\{"Code":"(\\w+)","Message":"(.*)"\\}\\s* ([0-9]+)$/\\3 \\1: \\2\\n/'`,
};

/** The variables of someone who follows a page. */
export function surroundings(): Readonly<Record<string, string>> {
  const browser = `${process.execPath} ${join(import.meta.dir, "open-page.ts")}`;
  return { SHELL: "/bin/bash", PAGER: "cat", REPOSITORY: ROOT, BROWSER: browser };
}

/** Writes the readers' programs into a home directory, whose `bin` is in PATH. */
export function writePrograms(home: string): void {
  for (const [name, script] of Object.entries(PROGRAMS)) write(join(home, name), script);
}

function write(path: string, script: string): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
