# Asks the AWS at SANDBOX_URL who it is; with an argument, for each line on standard input.
require "aws-sdk-core"
sts = Aws::STS::Client.new(region: "eu-west-1", endpoint: ENV.fetch("SANDBOX_URL"))
$stdout.sync = true
(ARGV.empty? ? ["once"] : $stdin.each_line).each { puts sts.get_caller_identity.arn }
