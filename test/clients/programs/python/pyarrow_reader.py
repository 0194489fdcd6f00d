"""Reads the object that says who reads it, with the AWS SDK for C++; with an argument, for each line on standard
input."""

import os
import sys

from pyarrow.fs import S3FileSystem

host = os.environ["SANDBOX_URL"].removeprefix("http://")
files = S3FileSystem(endpoint_override=host, scheme="http", region="eu-west-1")
for _ in sys.stdin if sys.argv[1:] else ["once"]:
    answer = files.open_input_stream("sandbox-111122223333/who.csv").read().decode()
    print(" ".join(answer.split()), flush=True)
