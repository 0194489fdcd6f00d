/** An account to scan. */
export interface ListedAccount {
  readonly id: string;
  /** Of the organisation, not the alias that the account gives itself. */
  readonly name?: string;
  /** The path of organizational units, such as `Root/Workloads/Prod`. */
  readonly unit?: string;
  /** The role that may read it. */
  readonly auditRoleArn: string;
}

/** What a scan found in one account. */
export interface ScannedAccount {
  readonly account: ListedAccount;
  readonly aliases: readonly string[];
  readonly providers: readonly ScannedProvider[];
  readonly roles: readonly ScannedRole[];
  /** Milliseconds since the epoch. */
  readonly scannedAt: number;
}

/** An OpenID provider that the account trusts. */
export interface ScannedProvider {
  readonly arn: string;
  /** Without `https://`. */
  readonly url: string;
  readonly clientIds: readonly string[];
}

export interface ScannedRole {
  readonly arn: string;
  readonly roleId: string;
  readonly path: string;
  readonly name: string;
  readonly maxSessionSeconds: number;
  /** JSON, as AWS gives it. */
  readonly trustPolicy: string;
}

/** Whether some OpenID provider may be meant: AWS writes their ARNs in full, and everybody as `*`. */
export function federates({ trustPolicy }: ScannedRole): boolean {
  return /oidc-provider\/|"Federated"|"\*"/.test(trustPolicy);
}

/** An account that could not be scanned; what was known of it stays. */
export interface UnscannedAccount {
  readonly account: ListedAccount;
  /** Completes "cannot scan account …: ". */
  readonly reason: string;
  readonly at: number;
}
