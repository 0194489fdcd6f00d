// For each line on standard input, asks the AWS at SANDBOX_URL who it is, and prints the answer.
import { createInterface } from "node:readline";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const sts = new STSClient({ region: "eu-west-1", endpoint: process.env.SANDBOX_URL });
for await (const _ of createInterface({ input: process.stdin })) {
  console.log((await sts.send(new GetCallerIdentityCommand({}))).Arn);
}
