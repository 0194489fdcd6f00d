import type { Environment } from "../../src/base/environment.ts";
import { seeded } from "../seeded.ts";

/** What a program finds that looks for credentials. */
export interface Surroundings {
  readonly variables: Environment;
  readonly config: string;
  readonly credentials: string;
}

const PROFILES = ["default", "a", "b"];

function keys(name: string): string {
  return `aws_access_key_id = profile-${name}\naws_secret_access_key = hush\n`;
}

/** The settings of a profile, each of which tells its name; the first two give no credentials. */
function settings(name: string): readonly string[] {
  const role = `role_arn = arn:aws:iam::111122223333:role/profile-${name}\n`;
  const process = JSON.stringify({ Version: 1, AccessKeyId: `profile-${name}`, SecretAccessKey: "hush" });
  return [
    "region = eu-west-1\n",
    "output = json\n",
    keys(name),
    `${role}source_profile = keys\n`,
    `${role}web_identity_token_file = /dev/null\n`,
    `credential_process = echo '${process}'\n`,
    "sso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Dev\n",
  ];
}

/** What each variable may be; absent is the first, and as likely as all others together. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  AWS_PROFILE: ["", "default", "a", "b", "gone"],
  AWS_DEFAULT_PROFILE: ["", "a", "b", "gone"],
  AWS_ACCESS_KEY_ID: ["", "environment", "environment", "environment"],
  AWS_ROLE_ARN: ["arn:aws:iam::111122223333:role/environment"],
  AWS_WEB_IDENTITY_TOKEN_FILE: ["/dev/null"],
  AWS_CONTAINER_CREDENTIALS_FULL_URI: ["http://127.0.0.1:1/credentials"],
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: ["/credentials"],
};

/** Makes variables and AWS files, each of which means something; the same ones for the same seed. */
export function madeSurroundings(seed: number): () => Surroundings {
  const random = seeded(seed);
  const pick = (from: readonly string[]): string => from[random(from.length)] ?? "";
  return () => {
    const named = PROFILES.filter(() => random(3) > 0);
    const inConfig = named.filter(() => random(4) > 0);
    const inCredentials = named.filter((name) => !inConfig.includes(name) || random(8) === 0);
    const variables = Object.entries(VARIABLES).flatMap(([name, values]) =>
      random(2) === 0 ? [[name, pick(values)] as const] : [],
    );
    const id = variables.find(([name]) => name === "AWS_ACCESS_KEY_ID")?.[1];
    const secret = id !== undefined ? random(5) > 0 : random(10) === 0;
    return {
      variables: { ...Object.fromEntries(variables), ...(secret && { AWS_SECRET_ACCESS_KEY: "hush" }) },
      config: inConfig
        .map((name) => `[${name === "default" ? "" : "profile "}${name}]\n${pick(settings(name))}`)
        .join(""),
      credentials: ["keys", ...inCredentials].map((name) => `[${name}]\n${keys(name)}`).join(""),
    };
  };
}
