"""For each line on standard input, prints the access key id that boto3 would sign with now."""

import sys

import boto3

session = boto3.Session()
for _ in sys.stdin:
    print(session.get_credentials().get_frozen_credentials().access_key, flush=True)
