import { join } from "node:path";
import { pathOf } from "../support/needs.ts";
import type { World } from "../support/world.ts";
import { goCaller } from "./go-caller.ts";

/** A program written by others that gets credentials its own way and makes one signed call. */
export interface Client {
  readonly name: string;
  readonly tools: readonly string[];
  /** Its command in a world, for the call to the world's AWS. */
  command(world: World): Promise<readonly string[]> | readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** What it prints when AWS has accepted its signature. */
  readonly proof: RegExp;
}

const DEV = /arn:aws:sts::111122223333:assumed-role\/Dev\//;

/** The clients that must work with every delivery. */
export const CLIENTS: readonly Client[] = [
  {
    name: "AWS CLI v2",
    tools: ["aws"],
    command: ({ sandbox }) => [pathOf("aws") ?? "", "--endpoint-url", sandbox.url, "sts", "get-caller-identity"],
    proof: DEV,
  },
  { name: "boto3", tools: ["python3", "boto3"], command: pythonCaller, proof: DEV },
  {
    name: "JavaScript SDK v3",
    tools: [],
    command: () => [Bun.which("node") ?? "node", program("caller.mjs")],
    proof: DEV,
  },
  { name: "Go SDK v2", tools: ["go", "go-aws-sdk"], command: goCaller, proof: DEV },
  {
    name: "rclone",
    tools: ["rclone"],
    command: ({ sandbox }) => {
      const options = `provider=Other,env_auth=true,region=eu-west-1,endpoint="${sandbox.url}"`;
      return [pathOf("rclone") ?? "", "lsd", `:s3,${options}:`, "--low-level-retries=1", "--retries=1"];
    },
    // Version 1 of the Go SDK reads ~/.aws/config only when it is told to.
    environment: { AWS_SDK_LOAD_CONFIG: "1" },
    proof: /sandbox-111122223333$/m,
  },
];

/** Debian's Python with its boto3: not the one of a version manager, which may have no boto3. */
export function pythonCaller(): readonly string[] {
  return [pathOf("python3") ?? "", program("caller.py")];
}

function program(name: string): string {
  return join(import.meta.dir, "programs", name);
}
