/** What a session is told to carry, as CloudTrail would show it. */
export interface SessionFacts {
  readonly name?: string;
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTags?: readonly string[];
  readonly externalId?: string;
  /** The session policy as it was sent. */
  readonly policy?: string;
}

/** Reads what a call of AssumeRole or its siblings says of the session. Nothing for other calls. */
export function sessionFacts(parameters: URLSearchParams): SessionFacts {
  const [name, sourceIdentity] = [parameters.get("RoleSessionName"), parameters.get("SourceIdentity")];
  const [externalId, policy] = [parameters.get("ExternalId"), parameters.get("Policy")];
  const tags = members(parameters, /^Tags\.member\.(\d+)\.Key$/).map(
    ([number, key]) => [key, parameters.get(`Tags.member.${number}.Value`) ?? ""] as const,
  );
  const transitiveTags = members(parameters, /^TransitiveTagKeys\.member\.(\d+)$/).map(([, key]) => key);
  return {
    ...(name !== null && { name }),
    ...(sourceIdentity !== null && { sourceIdentity }),
    ...(tags.length > 0 && { tags: Object.fromEntries(tags) }),
    ...(transitiveTags.length > 0 && { transitiveTags }),
    ...(externalId !== null && { externalId }),
    ...(policy !== null && { policy }),
  };
}

/**
 * What STS must be allowed to do beside the call itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export function furtherActions({ sourceIdentity, tags }: SessionFacts): readonly string[] {
  return [...(tags ? ["sts:TagSession"] : []), ...(sourceIdentity === undefined ? [] : ["sts:SetSourceIdentity"])];
}

function members(parameters: URLSearchParams, pattern: RegExp): readonly (readonly [string, string])[] {
  return [...parameters].flatMap(([name, value]) => {
    const [, number] = pattern.exec(name) ?? [];
    return number === undefined ? [] : [[number, value] as const];
  });
}
