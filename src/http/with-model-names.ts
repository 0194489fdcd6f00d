const MODELS = [
  "AccessToken",
  "AuthorizationCode",
  "Client",
  "DeviceCode",
  "Grant",
  "IdToken",
  "Interaction",
  "RefreshToken",
  "ReplayDetection",
  "Session",
] as const;

/** A provider of `oidc-provider` looks up lifetimes and stored models by the names of its classes, which a minifier drops. */
export function withModelNames<P extends Readonly<Record<(typeof MODELS)[number], object>>>(provider: P): P {
  for (const name of MODELS) Object.defineProperty(provider[name], "name", { value: name });
  return provider;
}
