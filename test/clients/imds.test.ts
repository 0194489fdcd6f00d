import { OWN_NETWORK, passesInOwnNetwork } from "../imds/own-network.ts";
import { isOnCi, needs, testNeeding } from "../support/needs.ts";
import { CLIENTS } from "./clients.ts";

const LIMIT_MS = 240_000;

const tools = [...new Set(CLIENTS.flatMap((client) => client.tools))];
const left = CLIENTS.filter((client) => needs(...client.tools)).map(({ name, version }) => `${name} ${version}`);
const without = left.length > 0 ? ` (NOT TRIED, as they are not installed: ${left.join(", ")})` : "";

testNeeding(...OWN_NETWORK, ...tools.filter(isOnCi))(
  `programs find the role at the address of the metadata service, by themselves${without}`,
  () => passesInOwnNetwork("clients", LIMIT_MS),
  LIMIT_MS,
);
