// Stands in for the AWS CLI where there is none: the AWS SDK for JavaScript, which finds credentials by itself.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

// What the SDK would say about old versions of Node, and about a token that is given in two ways, is not the subject.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
const logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

const { $metadata: _, ...identity } = await new STSClient({ logger }).send(new GetCallerIdentityCommand({}));
console.log(JSON.stringify(identity, null, 4));
