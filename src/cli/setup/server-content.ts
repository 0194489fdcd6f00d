import { ActasError } from "../../base/errors.ts";
import { meantName } from "../../base/nearest-name.ts";
import type { Secret } from "../../base/secret.ts";
import { grantTypeNamed } from "../../source-files/grant-type-named.ts";
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
 * The content of a source file for a credential server: only what the user typed, so that defaults stay defaults.
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
      ...grantTypesFrom(flags),
    },
  };
}

function grantTypesFrom(flags: ServerFlags): Partial<NonNullable<SourceFileContent["oauth"]>> {
  const { authorizationEndpoint, deviceAuthorizationEndpoint, localPort, useLocalhost } = flags;
  const [first = "code", ...others] = (flags.grant ?? ["code"]).map(grantTypeFrom);
  const grantTypes = [first, ...others];
  const ofCode = { authorizationEndpoint, localPort, useLocalhost };
  if (!grantTypes.includes("code")) refuseFlags("code", ofCode);
  if (!grantTypes.includes("device")) refuseFlags("device", { deviceAuthorizationEndpoint });
  return {
    ...(grantTypes.includes("code") && {
      code_grant: {
        ...(authorizationEndpoint && { authorization_endpoint: authorizationEndpoint }),
        ...(localPort && { local_port: localPort }),
        ...(useLocalhost && { use_localhost: true }),
      },
    }),
    ...(grantTypes.includes("device") && {
      device_grant: {
        ...(deviceAuthorizationEndpoint && { device_authorization_endpoint: deviceAuthorizationEndpoint }),
      },
    }),
    ...(others.length > 0 && { default_grant_type: `${first}_grant` }),
  };
}

function grantTypeFrom(name: string): "code" | "device" {
  const grantType = grantTypeNamed(name);
  if (grantType) return grantType;
  const meant = meantName(name, ["code", "device"]);
  throw new ActasError("usage", `cannot use \`--grant\` with "${name}": it is \`code\` or \`device\``, {
    hints: meant ? [`did you mean \`${meant}\`?`] : [],
  });
}

function refuseFlags(grantType: string, flags: Readonly<Record<string, unknown>>): void {
  const name = Object.keys(flags).find((key) => flags[key] !== undefined);
  if (!name) return;
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new ActasError("usage", `cannot use \`${flag}\`: it belongs to the ${grantType} grant`, {
    hints: [`add \`--grant ${grantType}\``],
  });
}
