import { AWS_FILES } from "./aws-files.ts";
import { BROKER } from "./broker.ts";
import { CACHE } from "./cache.ts";
import { COMMANDS } from "./commands.ts";
import { CREDENTIALS } from "./credentials.ts";
import { HARDENING } from "./hardening.ts";
import { ID_TOKENS } from "./id-tokens.ts";
import { LENDING } from "./lending.ts";
import { LISTENERS } from "./listeners.ts";
import { METADATA_SERVICE } from "./metadata-service.ts";
import type { Mutation } from "./mutation.ts";
import { OAUTH } from "./oauth.ts";
import { OUTPUT } from "./output.ts";
import { OWN_FILES } from "./own-files.ts";
import { PEOPLE_BROWSERS } from "./people-browsers.ts";
import { PEOPLE_TOKENS } from "./people-tokens.ts";
import { PICKER_PAGE } from "./picker-page.ts";
import { POLICIES } from "./policies.ts";
import { PROCESSES } from "./processes.ts";
import { PROOFS_OF_KEYS } from "./proofs.ts";
import { REDIRECTS } from "./redirects.ts";
import { RELAYS } from "./relays.ts";
import { ROLE_LISTS } from "./role-lists.ts";
import { ROLE_MAP } from "./role-map.ts";
import { SERVED_CONTAINER } from "./served-container.ts";
import { SERVERS } from "./servers.ts";
import { SOCKET } from "./socket.ts";
import { TEAM_SERVER } from "./team-server.ts";
import { WEB_IDENTITY } from "./web-identity.ts";

/** Every defence that is taken away in turn. */
export const MUTATIONS: readonly Mutation[] = [
  ...HARDENING,
  ...LISTENERS,
  ...METADATA_SERVICE,
  ...SERVED_CONTAINER,
  ...RELAYS,
  ...PICKER_PAGE,
  ...SOCKET,
  ...REDIRECTS,
  ...PROCESSES,
  ...OWN_FILES,
  ...AWS_FILES,
  ...CREDENTIALS,
  ...BROKER,
  ...CACHE,
  ...SERVERS,
  ...LENDING,
  ...PEOPLE_TOKENS,
  ...PEOPLE_BROWSERS,
  ...PROOFS_OF_KEYS,
  ...TEAM_SERVER,
  ...POLICIES,
  ...ROLE_LISTS,
  ...ROLE_MAP,
  ...OAUTH,
  ...OUTPUT,
  ...COMMANDS,
  ...WEB_IDENTITY,
  ...ID_TOKENS,
];
