import { readFileSync } from "node:fs";
import { OwnCredentials } from "../aws/own/own-credentials.ts";
import { Sts } from "../aws/sts.ts";
import type { Credentials } from "../base/credentials.ts";
import type { Environment } from "../base/environment.ts";
import { createApiPart } from "./api/api-part.ts";
import type { ServerConfiguration } from "./configuration/server-configuration.ts";
import { createLendingPart, type LendingPart } from "./lending/lending-part.ts";
import { expectedLoan, lentWays } from "./lending/lent-ways.ts";
import { createPeoplePart, type People } from "./people/create-people-part.ts";
import type { RoleMap } from "./roles/role-map.ts";
import { createRolesPart } from "./roles/roles-part.ts";
import type { ServerPart } from "./server-part.ts";
import type { ServerRole } from "./server-role.ts";
import type { ServerTools } from "./server-tools.ts";

interface Wanted {
  readonly roles: readonly ServerRole[];
  readonly environment: Environment;
}

const USUAL_REGION = "us-east-1";

/** The parts of the server that a replica has. @throws {ActasError} `configuration` */
export async function assembleParts(
  tools: ServerTools,
  { people: settings, lending: lendingSettings, roles: rolesSettings }: ServerConfiguration,
  { roles, environment }: Wanted,
): Promise<readonly ServerPart[]> {
  const people = roles.includes("api") && settings ? await createPeoplePart(tools, settings) : undefined;
  if (!people && !roles.includes("issuer")) return [];
  const mapping = createRolesPart(tools, rolesSettings, {
    lends: lentWays(lendingSettings, tools.url),
    expected: expectedLoan(lendingSettings),
  });
  const { map } = mapping;
  const lending = createLendingPart(tools, lendingSettings, {
    roles: map,
    ownCredentials: ownCredentials(tools, lendingSettings.region ?? USUAL_REGION, environment),
    askForScan: async () => {},
  });
  const issuer = roles.includes("issuer") ? lending : { ...lending, routes: [] };
  return people ? [issuer, mapping, people.part, apiPart(tools, { people, lending, map })] : [issuer];
}

interface ApiParts {
  readonly people: People;
  readonly lending: LendingPart;
  readonly map: RoleMap;
}

function apiPart({ clock }: ServerTools, { people, lending, map }: ApiParts): ServerPart {
  return createApiPart({
    bouncer: people.bouncer,
    lender: lending.lender,
    roles: map,
    rules: lending.rules,
    now: clock.now,
  });
}

function ownCredentials(
  { clock, network }: ServerTools,
  region: string,
  environment: Environment,
): () => Promise<Credentials> {
  const location = { region, scope: "regional" as const, ...(network && { network }) };
  const readFile = (path: string): string => readFileSync(path, "utf8");
  return new OwnCredentials({ environment, clock, sts: new Sts(clock), location, readFile }).get;
}
