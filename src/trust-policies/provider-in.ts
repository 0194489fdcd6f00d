/** An OpenID provider as a policy names it. */
export interface NamedProvider {
  /** Where the provider is registered, which is the role's account and partition too. */
  readonly role: { readonly accountId: string; readonly partition: string };
  /** The issuer without `https://`. */
  readonly provider: string;
}

/** The provider that an ARN names; `undefined` for a bare name, and for a SAML provider. */
export function providerIn(principal: string): NamedProvider | undefined {
  const [, partition, accountId, provider] = PROVIDER_ARN.exec(principal) ?? [];
  return partition && accountId && provider ? { role: { accountId, partition }, provider } : undefined;
}

const PROVIDER_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):oidc-provider\/(.+)$/;
