import { AwsError } from "../aws-error.ts";

/** Limits of a text parameter, as the service model states them. */
export interface TextLimits {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
}

/**
 * A parameter that may be left out.
 *
 * @throws {AwsError} `ValidationError`, in the words of AWS's validation
 */
export function optionalParameter(parameters: URLSearchParams, name: string, limits: TextLimits): string | undefined {
  const value = parameters.get(name);
  if (value === null) return undefined;
  if (value.length < limits.min)
    throw invalid(name, value, `Member must have length greater than or equal to ${limits.min}`);
  if (value.length > limits.max)
    throw invalid(name, value, `Member must have length less than or equal to ${limits.max}`);
  if (!limits.pattern.test(value)) {
    throw invalid(name, value, `Member must satisfy regular expression pattern: ${limits.pattern.source}`);
  }
  return value;
}

/** A required parameter; otherwise like {@link optionalParameter}. */
export function requiredParameter(parameters: URLSearchParams, name: string, limits: TextLimits): string {
  const value = optionalParameter(parameters, name, limits);
  if (value === undefined) throw invalid(name, null, "Member must not be null");
  return value;
}

/** `DurationSeconds`; absent: `otherwise`. */
export function durationParameter(
  parameters: URLSearchParams,
  { min, max, otherwise }: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  const text = parameters.get("DurationSeconds");
  if (text === null) return otherwise;
  if (!/^-?\d+$/.test(text)) throw new AwsError("ValidationError", `Invalid value for DurationSeconds: ${text}`);
  const value = Number(text);
  if (value < min) throw invalid("DurationSeconds", text, `Member must have value greater than or equal to ${min}`);
  if (value > max) throw invalid("DurationSeconds", text, `Member must have value less than or equal to ${max}`);
  return value;
}

function invalid(name: string, value: string | null, constraint: string): AwsError {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  const quoted = value === null ? "null" : `'${value}'`;
  const message = `1 validation error detected: Value ${quoted} at '${member}' failed to satisfy constraint: ${constraint}`;
  return new AwsError("ValidationError", message);
}
