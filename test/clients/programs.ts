import { join } from "node:path";
import { pathOf } from "../support/needs.ts";
import type { World } from "../support/world.ts";

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

export function node(): string {
  return Bun.which("node") ?? "node";
}

/** Debian's Python with Debian's packages: not the one of a version manager, which may have none. */
export function debianPython(name: string): readonly string[] {
  return [pathOf("python3") ?? "", program(`python/${name}.py`)];
}

export function python(name: string): readonly string[] {
  return [pathOf("clients-py") ?? "", program(`python/${name}.py`)];
}

/** Version 1 looks below the home directory that the system has for the user, not below HOME. */
export function java(main: string, { home }: World): readonly string[] {
  const classes = join(pathOf("clients-java") ?? "", "..");
  return ["/usr/bin/java", `-Duser.home=${home}`, "-cp", `${classes}:${join(classes, "../lib/*")}`, main];
}

export function program(name: string): string {
  return join(import.meta.dir, "programs", name);
}

/** Lists the buckets. */
export function s3cmd({ home, sandbox }: World): readonly string[] {
  const host = sandbox.url.replace("http://", "");
  const options = [
    `--config=${home}/.s3cfg`,
    `--host=${host}`,
    `--host-bucket=${host}`,
    "--no-ssl",
    "--region=eu-west-1",
  ];
  return [pathOf("s3cmd") ?? "", ...options, "ls"];
}

export function rclone({ sandbox }: World): readonly string[] {
  const options = `provider=Other,env_auth=true,region=eu-west-1,endpoint="${sandbox.url}"`;
  return [pathOf("rclone") ?? "", "lsd", `:s3,${options}:`, "--low-level-retries=1", "--retries=1"];
}

export function awscurl({ sandbox }: World): readonly string[] {
  const command = join(pathOf("clients-py") ?? "", "../awscurl");
  const query = "Action=GetCallerIdentity&Version=2011-06-15";
  return [command, "--service", "sts", "--region", "eu-west-1", `${sandbox.url}/?${query}`];
}
