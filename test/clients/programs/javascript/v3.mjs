// Asks the AWS at SANDBOX_URL who it is; with an argument, for each line on standard input.
import { createInterface } from "node:readline";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const sts = new STSClient({ region: "eu-west-1", endpoint: process.env.SANDBOX_URL });
for await (const _ of process.argv.length > 2 ? createInterface({ input: process.stdin }) : ["once"]) {
  console.log((await sts.send(new GetCallerIdentityCommand({}))).Arn);
}
