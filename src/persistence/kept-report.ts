import type { Paths } from "../files/paths.ts";
import { directoryOf, isNothingKept, KEYRING_KINDS, type KeyringKind } from "../keyring/directory-of.ts";

/** What outlives the agent, as far as the names of its files tell. */
export interface KeptReport {
  readonly in: KeyringKind;
  readonly path: string;
  readonly signIns: number;
}

/** Reports what is kept, without opening it: by the setting of today, and by earlier ones. */
export async function keptReport({ state }: Pick<Paths, "state">): Promise<readonly KeptReport[]> {
  if (isNothingKept(state)) return [];
  const reports = await Promise.all(KEYRING_KINDS.map((kind) => reportOf(kind, state)));
  return reports.filter(({ signIns }) => signIns > 0);
}

async function reportOf(keyring: KeyringKind, state: string): Promise<KeptReport> {
  const { openKeyring } = await import("../keyring/open-keyring.ts");
  const { keptKind } = await import("./kept-of.ts");
  const kinds = (await openKeyring(keyring, state).names()).map(keptKind);
  return {
    in: keyring,
    path: directoryOf(keyring, state),
    signIns: kinds.filter((kind) => kind !== "credentials").length,
  };
}
