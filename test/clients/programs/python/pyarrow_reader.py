"""Reads the object that says who reads it, with the AWS SDK for C++."""

import os

from pyarrow.fs import S3FileSystem

host = os.environ["SANDBOX_URL"].removeprefix("http://")
files = S3FileSystem(endpoint_override=host, scheme="http", region="eu-west-1")
print(files.open_input_stream("sandbox-111122223333/who.csv").read().decode())
