#!/usr/bin/env python3
"""Reads what `sightglass tail` printed and fails unless it is what the example servers send.

check.py FILE COUNT   every line a JSON message; at least COUNT; the numbered ones of channel "demo"
follow each other without a hole or a repetition; samples hold numbers that move.
"""
import json
import sys

path, count = sys.argv[1], int(sys.argv[2])
lines = [line for line in open(path, encoding="utf-8") if line.strip()]
messages = [json.loads(line) for line in lines]
numbered = [m for m in messages if m.get("channel") == "demo" and m.get("seq")
            and m["type"] in ("samples", "event")]
seqs = [m["seq"] for m in numbered]
samples = [m for m in numbered if m["type"] == "samples"]
values = {json.dumps(m["values"]) for m in samples}


def insist(holds, otherwise):
    if not holds:
        print(f"check.py: {otherwise}; the last line was: {lines[-1].strip() if lines else 'none'}")
        sys.exit(1)


insist(len(messages) >= count, f"{len(messages)} lines instead of {count}")
insist(len(samples) >= count // 2, f"only {len(samples)} numbered samples messages in {len(lines)} lines")
holes = [(a, b) for a, b in zip(seqs, seqs[1:]) if b != a + 1]
insist(not holes, f"the numbers do not follow each other: {holes[:5]}")
insist(not any(m["type"] == "gap" for m in messages), "a gap, though the server had forgotten nothing")
insist(len(values) == len(samples), "the values do not move")
print(f"{len(messages)} messages, numbers {seqs[0]} to {seqs[-1]} without a hole")
