import { ActasError } from "../../base/errors.ts";
import type { Secret } from "../../base/secret.ts";
import { grantNamed } from "../../source-files/grant-type-named.ts";
import type { SourceFileContent } from "../../source-files/source-file-shape.ts";

/** What commander makes of the options of `actas setup server`. */
export interface ServerFlags {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecretStdin?: true;
  readonly scope?: string[];
  readonly grant?: readonly string[];
  readonly authorizationEndpoint?: string;
  readonly tokenEndpoint?: string;
  readonly deviceAuthorizationEndpoint?: string;
  readonly revocationEndpoint?: string;
  readonly localPort?: number;
  readonly useLocalhost?: true;
  readonly check: boolean;
  readonly overwrite?: true;
}

/**
 * What the source file of a credential server says; only what was typed is in it, so that defaults stay defaults.
 *
 * @throws {ActasError} `usage` for options that do not go together
 */
export function serverContent(
  id: string,
  flags: ServerFlags,
  secret: Secret | undefined,
): SourceFileContent & { readonly id: string } {
  const { url, clientId, scope, tokenEndpoint, revocationEndpoint } = flags;
  return {
    id,
    url,
    oauth: {
      client_id: clientId,
      ...(secret && { client_secret: secret.reveal() }),
      ...(scope && { scope }),
      ...(tokenEndpoint && { token_endpoint: tokenEndpoint }),
      ...(revocationEndpoint && { revocation_endpoint: revocationEndpoint }),
      ...grantsFrom(flags),
    },
  };
}

function grantsFrom(flags: ServerFlags): Partial<NonNullable<SourceFileContent["oauth"]>> {
  const { authorizationEndpoint, deviceAuthorizationEndpoint, localPort, useLocalhost } = flags;
  const [first = "code", ...others] = (flags.grant ?? ["code"]).map(grantFrom);
  const grants = [first, ...others];
  const ofCode = { authorizationEndpoint, localPort, useLocalhost };
  if (!grants.includes("code")) refuseFlags("code", ofCode);
  if (!grants.includes("device")) refuseFlags("device", { deviceAuthorizationEndpoint });
  return {
    ...(grants.includes("code") && {
      code_grant: {
        ...(authorizationEndpoint && { authorization_endpoint: authorizationEndpoint }),
        ...(localPort && { local_port: localPort }),
        ...(useLocalhost && { use_localhost: true }),
      },
    }),
    ...(grants.includes("device") && {
      device_grant: {
        ...(deviceAuthorizationEndpoint && { device_authorization_endpoint: deviceAuthorizationEndpoint }),
      },
    }),
    ...(others.length > 0 && { default_grant_type: `${first}_grant` }),
  };
}

function grantFrom(name: string): "code" | "device" {
  const grant = grantNamed(name);
  if (grant) return grant;
  throw new ActasError("usage", "cannot use `--grant`: it is neither code nor device");
}

function refuseFlags(grant: string, flags: Readonly<Record<string, unknown>>): void {
  const name = Object.keys(flags).find((key) => flags[key] !== undefined);
  if (!name) return;
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new ActasError("usage", `cannot use \`${flag}\`: it belongs to the ${grant} grant`, {
    hints: [`add \`--grant ${grant}\``],
  });
}
