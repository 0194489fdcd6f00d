import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addTrust } from "../../src/sandbox/control/control-client.ts";
import { startTokenIssuer, type TokenIssuer } from "./token-issuer.ts";
import { type World, withSandbox } from "./world.ts";

const ACCOUNT = "111122223333";
export const POD_ROLE = `arn:aws:iam::${ACCOUNT}:role/Pod`;
export const NEXT_ROLE = `arn:aws:iam::${ACCOUNT}:role/Next`;

/** A file with a token of an issuer that the world's AWS knows, and profiles that name it: `pod`, and `next` after it. */
export interface TokenWorld {
  readonly world: World;
  readonly issuer: TokenIssuer;
  readonly file: string;
  /** The variables that name it, as Kubernetes sets them. */
  readonly variables: Readonly<Record<string, string>>;
  /** Writes another token; nothing of it may be seen anywhere but in the file. */
  write(claims?: object): Promise<string>;
}

/** Gives a test such a world. The file is outside HOME, where the search for leaks would find it. */
export async function withTokenWorld(body: (tokens: TokenWorld) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "actas-token-"));
  await using issuer = await startTokenIssuer();
  try {
    await withSandbox(async (world) => {
      await trust(world.sandbox.url, issuer.issuer);
      const file = join(folder, "token");
      const config = join(world.home, ".aws/config");
      const pod = `[profile pod]\nrole_arn = ${POD_ROLE}\nweb_identity_token_file = ${file}\nregion = eu-west-1\n`;
      const next = `[profile next]\nrole_arn = ${NEXT_ROLE}\nsource_profile = pod\nrole_session_name = same\nregion = eu-west-1\n`;
      writeFileSync(config, `${await Bun.file(config).text()}\n${pod}${next}`);
      const write = async (claims?: object): Promise<string> => {
        const token = await issuer.token(claims);
        for (const part of [token, ...token.split(".").slice(1)]) world.knows(part);
        writeFileSync(file, token, { mode: 0o600 });
        return token;
      };
      await write();
      const variables = { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: POD_ROLE };
      await body({ world, issuer, file, variables, write });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function trust(sandboxUrl: string, issuer: string): Promise<void> {
  const provider = issuer.replace("http://", "");
  await addTrust(sandboxUrl, "identity-providers", { accountId: ACCOUNT, url: issuer, clientIds: ["client"] });
  await addTrust(sandboxUrl, "roles", {
    arn: POD_ROLE,
    trustPolicy: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${provider}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringLike: { [`${provider}:sub`]: "ad|*" } },
      },
    ],
  });
  await addTrust(sandboxUrl, "roles", {
    arn: NEXT_ROLE,
    trustPolicy: [{ Effect: "Allow", Principal: { AWS: POD_ROLE }, Action: "sts:AssumeRole" }],
  });
}
