import type { CredentialRequest } from "../base/credential-request.ts";

/** Asks for a grant: for the process that asks, which finds an endpoint or a credentials file; or for a shell. */
export type GrantMessage =
  | { readonly request: "grant"; readonly for: CredentialRequest; readonly program: string }
  | { readonly request: "file-grant"; readonly for: CredentialRequest; readonly program: string }
  | { readonly request: "shell-grant"; readonly for: CredentialRequest; readonly shell: number }
  | { readonly request: "end-shell-grants"; readonly shell: number };
