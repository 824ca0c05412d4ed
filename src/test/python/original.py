"""Runs a service of the original: `original.py <module> <database> [its arguments]`.

Its command line is as it is, but for the metrics, which it would offer to the network.
"""

import importlib
import os
import sys

import prometheus_client

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # else it asks the network first
module, os.environ["JIMS_DB_CONN_URI"] = sys.argv.pop(1), sys.argv.pop(1)
listen = prometheus_client.start_http_server
prometheus_client.start_http_server = lambda port: listen(port, addr="127.0.0.1")
importlib.import_module(module).main()
