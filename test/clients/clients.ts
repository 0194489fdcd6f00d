import { pathOf } from "../support/needs.ts";
import type { Client } from "./client.ts";
import { LIBRARIES } from "./libraries.ts";
import { awscurl, python, rclone, s3cmd, terraformInit } from "./programs.ts";

const BUCKET = "sandbox-111122223333";
const LOAD_CONFIG = { AWS_SDK_LOAD_CONFIG: "1" };
const OWN_FILE = {
  exec: "default profile",
  "exec --mode file": "default profile",
  process: "default profile",
} as const;

/** Reading the user's own file, past the variables that name another one, cannot be kept from it by any variable. */
const READS_THE_FILE = "opens `~/.aws/credentials` itself, whatever the variables say: use `exec --mode env`";

/** Those that are started for each call. */
const TOOLS: readonly Client[] = [
  {
    name: "AWS CLI v2",
    version: "2.9 (Debian)",
    tools: ["aws"],
    command: ({ sandbox }) => [pathOf("aws") ?? "", "--endpoint-url", sandbox.url, "sts", "get-caller-identity"],
  },
  {
    name: "AWS CLI v1",
    version: "1.46",
    tools: ["clients-py"],
    command: () => [pathOf("clients-py") ?? "", "-m", "awscli", "sts", "get-caller-identity"],
  },
  {
    name: "awscurl",
    version: "0.44",
    tools: ["clients-py"],
    command: awscurl,
    otherwise: { exec: "default profile", "exec --mode file": "default profile" },
    note: READS_THE_FILE,
  },
  {
    name: "rclone",
    version: "1.60 (Debian)",
    tools: ["rclone"],
    command: rclone,
    forProcess: LOAD_CONFIG,
    note: "`env_auth = true`; and `AWS_SDK_LOAD_CONFIG=1` for `process`",
  },
  {
    name: "polars",
    version: "2.1",
    tools: ["clients-py"],
    command: () => python("polars_reader"),
    otherwise: OWN_FILE,
    imds: { verdict: "default profile" },
    note: READS_THE_FILE,
  },
  {
    name: "polars with `credential_provider=None`",
    version: "2.1",
    tools: ["clients-py"],
    command: () => [...python("polars_reader"), "no-provider"],
    otherwise: OWN_FILE,
    imds: { verdict: "default profile" },
    note: READS_THE_FILE,
  },
  {
    name: "restic",
    version: "0.14 (Debian)",
    tools: ["restic"],
    command: ({ sandbox }) => [pathOf("restic") ?? "", `--repo=s3:${sandbox.url}/${BUCKET}`, "--no-cache", "snapshots"],
    environment: { RESTIC_PASSWORD: "x" },
    processProfileIn: "credentials",
    status: "fails anyway",
    note: "looks for `credential_process` in `~/.aws/credentials` only",
  },
  {
    name: "Terraform, its backend `s3`",
    version: "1.11",
    tools: ["terraform"],
    command: ({ home }) => terraformInit(home),
    imds: { words: ["-backend-config=skip_metadata_api_check=false"] },
    status: "fails anyway",
  },
  {
    name: "s3cmd",
    version: "2.3 (Debian)",
    tools: ["s3cmd"],
    command: s3cmd,
    otherwise: { exec: "nobody", process: "nobody" },
    note: "reads a credentials file only where it has no file of its own (`~/.s3cfg`): use `exec --mode env`, or `--mode file` without that",
  },
];

/** Every client there is a test for; `docs/reference/clients.md` is written from this table. */
export const CLIENTS: readonly Client[] = [
  ...TOOLS,
  ...LIBRARIES.map((client) => ({ ...client, runs: true }) as const),
];
