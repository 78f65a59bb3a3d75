"""One section, in a process of its own: `python -m benchmarks.soak.section MODULE MINUTES` prints its result."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module

if __name__ == "__main__":
    module = import_module(sys.argv[1])
    result = module.run(float(sys.argv[2]))
    print(json.dumps(asdict(result)), flush=True)
    sys.exit(0 if result.passed else 1)
