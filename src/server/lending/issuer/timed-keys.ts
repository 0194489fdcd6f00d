import type { Measures } from "../../metrics/measures.ts";
import { took } from "../../metrics/took.ts";
import type { IssuerKeys } from "./signing-key.ts";

/** The same keys; how long a signature takes is measured. */
export function timedKeys(keys: IssuerKeys, measures: Measures | undefined): IssuerKeys {
  if (!measures) return keys;
  return {
    published: () => keys.published(),
    async current() {
      const key = await keys.current();
      const tell = (outcome: string, ms: number): void => measures.took("actas_signing_seconds", { outcome }, ms);
      return { ...key, sign: (text) => took(() => key.sign(text), tell) };
    },
  };
}
