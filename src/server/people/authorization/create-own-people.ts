import type { Log } from "../../../base/log.ts";
import type { Secret } from "../../../base/secret.ts";
import type { ClientFacts, Route } from "../../server-part.ts";
import type { ServerTools } from "../../server-tools.ts";
import { KeySource } from "../bearer/key-source.ts";
import { OwnBouncer } from "../bearer/own-bouncer.ts";
import type { ShownProofs } from "../bearer/shown-proofs.ts";
import { VerifiedTokens } from "../bearer/verified-tokens.ts";
import { DeviceLimits } from "../device/device-limits.ts";
import { DeviceRoutes } from "../device/device-routes.ts";
import { BrowserPeople } from "../pages/browser-people.ts";
import { PageSessions } from "../pages/page-sessions.ts";
import type { PeopleSettings } from "../people-settings.ts";
import { Sealer } from "../sealer.ts";
import { Beginnings } from "../sign-ins/beginnings.ts";
import { FreshGroups } from "../sign-ins/fresh-groups.ts";
import { KeptSignIns } from "../sign-ins/kept-sign-ins.ts";
import { SentBrowsers } from "../sign-ins/sent-browsers.ts";
import { SignInRoutes } from "../sign-ins/sign-in-routes.ts";
import type { Upstream } from "../upstream/upstream.ts";
import { authorizationRoutes, MOUNT } from "./authorization-routes.ts";
import { AuthorizationServer } from "./authorization-server.ts";
import { DEVICE_GRANT, providerClients } from "./clients.ts";
import { createProvider, type ProviderParts } from "./create-provider.ts";
import { forgetExpired, ItemStore } from "./item-store.ts";
import { ACCESS_TOKEN_SECONDS } from "./lifetimes.ts";
import { PaddedVerifiers } from "./padded-verifiers.ts";
import { forgetOldKeys, SIGNING_ALGORITHM, type SigningKeys, signingKeys } from "./signing-keys.ts";

/** Who looks at the pages of this server, and how they sign in and out. */
export interface PagePeople extends Pick<BrowserPeople, "personOf" | "signOut"> {
  /** Sends the browser to the OpenID provider, from where it comes back signed in. */
  signIn(client: ClientFacts): Promise<Response>;
}

/** The authorization server of this server, and who knows its tokens. */
export interface OwnPeople {
  readonly routes: readonly Route[];
  readonly bouncer: OwnBouncer;
  readonly pages: PagePeople;
  /** Looks for new keys, and forgets what has expired. */
  readonly keepUp: () => Promise<void>;
}

interface Shared {
  /** They seal what is kept of people. */
  readonly keys: readonly Secret[];
  readonly proofs: ShownProofs;
  readonly upstream: Upstream;
}

/**
 * Puts the authorization server together, for people who sign in at the provider.
 *
 * @throws {ActasError} `configuration`
 */
export async function createOwnPeople(
  tools: ServerTools,
  settings: PeopleSettings,
  { keys, proofs, upstream }: Shared,
): Promise<OwnPeople> {
  const { clock, database, log } = tools;
  const sealer = await Sealer.of(keys);
  const signIns = new KeptSignIns(database, sealer);
  const clients = providerClients(settings.clients ?? [], settings.device?.clients ?? []);
  const issuer = `${tools.url.replace(/\/$/, "")}${MOUNT}`;
  const onReuse = reuseNote(log);
  const storeOf = (kind: string): ItemStore => new ItemStore(kind, { database, sealer, onReuse });
  const parts = { tools, settings, sealer, signIns, storeOf, clients, issuer };
  const server = new AuthorizationServer({
    issuer,
    load: () => signingKeys(database, sealer),
    create: (signing) => createProvider(providerParts(parts, signing)),
  });
  await server.renew();
  const freshGroups = new FreshGroups(freshnessOf(settings), { signIns, upstream, clock, log });
  const rules = {
    issuer,
    audience: tools.url,
    algorithms: [SIGNING_ALGORITHM],
    keys: new KeySource(async () => publicKeys((await signingKeys(database, sealer)).keys)),
    verified: new VerifiedTokens(),
    longestSeconds: ACCESS_TOKEN_SECONDS,
  };
  const pages = new BrowserPeople({ sessions: new PageSessions(database), signIns, freshGroups, url: tools.url });
  const beginnings = new Beginnings();
  const signIn = signInRoutes(parts, { server, upstream, pages, beginnings });
  return {
    routes: authorizationRoutes({
      server,
      signIn,
      beginnings,
      verifiers: new PaddedVerifiers(sealer),
      proving: clients.filter((client) => client.dpop_bound_access_tokens).map(({ client_id }) => client_id),
      device: deviceRoutes(parts, server),
      withoutDevice: clients
        .filter((client) => !client.grant_types.includes(DEVICE_GRANT))
        .map(({ client_id }) => client_id),
    }),
    bouncer: new OwnBouncer(rules, { signIns, freshGroups, clock, proofs, url: tools.url }),
    pages: {
      personOf: (request) => pages.personOf(request),
      signIn: (client) => signIn.sendAway(client),
      signOut: (request) => pages.signOut(request),
    },
    keepUp: async () => {
      await server.renew();
      await forgetExpired(database);
      await forgetOldKeys(database);
    },
  };
}

interface Parts {
  readonly tools: ServerTools;
  readonly settings: PeopleSettings;
  readonly sealer: Sealer;
  readonly signIns: KeptSignIns;
  readonly storeOf: (kind: string) => ItemStore;
  readonly clients: ReturnType<typeof providerClients>;
  readonly issuer: string;
}

function providerParts(parts: Parts, keys: SigningKeys["keys"]): ProviderParts {
  const { clients, issuer, sealer, settings, signIns, storeOf, tools } = parts;
  return {
    issuer,
    audience: tools.url,
    clients,
    hasDevice: settings.device !== undefined,
    deviceSeconds: settings.device?.seconds,
    keys,
    storeOf,
    signIns,
    nonceSecret: Buffer.from(sealer.keyedHash("nonces of proofs"), "hex"),
    clock: tools.clock,
    log: tools.log,
    isSecure: issuer.startsWith("https:"),
  };
}

const KINDS: Readonly<Record<string, string>> = {
  AuthorizationCode: "a code",
  DeviceCode: "a device code",
  RefreshToken: "a refresh token",
};

function reuseNote(log: Log): (reuse: { readonly kind: string; readonly signIn: string | undefined }) => void {
  return ({ kind, signIn = "unknown" }) => log(`people: ${KINDS[kind] ?? kind} of the sign-in ${signIn} came twice`);
}

interface SignInParts {
  readonly server: AuthorizationServer;
  readonly upstream: Upstream;
  readonly pages: BrowserPeople;
  readonly beginnings: Beginnings;
}

function signInRoutes(parts: Parts, signInParts: SignInParts): SignInRoutes {
  const { clients, sealer, signIns, tools } = parts;
  const clientNames = new Map(clients.map(({ client_id, client_name }) => [client_id, client_name]));
  return new SignInRoutes({
    ...tools,
    ...signInParts,
    signIns,
    sent: new SentBrowsers(tools.database, sealer),
    clientNames,
  });
}

function deviceRoutes({ settings, storeOf, tools }: Parts, server: AuthorizationServer): DeviceRoutes | undefined {
  if (!settings.device) return undefined;
  const { network = "any" } = settings.device;
  return new DeviceRoutes({ server, codes: storeOf("DeviceCode"), network, limits: new DeviceLimits(tools.database) });
}

function freshnessOf({ provider }: PeopleSettings) {
  const { groupsSeconds = 60, outageSeconds = 0 } = provider ?? {};
  return { groupsSeconds, outageSeconds };
}

/** Without what signs. */
function publicKeys(keys: SigningKeys["keys"]): SigningKeys["keys"] {
  return keys.map(({ d: _, ...published }) => published);
}
