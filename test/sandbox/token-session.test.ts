import { expect, test } from "bun:test";
import { AssumeRoleWithWebIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { addTrust } from "../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import { refusal } from "../support/sts-client.ts";
import { startTokenIssuer } from "../support/token-issuer.ts";

const ACCOUNT = "111122223333";

test("what a token wants its session to carry needs permission of the trust policy", async () => {
  const sandbox = startSandbox();
  await using issuer = await startTokenIssuer();
  const provider = issuer.issuer.replace("http://", "");
  await addTrust(sandbox.url, "identity-providers", { accountId: ACCOUNT, url: issuer.issuer, clientIds: ["client"] });
  const addRole = (name: string, ...more: readonly string[]) =>
    addTrust(sandbox.url, "roles", {
      arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
      trustPolicy: [
        {
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${provider}` },
          Action: ["sts:AssumeRoleWithWebIdentity", ...more],
          Condition: {},
        },
      ],
    });
  await addRole("Plain");
  await addRole("Named", "sts:SetSourceIdentity");
  const keys = async () => Promise.reject(new Error("no keys"));
  const sts = new STSClient({ region: "eu-west-1", endpoint: sandbox.url, maxAttempts: 1, credentials: keys });
  const ask = async (claims: object, role: string) =>
    sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
        RoleSessionName: "ana",
        WebIdentityToken: await issuer.token(claims),
      }),
    );
  const named = { "https://aws.amazon.com/source_identity": "ana" };
  const tagged = { ...named, "https://aws.amazon.com/tags": { principal_tags: { team: ["web"] } } };
  expect(await ask(named, "Named")).toMatchObject({ SourceIdentity: "ana" });
  expect((await refusal(ask(tagged, "Named")))[2]).toBe("Not authorized to perform sts:TagSession");
  expect((await refusal(ask(named, "Plain")))[2]).toBe("Not authorized to perform sts:SetSourceIdentity");
  await sandbox.stop();
});
