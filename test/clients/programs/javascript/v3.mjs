// Asks the AWS at SANDBOX_URL who it is.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const sts = new STSClient({ region: "eu-west-1", endpoint: process.env.SANDBOX_URL });
console.log((await sts.send(new GetCallerIdentityCommand({}))).Arn);
