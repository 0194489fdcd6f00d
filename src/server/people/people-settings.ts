import { z } from "zod/mini";
import type { Secret } from "../../base/secret.ts";

const Text = z.string().check(z.minLength(1), z.maxLength(2_000));
const Https = z
  .string()
  .check(
    z.refine((text) => /^https?:\/\/[^\s?#]+$/.test(text), "it is the address of a server, as it writes it itself"),
  );
const Hosts = z
  .array(Text)
  .check(
    z.describe('Hosts besides the issuer\'s own that its discovery document may name, such as "www.googleapis.com".'),
  );
const GroupsClaim = Text.check(
  z.describe('The claim with the groups, or a path to it such as "realm_access.roles"; "groups" when absent.'),
);
const NameClaim = Text.check(
  z.describe("The claim that names a person in CloudTrail; when absent the e-mail address, or else a user name."),
);

const ProviderShape = z
  .strictObject({
    issuer: Https.check(z.describe("The issuer, exactly as its tokens have it: a slash at the end counts.")),
    clientId: Text.check(z.describe("The server's own client id there.")),
    clientSecretFile: z.exactOptional(Text.check(z.describe("A file with the client secret."))),
    scopes: z.exactOptional(z.array(Text).check(z.describe('Asked of the provider; ["openid", "profile", "email"].'))),
    groupsClaim: z.exactOptional(GroupsClaim),
    nameClaim: z.exactOptional(NameClaim),
    hosts: z.exactOptional(Hosts),
    groupsSeconds: z.exactOptional(
      z
        .int()
        .check(
          z.gte(0),
          z.lte(3_600),
          z.describe("Groups that are older are asked for again before a role is lent; 60."),
        ),
    ),
    outageSeconds: z.exactOptional(
      z
        .int()
        .check(
          z.gte(0),
          z.lte(86_400),
          z.describe("How old groups may be when the provider cannot be asked; 0: then nothing is lent."),
        ),
    ),
  })
  .check(z.describe("The OpenID provider where people sign in; the server is a client of it."));

const ClientShape = z.strictObject({
  id: Text.check(z.regex(/^[\w.-]{1,100}$/), z.describe("What the client sends as its `client_id`.")),
  name: z.exactOptional(Text.check(z.describe("What people read on pages; the id when absent."))),
  redirectPaths: z.exactOptional(
    z
      .array(z.string().check(z.regex(/^\/[\w/.-]*$/)))
      .check(z.describe('Paths on loopback that a browser is sent back to; ["/oauth/callback", "/oauth2callback"].')),
  ),
  proofs: z.exactOptional(
    z
      .enum(["required", "optional"])
      .check(
        z.describe(
          "`required`: it gets no token that is not bound to a key of its own (DPoP, RFC 9449). `required` for `actas`, `optional` for others.",
        ),
      ),
  ),
});

const DeviceShape = z
  .strictObject({
    clients: z.array(Text).check(z.describe("Clients that may use the device grant.")),
    seconds: z.exactOptional(z.int().check(z.gte(120), z.lte(600), z.describe("How long a code may be typed; 600."))),
    network: z.exactOptional(
      z
        .enum(["any", "same"])
        .check(z.describe("`same`: only where program and browser have their addresses in the same network.")),
    ),
  })
  .check(
    z.describe(
      "Signing in on another device. Absent: nobody can, since whoever is talked into typing a code signs in a stranger.",
    ),
  );

const AuthorizationServerShape = z
  .strictObject({
    issuer: Https.check(z.describe("The issuer, exactly as its tokens have it: a slash at the end counts.")),
    audience: z.exactOptional(Text.check(z.describe("The `aud` of tokens for this server; its address when absent."))),
    groupsClaim: z.exactOptional(GroupsClaim),
    nameClaim: z.exactOptional(NameClaim),
    hosts: z.exactOptional(Hosts),
    longestTokenSeconds: z.exactOptional(
      z.int().check(z.gte(60), z.lte(86_400), z.describe("Tokens that are good for longer are refused; 3600.")),
    ),
    groupsSeconds: z.exactOptional(
      z
        .int()
        .check(
          z.gte(0),
          z.lte(86_400),
          z.describe(
            "Before a role is lent, groups of a token that is older are asked for again at the userinfo endpoint; 60.",
          ),
        ),
    ),
  })
  .check(z.describe("An authorization server that is there already, in place of the one in this server."));

/** What `actas-server.json` says of people. `schemas/server.schema.json` is generated from it, descriptions included. */
export const PeopleShape = z.strictObject({
  keyFile: z.exactOptional(
    Text.check(
      z.describe(
        "A file with the key that seals what the database keeps of sign-ins: 32 bytes in base64, a line each, the newest first.",
      ),
    ),
  ),
  provider: z.exactOptional(ProviderShape),
  authorizationServer: z.exactOptional(AuthorizationServerShape),
  clients: z.exactOptional(
    z.array(ClientShape).check(z.describe("Clients besides `actas` and `mairu`, all of them public.")),
  ),
  device: z.exactOptional(DeviceShape),
  idTokenClients: z.exactOptional(
    z
      .array(Text)
      .check(z.describe("Clients at the provider whose ID tokens `maws` may send in place of an access token.")),
  ),
});

/** What is written of people. */
export type WrittenPeople = z.infer<typeof PeopleShape>;

/** The same with the secrets that files or the environment have. */
export interface PeopleSettings extends WrittenPeople {
  /** That seal; the first is the newest. Absent: there is nothing to seal. */
  readonly keys?: readonly Secret[];
  readonly clientSecret?: Secret;
}
