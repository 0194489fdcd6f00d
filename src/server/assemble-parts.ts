import { readFileSync } from "node:fs";
import { OwnCredentials } from "../aws/own/own-credentials.ts";
import { Sts } from "../aws/sts.ts";
import { regionalSts } from "../aws/sts-location.ts";
import type { Credentials } from "../base/credentials.ts";
import type { Environment } from "../base/environment.ts";
import { createAdminPart } from "./admin/admin-part.ts";
import { accountAliases } from "./api/account-aliases.ts";
import { createApiPart } from "./api/api-part.ts";
import type { ServerConfiguration } from "./configuration/server-configuration.ts";
import { HttpRefusal } from "./http-refusal.ts";
import { type AwsEndpoints, awsEndpoints } from "./lending/aws-endpoints.ts";
import { createLendingPart, type LendingPart, USUAL_REGION } from "./lending/lending-part.ts";
import type { LendingSettings } from "./lending/lending-settings.ts";
import { createPeoplePart, type People } from "./people/create-people-part.ts";
import { type RoleJudging, roleJudging } from "./roles/role-judging.ts";
import type { RoleExplainer, RoleMap } from "./roles/role-map.ts";
import { createRolesPart, type RolesPart } from "./roles/roles-part.ts";
import { createScanningPart, type ScanningPart } from "./scanning/scanning-part.ts";
import type { ScanningSettings } from "./scanning/scanning-settings.ts";
import type { ServerPart } from "./server-part.ts";
import type { ServerRole } from "./server-role.ts";
import type { ServerTools } from "./server-tools.ts";

interface Wanted {
  readonly roles: readonly ServerRole[];
  readonly environment: Environment;
}

/** The parts of the server that a replica has. @throws {ActasError} `configuration` */
export async function assembleParts(
  tools: ServerTools,
  { accounts, admins, people: settings, lending: lendingSettings, roles: rolesSettings }: ServerConfiguration,
  { roles, environment }: Wanted,
): Promise<readonly ServerPart[]> {
  const people = roles.includes("api") && settings ? await createPeoplePart(tools, settings) : undefined;
  if (roles.includes("api") && !settings)
    tools.log("nobody can sign in, and there are no pages: the configuration has no `people`");
  const endpoints = awsEndpoints(environment);
  const region = lendingSettings.region ?? USUAL_REGION;
  const own = ownCredentials(tools, { region, endpoints }, environment);
  let known: RolesPart | undefined;
  // What cannot be read now is read a little later.
  const whenScanned = async (): Promise<void> => known?.map.refresh().catch(() => {});
  const scanning =
    accounts && scanningPart(tools, accounts, { own, region, environment, lending: lendingSettings, whenScanned });
  const worker = scanning && roles.includes("worker") ? [scanning] : [];
  if (!people && !roles.includes("issuer")) return worker;
  const judging = roleJudging({ lending: lendingSettings, roles: rolesSettings }, tools.url);
  const mapping = createRolesPart(tools, judging);
  const { map } = mapping;
  known = mapping;
  const lending = createLendingPart(tools, lendingSettings, {
    roles: map,
    ownCredentials: own,
    endpoints,
    askForScan: async (accountId) => scanning?.runs.again(accountId),
  });
  const issuer = roles.includes("issuer") ? lending : { ...lending, routes: [] };
  if (!people) return [issuer, ...worker];
  const needs = { people, lending, map, judging, settings: lendingSettings, scanning };
  return [issuer, mapping, people.part, apiPart(tools, needs), ...adminParts(tools, { ...needs, admins }), ...worker];
}

interface ApiParts {
  readonly people: People;
  readonly lending: LendingPart;
  readonly map: RoleMap & RoleExplainer;
  readonly judging: RoleJudging;
  readonly settings: LendingSettings;
  readonly scanning: ScanningPart | undefined;
}

interface ScanningParts {
  readonly own: () => Promise<Credentials>;
  readonly region: string;
  readonly environment: Environment;
  readonly lending: LendingSettings;
  readonly whenScanned: () => Promise<void>;
}

function scanningPart(
  tools: ServerTools,
  settings: ScanningSettings,
  { environment, lending, own, region, whenScanned }: ScanningParts,
): ScanningPart {
  const caller = { clock: tools.clock, credentials: own, environment: { ...environment, AWS_REGION: region } };
  return createScanningPart(tools, settings, { caller, ourRole: lending.broker?.roleArn, whenScanned });
}

function apiPart({ clock, database }: ServerTools, { people, lending, map, scanning, settings }: ApiParts): ServerPart {
  const { idTokens } = people;
  const { aliases: aliasesFor = "signed-in", rebuilders = [] } = settings.mozilla ?? {};
  return createApiPart({
    bouncer: people.bouncer,
    lender: lending.lender,
    roles: map,
    rules: lending.rules,
    reserve: lending.reserve,
    now: clock.now,
    ...(idTokens && {
      mozilla: {
        idTokens,
        aliasesFor,
        rebuilders,
        aliases: () => accountAliases(database),
        rebuild: async () => {
          if (!scanning) throw new HttpRefusal(503, "unavailable", "this server scans no accounts");
          const requested = await scanning.runs.request();
          if (requested.state !== "too soon") return { answer: "begun" };
          return { answer: "too-soon", secondsLeft: requested.secondsLeft };
        },
      },
    }),
  });
}

function adminParts(
  tools: ServerTools,
  { admins, judging, lending, map, people }: ApiParts & Pick<ServerConfiguration, "admins">,
): readonly ServerPart[] {
  if (admins.length === 0) {
    tools.log("there are no pages below /admin: `admins` in the configuration names no group");
    return [];
  }
  if (!people.pages) {
    tools.log("there are no pages for administrators: people sign in at an authorization server that is not this one");
    return [];
  }
  const judges = { roles: map, judging, rules: lending.rules, reserve: lending.reserve, now: tools.clock.now };
  return [createAdminPart(tools, { ...judges, admins, people: people.pages })];
}

function ownCredentials(
  { clock, network }: ServerTools,
  { region, endpoints: { sts: endpointUrl } }: { readonly region: string; readonly endpoints: AwsEndpoints },
  environment: Environment,
): () => Promise<Credentials> {
  const location = regionalSts({ region, endpointUrl, network });
  const readFile = (path: string): string => readFileSync(path, "utf8");
  return new OwnCredentials({ environment, clock, sts: new Sts(clock), location, readFile }).get;
}
