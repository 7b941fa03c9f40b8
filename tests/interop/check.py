#!/usr/bin/env python3
"""Reads what `sightglass tail` printed and fails unless it is what the example servers send.

check.py FILE COUNT   every line JSON; COUNT samples of demo.walk and a counter; what counts follows
each other without a hole or a repetition (demo.samples by itself, demo.messages together with the
numbers of the events, for it counts messages); nothing is said to be lost; the values move.
"""
import json
import sys

path, count = sys.argv[1], int(sys.argv[2])
lines = [line for line in open(path, encoding="utf-8") if line.strip()]
messages = [json.loads(line) for line in lines]
samples = [m for m in messages if m["type"] == "sample"]
walk = [m["value"] for m in samples if m["series"] == "demo.walk"]
by_message = any(m["series"] == "demo.messages" for m in samples)
numbers = [int(m["value"]) if m["type"] == "sample" else m["seq"] for m in messages
           if (m["type"] == "sample" and m["series"] in ("demo.messages", "demo.samples"))
           or (by_message and m["type"] == "event" and m["seq"])]


def insist(holds, otherwise):
    if not holds:
        print(f"check.py: {otherwise}; the last line was: {lines[-1].strip() if lines else 'none'}")
        sys.exit(1)


insist(len(samples) == count, f"{len(samples)} samples instead of {count}")
insist(len(numbers) >= count // 2 - 1, f"only {len(numbers)} counted")
holes = [(a, b) for a, b in zip(numbers, numbers[1:]) if b != a + 1]
insist(not holes, f"the numbers do not follow each other: {holes[:5]}")
insist(not any(m["type"] == "lost" for m in messages), "something lost, though the server forgot nothing")
insist(len(set(walk)) > len(walk) // 2, "the values do not move")
print(f"{len(samples)} samples, numbers {numbers[0]} to {numbers[-1]} without a hole")
