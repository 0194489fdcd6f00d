import { allOfPages, askService, type ServiceAccess } from "./ask-service.ts";

/** All items of a table that have one value in an index. */
export interface IndexQuery {
  readonly table: string;
  /** The index, and the attribute that it is about. */
  readonly index: string;
  readonly value: string;
  /** What is wanted of each item. */
  readonly attribute: string;
}

/**
 * The texts that the items have in one attribute; items without it are passed over.
 *
 * @throws {ActasError}
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
 */
export async function queryIndex(access: ServiceAccess, query: IndexQuery): Promise<readonly string[]> {
  const sdk = await import("@aws-sdk/client-dynamodb");
  const { attribute, index, table, value } = query;
  type Key = NonNullable<import("@aws-sdk/client-dynamodb").QueryCommandOutput["LastEvaluatedKey"]>;
  return askService(
    access,
    { service: "DynamoDB", doing: `read table ${table}`, host: `dynamodb.${access.region}.amazonaws.com` },
    // Otherwise it would look into the AWS files for this.
    (settings) => new sdk.DynamoDBClient({ ...settings, accountIdEndpointMode: "disabled" }),
    (client) =>
      allOfPages("DynamoDB", async (from: Key | undefined) => {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new sdk.QueryCommand({
            TableName: table,
            IndexName: index,
            Select: "SPECIFIC_ATTRIBUTES",
            ProjectionExpression: "#a",
            KeyConditionExpression: "#i = :v",
            ExpressionAttributeNames: { "#a": attribute, "#i": index },
            ExpressionAttributeValues: { ":v": { S: value } },
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        const items = Items.flatMap((item) => item[attribute]?.S ?? []);
        return { items, next: LastEvaluatedKey };
      }),
  );
}
