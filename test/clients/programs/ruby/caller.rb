# Asks the AWS at SANDBOX_URL who it is.
require "aws-sdk-core"
puts Aws::STS::Client.new(region: "eu-west-1", endpoint: ENV.fetch("SANDBOX_URL")).get_caller_identity.arn
