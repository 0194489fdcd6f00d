"""Reads the object that says who reads it; with an argument, without the credentials that boto3 would find."""

import os
import sys

import polars

options = {"aws_endpoint_url": os.environ["SANDBOX_URL"], "aws_region": "eu-west-1", "aws_allow_http": "true"}
chain = {"credential_provider": None} if len(sys.argv) > 1 else {}
print(polars.scan_csv("s3://sandbox-111122223333/who.csv", storage_options=options, **chain).collect().item())
