import { beforeAll } from "bun:test";
import { needs, testNeeding } from "../needs.ts";
import { Keycloak } from "./keycloak.ts";

/** Enough for a busy machine. */
const LIMIT_MS = 180_000;
const NEEDED = ["keycloak", "jdk", "setpriv"] as const;

let shared: Promise<Keycloak> | undefined;

/**
 * A test with the one Keycloak of this test process, where everyone makes people and clients of their own. It is
 * skipped where one of the tools is missing.
 */
export function keycloakTest(
  tools: readonly string[],
  name: string,
  body: (keycloak: Keycloak) => Promise<void>,
): void {
  testNeeding(...NEEDED, ...tools)(name, async () => body(await sharedKeycloak()), LIMIT_MS);
}

beforeAll(async () => {
  if (!needs(...NEEDED)) await sharedKeycloak();
}, LIMIT_MS);

function sharedKeycloak(): Promise<Keycloak> {
  shared ??= Keycloak.start();
  return shared;
}
