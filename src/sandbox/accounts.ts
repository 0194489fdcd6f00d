import { OTHER_PARTITIONS } from "./partitions.ts";
import type { TrustPolicy, TrustStatement } from "./sts/trust.ts";

/** An IAM user of the sandbox. All secrets here are made up, so they are plain text. */
export interface SandboxUser {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfaDevice?: MfaDevice;
}

export interface MfaDevice {
  readonly serialNumber: string;
  /** The TOTP secret in Base32, as AWS shows it. */
  readonly secret: string;
}

export interface SandboxRole {
  readonly arn: string;
  readonly accountId: string;
  readonly roleId: string;
  readonly maxSessionSeconds: number;
  readonly trustPolicy: TrustPolicy;
  /** What IAM shows instead, whatever it is. The sandbox judges by the other. */
  readonly trustDocument?: string;
}

/** An OpenID provider that an account has in IAM. */
export interface IdentityProvider {
  readonly accountId: string;
  /** The issuer. Its ARN and the condition keys have it without `http://`. */
  readonly url: string;
  /** The audiences: clients whose tokens are good here. */
  readonly clientIds: readonly string[];
}

export interface Accounts {
  readonly users: readonly SandboxUser[];
  readonly roles: readonly SandboxRole[];
  readonly identityProviders: readonly IdentityProvider[];
}

const MAIN = "111122223333";
const OTHER = "444455556666";
const ROOT = `arn:aws:iam::${MAIN}:root`;
const HOUR = 3600;

/** What a session may carry needs permission too. */
const ALL_OF_IT = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];
const WITH_MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } } as const;

/** The made-up world: two accounts, some users and the roles they may or may not assume. */
export const ACCOUNTS: Accounts = {
  users: [
    {
      ...user("ana", "AIDASANDBOXANA0000001"),
      accessKeyId: "AKIASANDBOXANA000001",
      secretAccessKey: "sandbox-secret/ana+AAAAAAAAAAAAAAAAAAAAA",
      mfaDevice: { serialNumber: `arn:aws:iam::${MAIN}:mfa/ana`, secret: "ONQW4ZDCN54C2YLOMEWXI33UOAWXGZLDOJSXILJQ" },
    },
    {
      ...user("ben", "AIDASANDBOXBEN0000001"),
      accessKeyId: "AKIASANDBOXBEN000001",
      secretAccessKey: "sandbox-secret/ben+BBBBBBBBBBBBBBBBBBBBB",
    },
    ...OTHER_PARTITIONS.map(({ user: name, partition }) => ({
      ...user(name, `AIDASANDBOX${name.toUpperCase()}`.padEnd(21, "0"), partition),
      accessKeyId: `AKIASANDBOX${name.toUpperCase()}`.padEnd(20, "0"),
      secretAccessKey: `sandbox-secret/${name}+`.padEnd(40, "C"),
      mfaDevice: {
        serialNumber: `arn:${partition}:iam::${MAIN}:mfa/${name}`,
        secret: "ONQW4ZDCN54C2ZLMONSXO2DFOJSS243FMNZGK5BN",
      },
    })),
  ],
  roles: [
    role(MAIN, "Dev", [allow(ROOT, WITH_MFA)]),
    role(MAIN, "Admin", [allow(ROOT, WITH_MFA)], 12 * HOUR),
    role(MAIN, "ReadOnly", [{ ...allow(ROOT), Action: ALL_OF_IT }]),
    role(MAIN, "Deploy", [allow(`arn:aws:iam::${MAIN}:role/Dev`)], 12 * HOUR),
    role(OTHER, "partners/Partner", [
      { ...allow(ROOT, { StringEquals: { "sts:ExternalId": "sandbox-external-id" } }), Action: ALL_OF_IT },
    ]),
    role(OTHER, "Audit", [allow(ROOT, WITH_MFA)]),
    role(MAIN, "Nobody", [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }]),
    ...[1, 2, 3, 4, 5].map((number) => role(MAIN, `Dev${number}`, [allow(ROOT, WITH_MFA)])),
    ...OTHER_PARTITIONS.map(({ partition }) => {
      const elsewhere = role(MAIN, "Elsewhere", [allow(`arn:${partition}:iam::${MAIN}:root`, WITH_MFA)]);
      return { ...elsewhere, arn: elsewhere.arn.replace("aws", partition) };
    }),
  ],
  identityProviders: [],
};

function user(
  name: string,
  userId: string,
  partition = "aws",
): Pick<SandboxUser, "name" | "arn" | "accountId" | "userId"> {
  return { name, arn: `arn:${partition}:iam::${MAIN}:user/${name}`, accountId: MAIN, userId };
}

function role(accountId: string, path: string, trustPolicy: TrustPolicy, maxSessionSeconds = HOUR): SandboxRole {
  const name = path.slice(path.lastIndexOf("/") + 1).toUpperCase();
  const roleId = `AROASANDBOX${name}`.padEnd(21, "0");
  return { arn: `arn:aws:iam::${accountId}:role/${path}`, accountId, roleId, maxSessionSeconds, trustPolicy };
}

function allow(principal: string, condition: TrustStatement["Condition"] = {}): TrustStatement {
  return { Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole", Condition: condition };
}
