"""Reads OpenMetrics from standard input as Prometheus' own client library does, and prints it as JSON."""

import json
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families

print(
    json.dumps(
        [
            {
                "name": family.name,
                "type": family.type,
                "help": family.documentation,
                "samples": [
                    {"name": sample.name, "labels": sample.labels, "value": sample.value} for sample in family.samples
                ],
            }
            for family in text_string_to_metric_families(sys.stdin.read())
        ]
    )
)
