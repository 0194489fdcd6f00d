import type { CredentialRequest } from "../base/credential-request.ts";

/** What is asked of the agent for a container: by the command that starts it, and then by its relay. */
export type ContainerMessage =
  | {
      readonly request: "container-grant";
      readonly for: CredentialRequest;
      readonly program: string;
      /** Where the relay listens, on the container's own loopback. */
      readonly port: number;
      /** The command line that the relay is started with, by the container engine. */
      readonly relay: readonly string[];
    }
  | { readonly request: "take-over-grant"; readonly grant: string }
  | { readonly request: "relayed-credentials"; readonly grant: string };

/** What a container is started with. The grant is the process's that asked until a relay takes it over. */
export interface ContainerGrant {
  /** Its id. */
  readonly grant: string;
  /** Where the agent listens. */
  readonly socket: string;
  readonly environmentFile: string;
  /** The directory in which podman finds how to start the relay. */
  readonly hooks: string;
  /** Variables that the container's image shall not set. */
  readonly unset: readonly string[];
}
