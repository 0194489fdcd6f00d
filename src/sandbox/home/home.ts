import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../base/environment.ts";
import { systemError } from "../../base/system-error.ts";
import type { Accounts, SandboxUser } from "../accounts.ts";
import { OTHER_PARTITIONS, partitionOf } from "../partitions.ts";
import { SERVER_FOLDER, serverFiles } from "../team/server-files.ts";
import { sandboxEnvironment } from "./environment.ts";
import { REGION, section } from "./home-section.ts";
import { oldAwsCliWrapper } from "./old-aws-cli.ts";
import { HOME_PREFIX, sandboxesFolder, URL_FILE } from "./running-sandboxes.ts";
import { shellFiles } from "./shell-files.ts";
import { signInProfiles, sourceFiles, ssoSession } from "./source-files.ts";

/** A temporary home directory in which every profile uses the sandbox. */
export interface SandboxHome {
  readonly path: string;
  /** The environment for a program in the sandbox: the given one, without variables that would lead out of it. */
  readonly environment: Readonly<Record<string, string>>;
  delete(): void;
}

/** The sandbox that a home directory is for. */
interface HomeOf {
  readonly url: string;
  readonly accounts: Accounts;
  /** Of the team's server, whose files are there too; absent: there is none. */
  readonly teamUrl?: string;
}

/** Writes `.aws/config` and `.aws/credentials` (0600 in a 0700 directory) with a profile for every case. */
export function createSandboxHome({ url, accounts, teamUrl }: HomeOf, inherited: Environment): SandboxHome {
  const path = newDirectory(sandboxesFolder());
  for (const folder of [
    ".aws",
    "run",
    ".local/state",
    ".config/actas/sources.d",
    ".config/mairu/servers.d",
    ".config/maws",
    ".config/fish",
    // Where they are, a first fish does not read all manual pages to make completions.
    ".local/share/fish/generated_completions",
    ".cache/fish/generated_completions",
    ".cache",
    "bin",
    ...(teamUrl ? [SERVER_FOLDER] : []),
  ]) {
    mkdirSync(join(path, folder), { recursive: true, mode: 0o700 });
  }
  writePrivate(join(path, ".aws/config"), configOf(accounts, url));
  writePrivate(join(path, ".aws/credentials"), credentialsOf(accounts.users));
  for (const [file, text] of Object.entries(sourceFiles(url, teamUrl))) {
    writePrivate(join(path, ".config", file), text);
  }
  for (const [file, text] of Object.entries(teamUrl ? serverFiles(path, url, teamUrl) : {})) {
    writePrivate(join(path, file), text);
  }
  writePrivate(join(path, URL_FILE), url);
  writePrivate(join(path, "bin/aws"), oldAwsCliWrapper(path, url), 0o700);
  for (const [file, text] of Object.entries(shellFiles())) writePrivate(join(path, file), text);
  return {
    path,
    environment: sandboxEnvironment(path, url, inherited),
    delete: () => rmSync(path, { recursive: true, force: true }),
  };
}

function newDirectory(folder: string): string {
  try {
    return mkdtempSync(join(folder, HOME_PREFIX));
  } catch (error) {
    throw systemError(error, `make a home directory for the sandbox in ${folder}`, [
      "TMPDIR names another directory for temporary files",
    ]);
  }
}

function configOf({ users, roles }: Pick<Accounts, "users" | "roles">, url: string): string {
  const serialNumber = users.find(({ name }) => name === "ana")?.mfaDevice?.serialNumber ?? "";
  const withMfa = { source_profile: "ana", mfa_serial: serialNumber };
  const arn = (name: string): string => roles.find(({ arn }) => arn.endsWith(`/${name}`))?.arn ?? "";
  const numbered = [1, 2, 3, 4, 5].map((n) => [`dev${n}`, { role_arn: arn(`Dev${n}`), ...withMfa }] as const);
  const profiles: Record<string, Record<string, string>> = {
    ana: { mfa_serial: serialNumber },
    ben: {},
    "keys-no-mfa": {},
    staging: { role_arn: arn("Dev"), ...withMfa },
    admin: { role_arn: arn("Admin"), duration_seconds: "43200", ...withMfa },
    readonly: { role_arn: arn("ReadOnly"), source_profile: "ben" },
    deploy: { role_arn: arn("Deploy"), source_profile: "staging" },
    partner: { role_arn: arn("Partner"), external_id: "sandbox-external-id", source_profile: "ben" },
    audit: { role_arn: arn("Audit"), ...withMfa },
    nobody: { role_arn: arn("Nobody"), source_profile: "ben" },
    ...Object.fromEntries(numbered),
    ...profilesElsewhere({ users, roles }),
    ...signInProfiles(url),
  };
  const sections = Object.entries(profiles).map(([name, keys]) =>
    section(`profile ${name}`, { region: REGION, endpoint_url: url, ...keys }),
  );
  return [section("default", { region: REGION }), ssoSession(url), ...sections].join("\n");
}

/** For each other partition a user's profile, and one with a role that wants MFA: `gov` and `gov-role`. */
function profilesElsewhere({
  users,
  roles,
}: Pick<Accounts, "users" | "roles">): Record<string, Record<string, string>> {
  const pairs = OTHER_PARTITIONS.map(({ user, partition, region }) => {
    const serialNumber = users.find(({ name }) => name === user)?.mfaDevice?.serialNumber ?? "";
    const roleArn = roles.find(({ arn }) => partitionOf(arn) === partition)?.arn ?? "";
    return {
      [user]: { region, mfa_serial: serialNumber },
      [`${user}-role`]: { region, role_arn: roleArn, source_profile: user },
    };
  });
  return Object.assign({}, ...pairs);
}

function credentialsOf(users: readonly SandboxUser[]): string {
  const keysOf = ({ accessKeyId, secretAccessKey }: SandboxUser): Record<string, string> => ({
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
  });
  const ana = users.filter(({ name }) => name === "ana").map((user) => section("keys-no-mfa", keysOf(user)));
  return [...users.map((user) => section(user.name, keysOf(user))), ...ana].join("\n");
}

function writePrivate(path: string, text: string, mode = 0o600): void {
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
}
