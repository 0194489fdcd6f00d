"""Asks the AWS at SANDBOX_URL who it is, with the credentials and the signature of the AWS Common Runtime; with an
argument, for each line on standard input."""

import os
import sys
import urllib.request

from awscrt.auth import (
    AwsCredentialsProvider,
    AwsSignatureType,
    AwsSigningAlgorithm,
    AwsSigningConfig,
    aws_sign_request,
)
from awscrt.http import HttpHeaders, HttpRequest
from awscrt.io import ClientBootstrap, DefaultHostResolver, EventLoopGroup

QUERY = "/?Action=GetCallerIdentity&Version=2011-06-15"

group = EventLoopGroup(1)
provider = AwsCredentialsProvider.new_default_chain(ClientBootstrap(group, DefaultHostResolver(group)))
url = os.environ["SANDBOX_URL"]
for _ in sys.stdin if sys.argv[1:] else ["once"]:
    request = HttpRequest("GET", QUERY, HttpHeaders([("host", url.removeprefix("http://"))]))
    signing = AwsSigningConfig(
        algorithm=AwsSigningAlgorithm.V4,
        signature_type=AwsSignatureType.HTTP_REQUEST_HEADERS,
        credentials_provider=provider,
        region="eu-west-1",
        service="sts",
    )
    aws_sign_request(request, signing).result(timeout=20)
    signed = urllib.request.Request(url + QUERY, headers=dict(request.headers))
    print(" ".join(urllib.request.urlopen(signed).read().decode().split()), flush=True)
