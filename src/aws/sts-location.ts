import type { ActasError } from "../base/errors.ts";

/** Which STS answers: `endpointUrl` when a profile or the environment names one. */
export interface StsLocation {
  readonly region: string;
  readonly endpointUrl?: string;
  /** Why the endpoint that is named cannot be asked; thrown when somebody asks. */
  readonly unusable?: ActasError;
  /** `legacy`: `sts_regional_endpoints = legacy`, the global endpoint where AWS still has one. */
  readonly scope: "regional" | "legacy";
}
