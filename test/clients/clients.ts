import { join } from "node:path";
import { pathOf } from "../support/needs.ts";
import type { World } from "../support/world.ts";
import type { Client } from "./client.ts";

const BUCKET = "sandbox-111122223333";
const LOAD_CONFIG = { AWS_SDK_LOAD_CONFIG: "1" };
const NO_PROCESS = { process: "nobody" } as const;
const OWN_FILE = {
  exec: "default profile",
  "exec --mode file": "default profile",
  process: "default profile",
} as const;

/** Reading the user's own file, past the variables that name another one, cannot be kept from it by any variable. */
const READS_THE_FILE = "opens `~/.aws/credentials` itself, whatever the variables say: use `exec --mode env`";

/** Every client there is a test for; `docs/reference/clients.md` is written from this table. */
export const CLIENTS: readonly Client[] = [
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
  { name: "boto3", version: "1.26 (Debian)", tools: ["python3", "boto3"], command: () => debianPython("boto3_caller") },
  { name: "boto3", version: "1.44", tools: ["clients-py"], command: () => python("boto3_caller") },
  {
    name: "awscurl",
    version: "0.44",
    tools: ["clients-py"],
    command: ({ sandbox }) => [
      join(pathOf("clients-py") ?? "", "../awscurl"),
      ...["--service", "sts", "--region", "eu-west-1"],
      `${sandbox.url}/?Action=GetCallerIdentity&Version=2011-06-15`,
    ],
    otherwise: { exec: "default profile", "exec --mode file": "default profile" },
    note: READS_THE_FILE,
  },
  {
    name: "AWS CRT for Python",
    version: "0.16 (Debian)",
    tools: ["python3", "awscrt"],
    command: () => debianPython("awscrt_caller"),
    otherwise: NO_PROCESS,
    imds: { verdict: "nobody" },
    note: "its default chain knows no `credential_process`; it sends no `Host` to the metadata service",
  },
  { name: "AWS CRT for Python", version: "0.38", tools: ["clients-py"], command: () => python("awscrt_caller") },
  { name: "JavaScript SDK v3", version: "3.1169", tools: [], command: () => [node(), program("javascript/v3.mjs")] },
  {
    name: "JavaScript SDK v2",
    version: "2.1693",
    tools: ["clients-js"],
    command: () => [node(), program("javascript/v2.cjs"), pathOf("clients-js") ?? ""],
    forProcess: LOAD_CONFIG,
    note: "set `AWS_SDK_LOAD_CONFIG=1` for `process`",
  },
  { name: "Go SDK v2", version: "1.17 (Debian)", tools: ["clients-go"], command: () => goProgram("v2") },
  {
    name: "Go SDK v1",
    version: "1.44 (Debian)",
    tools: ["clients-go"],
    command: () => goProgram("v1"),
    forProcess: LOAD_CONFIG,
    note: "set `AWS_SDK_LOAD_CONFIG=1` for `process`",
  },
  {
    name: "rclone",
    version: "1.60 (Debian)",
    tools: ["rclone"],
    command: ({ sandbox }) => {
      const options = `provider=Other,env_auth=true,region=eu-west-1,endpoint="${sandbox.url}"`;
      return [pathOf("rclone") ?? "", "lsd", `:s3,${options}:`, "--low-level-retries=1", "--retries=1"];
    },
    forProcess: LOAD_CONFIG,
    note: "`env_auth = true`; and `AWS_SDK_LOAD_CONFIG=1` for `process`",
  },
  {
    name: "Java SDK v2",
    version: "2.57",
    tools: ["jdk", "clients-java"],
    command: (world) => java("CallerV2", world),
  },
  {
    name: "Java SDK v1",
    version: "1.12",
    tools: ["jdk", "clients-java"],
    command: (world) => java("CallerV1", world),
    processProfileIn: "credentials",
    note: "looks for `credential_process` in `~/.aws/credentials` only",
  },
  {
    name: "Rust SDK",
    version: "1.124",
    tools: ["clients-rust"],
    command: () => [pathOf("clients-rust") ?? ""],
  },
  { name: "C++ SDK (pyarrow)", version: "26", tools: ["clients-py"], command: () => python("pyarrow_reader") },
  {
    name: "Rust object_store (obstore)",
    version: "0.12",
    tools: ["clients-py"],
    command: () => python("obstore_reader"),
    otherwise: { ...NO_PROCESS, "exec --mode file": "nobody" },
    note: "knows no profiles",
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
    name: "minio-py, its whole AWS chain",
    version: "7.2",
    tools: ["clients-py"],
    command: () => python("minio_reader"),
    otherwise: NO_PROCESS,
    note: "knows no `credential_process`",
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
    name: "Ruby SDK",
    version: "3.168 (Debian)",
    tools: ["ruby-aws"],
    command: () => ["/usr/bin/ruby", program("ruby/caller.rb")],
    otherwise: { exec: "nobody" },
    note: "this version knows no container endpoint: use `exec --mode env`",
  },
  {
    name: "s3cmd",
    version: "2.3 (Debian)",
    tools: ["s3cmd"],
    command: ({ home, sandbox }) => {
      const host = sandbox.url.replace("http://", "");
      const options = [
        `--config=${home}/.s3cfg`,
        `--host=${host}`,
        `--host-bucket=${host}`,
        "--no-ssl",
        "--region=eu-west-1",
      ];
      return [pathOf("s3cmd") ?? "", ...options, "ls"];
    },
    otherwise: { exec: "nobody", process: "nobody" },
    note: "reads a credentials file only where it has no file of its own (`~/.s3cfg`): use `exec --mode env`, or `--mode file` without that",
  },
];

/** A program of `programs/go`, as `.ci/install-clients` has compiled it. */
export function goProgram(name: string): readonly string[] {
  return [join(pathOf("clients-go") ?? "", "..", name)];
}

/** Asks for the state, with a folder for its data below a home directory. */
export function terraformInit(home: string): readonly string[] {
  const variables = [`TF_DATA_DIR=${join(home, ".terraform.d/data")}`, "CHECKPOINT_DISABLE=1"];
  const options = [`-chdir=${program("terraform")}`, "init", "-input=false", "-no-color"];
  return ["/usr/bin/env", ...variables, pathOf("terraform") ?? "", ...options];
}

function node(): string {
  return Bun.which("node") ?? "node";
}

/** Debian's Python with Debian's packages: not the one of a version manager, which may have none. */
function debianPython(name: string): readonly string[] {
  return [pathOf("python3") ?? "", program(`python/${name}.py`)];
}

function python(name: string): readonly string[] {
  return [pathOf("clients-py") ?? "", program(`python/${name}.py`)];
}

/** Version 1 looks below the home directory that the system has for the user, not below HOME. */
function java(main: string, { home }: World): readonly string[] {
  const classes = join(pathOf("clients-java") ?? "", "..");
  return ["/usr/bin/java", `-Duser.home=${home}`, "-cp", `${classes}:${join(classes, "../lib/*")}`, main];
}

function program(name: string): string {
  return join(import.meta.dir, "programs", name);
}
