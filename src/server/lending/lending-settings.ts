import { z } from "zod/mini";
import type { Rate } from "./limits/token-bucket.ts";
import { AdministratorsShape, RulesShape } from "./rules/rules-shape.ts";

const RateShape = z.strictObject({
  burst: z.number().check(z.int(), z.gte(1), z.describe("So many at once.")),
  perMinute: z.number().check(z.int(), z.gte(1), z.describe("So many a minute after that.")),
}) satisfies z.ZodMiniType<Rate>;

const KmsArn = z
  .string()
  .check(
    z.refine(
      (text) => /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(text),
      "it is the ARN of a key, such as arn:aws:kms:eu-west-1:111122223333:key/…",
    ),
  );

const IssuerShape = z
  .strictObject({
    keyFile: z.exactOptional(
      z.string().check(z.startsWith("/"), z.describe("A file with the keys, which is made if it is not there.")),
    ),
    kmsKeys: z.exactOptional(
      z
        .array(KmsArn)
        .check(z.minLength(1), z.describe("Keys of KMS for RSA signatures: the first signs, all are published.")),
    ),
  })
  .check(
    z.refine(
      ({ keyFile, kmsKeys }) => (keyFile === undefined) !== (kmsKeys === undefined),
      "its keys are either in `keyFile` or in `kmsKeys`",
    ),
    z.describe("Lends as an OpenID provider of its own, which roles trust: a token for each loan."),
  );

const BrokerShape = z
  .strictObject({
    roleArn: z.string().check(
      z.refine((text) => /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(text), "it is the ARN of a role"),
      z.describe("The role that this server itself has in AWS, which other roles trust."),
    ),
    externalId: z.string().check(
      z.refine(
        (text) => /^[\w+=,.@:/-]{16,1224}$/.test(text),
        "it has 16 characters or more, of A-Z a-z 0-9 _ + = , . @ : / -",
      ),
      z.describe("Every trust policy must ask for it, so that nobody else can have this server assume a role."),
    ),
  })
  .check(z.describe("Lends by assuming roles with the role of this server. At most for an hour."));

/** What a configuration says about lending. */
export const LendingShape = z.strictObject({
  rules: z.exactOptional(RulesShape),
  administrators: z.exactOptional(AdministratorsShape),
  region: z.exactOptional(
    z
      .string()
      .check(z.regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/), z.describe("The region whose STS is asked. Absent: us-east-1.")),
  ),
  issuer: z.exactOptional(IssuerShape),
  broker: z.exactOptional(BrokerShape),
  sessionTags: z.exactOptional(
    z
      .enum(["sent", "none"])
      .check(z.describe("Whether sessions get tags; trust policies must allow sts:TagSession then. Absent: sent.")),
  ),
  sourceIdentity: z.exactOptional(
    z
      .enum(["sent", "none"])
      .check(
        z.describe(
          "Whether sessions get a source identity; trust policies must allow sts:SetSourceIdentity then. Absent: sent.",
        ),
      ),
  ),
  limits: z.exactOptional(
    z
      .strictObject({
        person: z.exactOptional(RateShape),
        role: z.exactOptional(RateShape),
        all: z.exactOptional(RateShape),
      })
      .check(z.describe("How often all replicas together lend: to a person, a role, and in all.")),
  ),
  mozilla: z.exactOptional(
    z
      .strictObject({
        aliases: z.exactOptional(
          z
            .enum(["everybody", "signed-in"])
            .check(z.describe("Who may read the aliases of all accounts. Absent: who is signed in.")),
        ),
        rebuilders: z.exactOptional(
          z
            .array(z.string().check(z.minLength(2)))
            .check(z.describe("Subjects that may have the role map rebuilt; * at the end stands for the rest of it.")),
        ),
      })
      .check(z.describe("What clients of Mozilla's server may ask.")),
  ),
  staleAfterHours: z.exactOptional(
    z
      .number()
      .check(z.gte(1), z.describe("The broker lends no role whose account was last scanned longer ago. Absent: 24.")),
  ),
});

export type LendingSettings = z.infer<typeof LendingShape>;
