import { AwsRefusal } from "../../aws/sts-errors.ts";
import { ActasError } from "../../base/errors.ts";

/** Asks AWS for something, and tells how that ended and how long it took. */
export async function took<T>(
  ask: () => Promise<T>,
  tell: (outcome: string, milliseconds: number) => void,
): Promise<T> {
  const begin = performance.now();
  try {
    const result = await ask();
    tell("ok", performance.now() - begin);
    return result;
  } catch (error) {
    tell(outcomeOf(error), performance.now() - begin);
    throw error;
  }
}

function outcomeOf(error: unknown): string {
  if (error instanceof AwsRefusal && error.awsCode === "AccessDenied") return "denied";
  const code = error instanceof ActasError ? error.code : "bug";
  return code === "throttled" || code === "unreachable" ? code : "failed";
}
