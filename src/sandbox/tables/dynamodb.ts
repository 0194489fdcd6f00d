import { AwsError } from "../aws-error.ts";
import { type JsonInput, jsonService, textIn } from "../json-service.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { Caller } from "../signature/key-ring.ts";
import { emittedStacks, INDEX, type Item, TABLE, type Text } from "./emitted-stacks.ts";

/** Of the table, and of what asks for it. */
const OWNER = "111122223333";
/** AWS ends a page at a megabyte; here it is early, so that a client that reads one page only is noticed. */
const ON_A_PAGE = 50;

/** Amazon DynamoDB, as far as Mozilla's builder asks it: all items of one index that have one value. */
export const dynamodb = jsonService({
  name: "dynamodb",
  target: "DynamoDB_20120810",
  version: "1.0",
  codes: { Throttling: "ProvisionedThroughputExceededException" },
  actions: { Query: query },
});

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
function query(input: JsonInput, { accountId }: Caller, { organization, settings }: MadeUpAws): object {
  if (textIn(input, "TableName") !== TABLE || accountId !== OWNER) {
    throw new AwsError("NoSuchEntity", "Requested resource not found");
  }
  if (input.IndexName !== INDEX) {
    throw new AwsError("ValidationError", "The table does not have the specified index");
  }
  const names = recordOf<string>(input.ExpressionAttributeNames);
  const values = recordOf<Text>(input.ExpressionAttributeValues);
  const named = (name: string): string => (name.startsWith("#") ? (names[name] ?? "") : name);
  const [, key = "", value = ""] = /^\s*(#?\w+)\s*=\s*(:\w+)\s*$/.exec(textIn(input, "KeyConditionExpression")) ?? [];
  if (named(key) !== INDEX || !values[value]?.S) {
    throw new AwsError("ValidationError", `Query condition missed key schema element: ${INDEX}`);
  }
  const wanted = values[value].S;
  const found = emittedStacks(organization.members(settings.values.accounts)).filter(
    ({ category }) => category?.S === wanted,
  );
  const start = startOf(input.ExclusiveStartKey, found);
  const size = typeof input.Limit === "number" ? Math.min(input.Limit, ON_A_PAGE) : ON_A_PAGE;
  const items = found.slice(start, start + size);
  const last = items.at(-1);
  return {
    Items: items.map((item) => projected(item, input.ProjectionExpression, named)),
    Count: items.length,
    ScannedCount: items.length,
    ...(last && start + size < found.length && { LastEvaluatedKey: keyOf(last) }),
  };
}

function startOf(key: unknown, items: readonly Item[]): number {
  if (key === undefined) return 0;
  const id = recordOf<Text>(key).id?.S;
  const last = items.findIndex((item) => item.id?.S === id);
  if (last < 0) throw new AwsError("ValidationError", "The provided starting key is invalid");
  return last + 1;
}

function keyOf({ category, id }: Item): object {
  return { category, id };
}

function projected(item: Item, expression: unknown, named: (name: string) => string): object {
  if (typeof expression !== "string") return item;
  const wanted = expression.split(",").map((name) => named(name.trim()));
  return Object.fromEntries(Object.entries(item).filter(([name]) => wanted.includes(name)));
}

function recordOf<T>(value: unknown): Readonly<Record<string, T>> {
  return typeof value === "object" && value !== null ? (value as Record<string, T>) : {};
}
