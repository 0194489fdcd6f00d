// Stands in for the AWS CLI where there is none: the AWS SDK for JavaScript, which finds credentials by itself.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const { $metadata: _, ...identity } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
console.log(JSON.stringify(identity, null, 4));
