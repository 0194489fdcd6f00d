/** What a program counts and reports once a second as a line of JSON. */
export interface Tally {
  /** Answers of the container endpoint with credentials. */
  answers: number;
  /** 401: the grant is lost. */
  unauthorized: number;
  /** 503: AWS has not answered yet, or fails. */
  notYet: number;
  /** Any other status. */
  otherStatus: number;
  /** No agent listens: it was killed, and no command has started one yet. */
  away: number;
  /** Credentials that had expired before the agent handed them out. */
  expired: number;
  /** Calls that the AWS SDK made with credentials it had fetched itself. */
  calls: number;
  /** Calls signed by an identity that is not the target's. */
  wrong: number;
  /** Calls that AWS refused because their credentials had expired or were unknown. */
  refused: number;
  /** Calls that the SDK did not make because it got no credentials. */
  unsigned: number;
}

export function emptyTally(): Tally {
  return {
    ...{ answers: 0, unauthorized: 0, notYet: 0, otherStatus: 0, away: 0, expired: 0 },
    ...{ calls: 0, wrong: 0, refused: 0, unsigned: 0 },
  };
}

export function addTo(sum: Tally, more: Tally): void {
  for (const name of Object.keys(sum) as (keyof Tally)[]) sum[name] += more[name];
}
