# Prints for each line "CONFIG<tab>CREDENTIALS" which keys of an identity the Ruby SDK finds in the default profile.
require "aws-sdk-core"

IDENTITY = /\A(?:aws_(?!sdk_)\w*key\w*|aws_\w+_token|role_arn|source_profile|credential_\w+|web_identity_\w+|login_session|sso_\w+)\z/

STDIN.each_line(chomp: true) do |line|
  found = line.split("\t").flat_map do |path|
    Aws::IniParser.ini_parse(File.read(path)).fetch("default", {}).keys.grep(IDENTITY)
  rescue ArgumentError # what is not text it cannot read
    []
  end
  puts found.join(" ")
end
