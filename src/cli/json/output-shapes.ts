import { z } from "zod/mini";
import { AGENT_SHAPES } from "./agent-shapes.ts";
import { DiagnosisShape } from "./diagnosis-shape.ts";
import { KEY_SHAPES } from "./key-shapes.ts";
import {
  CredentialShape,
  count,
  ENDED,
  flag,
  KEYS,
  LASTING,
  list,
  SettingsShape,
  SignInShape,
  SOURCE,
  text,
  time,
} from "./parts.ts";
import { PathsShape, SettingsInEffectShape } from "./paths-shape.ts";
import { ROLE_MAP_SHAPES } from "./role-map-shapes.ts";
import { SANDBOX_SHAPES } from "./sandbox-shapes.ts";
import { SERVE_SHAPES } from "./serve-shapes.ts";
import { SERVER_SHAPES } from "./server-shapes.ts";
import { SETUP_SHAPES } from "./setup-shapes.ts";
import { StatusShape } from "./status-shape.ts";
import { TrustShape } from "./trust-shape.ts";
import { DevicesShape, UserRolesShape } from "./user-shapes.ts";

const RolesShape = z.strictObject({
  user: z.optional(UserRolesShape),
  sources: list(
    z.strictObject({
      id: text("the id of the source"),
      url: SOURCE.url,
      signedIn: flag("whether you are signed in to it"),
      ageSeconds: z.optional(count("how old the list is, if it is from memory")),
      failure: z.optional(text("why roles are missing")),
      roles: list(
        z.strictObject({
          name: text("the name of the role in its source"),
          description: z.optional(text("what the source says about it")),
          accountId: z.optional(text("the account's number")),
          accountName: z.optional(text("the account's name")),
        }),
        "its roles",
      ),
    }),
    "the sources",
  ),
});

const TargetsShape = z.strictObject({
  targets: list(
    z.strictObject({
      target: text("what a command takes"),
      description: text("what it is"),
      source: z.optional(text("the id of its source; absent for a profile")),
      accountId: z.optional(text("the account's number")),
      accountName: z.optional(text("the account's name")),
    }),
    "the targets",
  ),
});

const AccountsShape = z.strictObject({
  accounts: list(
    z.strictObject({
      accountId: text("the account's number"),
      accountName: text("the account's name; empty if the source has none"),
      source: text("the id of the source"),
      roles: list(z.string(), "the names of your roles there"),
    }),
    "the accounts",
  ),
});

const SourcesShape = z.strictObject({
  sources: list(
    z.strictObject({
      id: text("what you type to name it"),
      ...SOURCE,
      origin: text("the file that describes it"),
      signIn: z
        .optional(z.strictObject({ person: SignInShape.shape.person, ...LASTING }))
        .check(z.describe("absent: nobody is signed in")),
    }),
    "the sources",
  ),
});

const ConfigShape = z.strictObject({
  profile: text("its name"),
  chain: list(z.string(), "the profiles from the one with the source to this one"),
  settings: list(
    z.strictObject({
      key: text("the setting"),
      value: text("its value; `set` for a secret"),
      origin: text("where it is from, in words"),
    }),
    "every value",
  ),
  notices: list(z.string(), "what is unusual"),
  problems: list(z.string(), "why it cannot be used"),
});

const WhoamiShape = z.strictObject({
  UserId: text("as GetCallerIdentity says"),
  Account: text("the account's number"),
  AccountName: z.optional(text("the account's name, if it is known")),
  Arn: text("who AWS says it is"),
  Expiration: z.optional(time("when the credentials end")),
  Target: z.optional(text("without a target on the command line: what this shell acts as")),
  By: z.optional(text("without a target on the command line: what gave it the credentials")),
});

/** What each command prints with `--json`, or always, by the name of the command. Nothing loads this to run a command. */
export const OUTPUT_SHAPES = {
  ...AGENT_SHAPES,
  "cache clear": z.strictObject({
    cleared: count("how many entries were forgotten"),
    signIns: list(z.string(), "whom you are no longer signed in to"),
  }),
  "cache list": z.strictObject({ credentials: list(CredentialShape, "the credentials") }),
  "config paths": PathsShape,
  "config settings": SettingsInEffectShape,
  "config show": ConfigShape,
  diagnose: DiagnosisShape,
  export: z.strictObject(KEYS),
  ...KEY_SHAPES,
  "list accounts": AccountsShape,
  "list mfa": DevicesShape,
  "list profiles": z.strictObject({ profiles: list(z.string(), "their names") }),
  "list roles": RolesShape,
  "list sign-ins": z.strictObject({ signIns: list(SignInShape, "the sign-ins") }),
  "list sources": SourcesShape,
  "list targets": TargetsShape,
  login: z.strictObject({
    ...SignInShape.shape,
    held: flag("whether you were signed in already, so that nothing was done"),
  }),
  logout: z.strictObject({
    signOuts: list(
      z.strictObject({
        source: text("the id of the source, or the profile that has the user's keys"),
        of: z.optional(z.literal("user").check(z.describe("it is an IAM user's profile, and no source"))),
        ended: ENDED,
      }),
      "what was ended",
    ),
    others: count("how much else was forgotten with `--all`: credentials, and what could not be read"),
  }),
  process: z.strictObject({ Version: z.literal(1).check(z.describe("of this format")), ...KEYS }),
  refresh: SignInShape,
  ...ROLE_MAP_SHAPES,
  ...SANDBOX_SHAPES,
  ...SERVE_SHAPES,
  ...SERVER_SHAPES,
  ...SETUP_SHAPES,
  show: z.strictObject({
    auto: z.nullable(SettingsShape).check(z.describe("the settings of the project file, spelt as there; null: none")),
    auto_source: z.optional(text("the project file")),
    auto_trusted: z.optional(flag("whether it is trusted")),
    auto_logged_in: z.optional(flag("whether no sign-in is needed")),
  }),
  status: StatusShape,
  trust: z.strictObject({
    path: text("the project file"),
    already: flag("whether it was trusted before"),
    by: text("the file that the record of the trust names: it, or the same file in another worktree"),
  }),
  "trust list": TrustShape,
  "trust revoke": z.strictObject({ revoked: count("in how many files the trust was taken back") }),
  use: z.strictObject({
    path: text("the project file that was written"),
    settings: SettingsShape.check(z.describe("what it says now")),
  }),
  version: z.strictObject({ version: text("the version"), commit: z.optional(text("the commit it was built from")) }),
  whoami: WhoamiShape,
} as const;
