import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { emptyTally, type Tally } from "./tally.ts";

/**
 * A typical program under `exec`: it calls the container endpoint all the time, and makes calls with the AWS SDK, which
 * decides itself when to fetch credentials and how long to keep them. `program.ts ARN` counts the calls that AWS
 * attributes to an identity whose ARN does not start with `ARN`.
 */
const [, , expected = ""] = process.argv;
const POLL_MS = 100;
const CALL_MS = 700;
const url = process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI ?? "";
const authorization = process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? "";
const tally = emptyTally();
const sts = new STSClient({ maxAttempts: 1 });

setInterval(() => void poll(), POLL_MS);
setInterval(() => void call(), CALL_MS);
setInterval(tell, 1_000);

async function poll(): Promise<void> {
  try {
    const response = await fetch(url, { headers: { authorization }, signal: AbortSignal.timeout(5_000) });
    const body = await response.text();
    if (response.status !== 200) tally[nameOf(response.status)]++;
    else {
      tally.answers++;
      if (Date.parse(JSON.parse(body).Expiration) <= Date.now()) tally.expired++;
    }
  } catch {
    tally.away++;
  }
}

function nameOf(status: number): keyof Tally {
  return status === 401 ? "unauthorized" : status === 503 || status === 429 ? "notYet" : "otherStatus";
}

async function call(): Promise<void> {
  try {
    const { Arn = "" } = await sts.send(new GetCallerIdentityCommand());
    tally.calls++;
    if (!Arn.startsWith(expected)) tally.wrong++;
  } catch (error) {
    const isOfAws = error instanceof Error && "$metadata" in error && error.name !== "CredentialsProviderError";
    tally[isOfAws ? "refused" : "unsigned"]++;
  }
}

function tell(): void {
  console.log(JSON.stringify(tally));
  Object.assign(tally, emptyTally());
}
