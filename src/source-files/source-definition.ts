import type { GrantType } from "../base/credential-request.ts";
import type { EndpointVariant } from "../base/partitions.ts";
import type { Secret } from "../base/secret.ts";
import type { Network } from "../network/network.ts";

interface Definition {
  /** What the user types to name it; one id names one source. */
  readonly id: string;
  /**
   * Identity Center: the start URL in its normal form, see `normalStartUrl`; credential server: the base URL, whose
   * trailing slash counts (RFC 3986 5.2).
   */
  readonly url: string;
  /** How to sign in when the user does not say. */
  readonly defaultGrantType: GrantType;
  /** How it is reached: as the request that needs it says. */
  readonly network?: Network;
  /** Where it was read, for messages: a path, or a section and a path. */
  readonly origin: string;
}

/** AWS IAM Identity Center. @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/ */
export interface IdentityCenterDefinition extends Definition {
  readonly kind: "identity-center";
  readonly region: string;
  /** The start URL as it is written, where that is not the normal form: the AWS CLI goes by the text. */
  readonly writtenUrl?: string;
  readonly scopes: readonly string[];
  /** A fixed port for the redirect; absent: any free one. */
  readonly localPort?: number;
  /** Whether the sign-in is also kept where the AWS CLI keeps its own, `~/.aws/sso/cache`. */
  readonly shareCache: boolean;
  /** Whose home directory that is, if the sign-in is shared; absent: that of this process. */
  readonly home?: string;
  /** In place of `https://oidc.REGION.amazonaws.com` and `https://portal.sso.REGION.amazonaws.com`. */
  readonly endpoints: { readonly oidc?: string; readonly portal?: string; readonly variant?: EndpointVariant };
}

/** A team's credential server, and the OAuth 2.0 authorization server in front of it. */
export interface CredentialServerDefinition extends Definition {
  readonly kind: "credential-server";
  readonly oauth: {
    readonly clientId: string;
    readonly clientSecret?: Secret;
    /** Prints the secret when it is needed. */
    readonly clientSecretCommand?: string;
    readonly scopes: readonly string[];
    /** Whom its answers must be from; absent: whoever is at the authorization endpoint's origin (RFC 9207 section 2.4). */
    readonly issuer?: string;
    readonly tokenEndpoint: string;
    readonly revocationEndpoint?: string;
    readonly codeGrant?: {
      readonly authorizationEndpoint: string;
      readonly localPort?: number;
      readonly redirectHost: "127.0.0.1" | "localhost";
    };
    readonly deviceGrant?: { readonly deviceAuthorizationEndpoint: string };
  };
}

/** A source one signs in to. */
export type SourceDefinition = IdentityCenterDefinition | CredentialServerDefinition;
