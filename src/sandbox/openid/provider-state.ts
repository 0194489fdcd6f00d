import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { createMemoryAdapter } from "oidc-provider/lib/adapters/memory_adapter.js";

/** What a provider keeps when it gets other keys: its sign-ins, and the keys themselves. */
export interface ProviderState {
  readonly adapter: unknown;
  /** The first key signs; all are published. */
  readonly keys: readonly object[];
}

/** The state of a provider that nobody has signed in to. */
export async function newState(): Promise<ProviderState> {
  return { adapter: createMemoryAdapter(), keys: [await newKey()] };
}

/** RS256 is what clients expect by default. */
export async function newKey(): Promise<object> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return privateKey.export({ format: "jwk" });
}
