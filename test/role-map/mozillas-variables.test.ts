import { expect } from "bun:test";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const BUCKET = "sandbox-111122223333";
const GROUPS = "access-group-iam-role-map.json";

worldTest(
  "the table is Mozilla's, unless its variables name another, an index, an attribute and a region",
  async (world) => {
    await world.settings({ accounts: 1 });
    using table = recordedTable();
    const env = { AWS_ENDPOINT_URL_DYNAMODB: table.url };
    const words = ["--dynamodb", "--out", "map"];
    const others = {
      TABLE_NAME: "stacks",
      TABLE_INDEX_NAME: "purpose",
      TABLE_CATEGORY: "Reading",
      TABLE_ATTRIBUTE_NAME: "Arn",
      TABLE_REGION: "eu-central-1",
    };
    expect((await build(world, words, env)).status).toBe(0);
    expect((await build(world, words, { ...env, ...others })).status).toBe(0);
    // A variable that is empty is not set.
    const empty = Object.fromEntries(Object.keys(others).map((name) => [name, ""]));
    expect((await build(world, words, { ...env, ...empty })).status).toBe(0);
    const mozillas = {
      table: "cloudformation-stack-emissions",
      index: "category",
      key: "category",
      value: "AWS Security Auditing Service",
      attribute: "SecurityAuditIAMRoleArn",
      region: "us-west-2",
    };
    const named = { table: "stacks", index: "purpose", key: "purpose", value: "Reading", attribute: "Arn" };
    expect(table.asked).toEqual([mozillas, { ...named, region: "eu-central-1" }, mozillas]);
  },
);

worldTest("a file in a bucket says in its Link what has made it, or what Mozilla's variable says", async (world) => {
  await world.settings({ accounts: 1 });
  const organizations = ["--organizations", "--out"];
  await build(world, [...organizations, `s3://${BUCKET}/ours`]);
  const link = '<https://example.org/builder>; rel="via"';
  await build(world, [...organizations, `s3://${BUCKET}/named`], { S3_FILE_LINK_HEADER: link });
  for (const file of [GROUPS, "account-aliases.json"]) {
    expect(await metadataOf(world, `ours/${file}`)).toEqual({ link: '<urn:actas:role-map>; rel="via"' });
    expect(await metadataOf(world, `named/${file}`)).toEqual({ link });
  }
});

function build(world: World, more: readonly string[], env: Record<string, string> = {}) {
  const provider = world.sandbox.wellKnownUrl.replace("/.well-known/openid-configuration", "");
  return world.run(["role-map", "build", "--target", "ben", "--provider", provider, ...more], { env });
}

/** A table with one audit role in whatever attribute is asked for, which keeps what it is asked. */
function recordedTable() {
  const asked: object[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const query = (await request.json()) as {
        readonly TableName: string;
        readonly IndexName: string;
        readonly ExpressionAttributeNames: Readonly<Record<"#a" | "#i", string>>;
        readonly ExpressionAttributeValues: Readonly<Record<":v", { readonly S: string }>>;
      };
      const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = query;
      const [, region] =
        /Credential=[^/]+\/\d+\/([^/]+)\/dynamodb/.exec(request.headers.get("authorization") ?? "") ?? [];
      asked.push({
        table: query.TableName,
        index: query.IndexName,
        key: names["#i"],
        value: values[":v"].S,
        attribute: names["#a"],
        region,
      });
      const role = { [names["#a"]]: { S: "arn:aws:iam::300000000001:role/actas/actas-audit" } };
      return Response.json({ Items: [role], Count: 1 }, { headers: { "content-type": "application/x-amz-json-1.0" } });
    },
  });
  return { asked, url: server.url.href, [Symbol.dispose]: () => void server.stop(true) };
}

async function metadataOf(world: World, key: string) {
  const { accessKeyId, secretAccessKey } = world.sandbox.accounts.users.find(({ name }) => name === "ben")!;
  const s3 = new S3Client({
    region: "us-east-1",
    endpoint: world.sandbox.url,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  return (await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }))).Metadata;
}
