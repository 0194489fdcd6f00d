import type { EndpointVariant } from "../../base/partitions.ts";
import { isRegionName } from "../../base/region-name.ts";
import { normalStartUrl } from "../start-url.ts";
import { UnusableValue } from "../unusable-value.ts";
import type { Definition, DefinitionKind, InSourceFile, WrittenName } from "./definition-kind.ts";
import type { IdentityCenterContent } from "./identity-center-shape.ts";

/** AWS IAM Identity Center. @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/ */
export interface IdentityCenterDefinition extends Definition {
  readonly kind: "identity-center";
  readonly region: string;
  /** The start URL as written, where that is not the normal form: the AWS CLI compares the text. */
  readonly writtenUrl?: string;
  readonly scopes: readonly string[];
  /** A fixed port for the redirect; absent: any free one. */
  readonly localPort?: number;
  /** Whether the sign-in is shared with the AWS CLI, in `~/.aws/sso/cache`. */
  readonly shareCache: boolean;
  /** The client's home directory. Absent: nothing is shared. */
  readonly home?: string;
  /** In place of `https://oidc.REGION.amazonaws.com` and `https://portal.sso.REGION.amazonaws.com`. */
  readonly endpoints: { readonly oidc?: string; readonly portal?: string; readonly variant?: EndpointVariant };
}

/** The scopes that an access token of Identity Center needs to list and use roles. */
export const IDENTITY_CENTER_SCOPES = ["sso:account:access"];

type Part = { readonly aws_sso?: IdentityCenterContent | undefined };

/** The row of IAM Identity Center. */
export const identityCenter: DefinitionKind<IdentityCenterDefinition> & InSourceFile<IdentityCenterDefinition, Part> = {
  key: "aws_sso",
  reader: ({ aws_sso: content, ...name }, origin) => content && (() => read(content, name, origin)),
  idFrom: normalStartUrl,
  comparedUrl: normalStartUrl,
  whereTokensGo({ endpoints: { oidc, portal }, home, region, shareCache }) {
    return [region, oidc && normal(oidc), portal && normal(portal), shareCache ? home : undefined];
  },
};

/** The portal to sign in to, from a start URL in any spelling. */
export function portalFrom(written: string): Pick<IdentityCenterDefinition, "url" | "writtenUrl"> {
  const url = normalStartUrl(written);
  return { url, ...(written !== url && { writtenUrl: written }) };
}

function read(
  content: IdentityCenterContent,
  { id, url: written }: WrittenName,
  origin: string,
): IdentityCenterDefinition {
  const {
    region,
    scope = IDENTITY_CENTER_SCOPES,
    local_port: localPort,
    share_sso_cache: shareCache = false,
  } = content;
  const portal = portalFrom(written);
  if (!isRegionName(region)) throw new UnusableValue('"aws_sso.region" is not the name of a region');
  return {
    kind: "identity-center",
    id: id ?? portal.url,
    origin,
    ...portal,
    defaultGrantType: "code",
    region,
    scopes: scope,
    ...(localPort && { localPort }),
    shareCache,
    endpoints: {},
  };
}

/** The normal form of an address, which has many spellings. */
function normal(url: string): string {
  return new URL(url).href.replace(/\/+$/, "");
}
