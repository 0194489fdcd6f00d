// Asks the AWS at SANDBOX_URL who it is. The SDK is in the folder that is the first argument.
const AWS = require(process.argv[2]);

const sts = new AWS.STS({ region: "eu-west-1", endpoint: process.env.SANDBOX_URL });
sts.getCallerIdentity({}, (error, answer) => {
  console.log(error ? String(error) : answer.Arn);
  process.exit(error ? 1 : 0);
});
