// Asks the AWS at SANDBOX_URL who it is; with a second argument, for each line on standard input. The SDK is in the folder
// that is the first argument.
const { createInterface } = require("node:readline");
const AWS = require(process.argv[2]);

const sts = new AWS.STS({ region: "eu-west-1", endpoint: process.env.SANDBOX_URL });
const ask = () =>
  sts.getCallerIdentity({}, (error, answer) => {
    console.log(error ? String(error) : answer.Arn);
    if (error || process.argv.length < 4) process.exit(error ? 1 : 0);
  });
if (process.argv.length < 4) ask();
else createInterface({ input: process.stdin }).on("line", ask);
