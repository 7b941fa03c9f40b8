"""seeds.py GOLDEN OUT: what the fuzzers begin with, made of the data of other tests.

Frames carry one byte in front that says who reads them (fuzz_frames.cpp): JSON, MessagePack, plain
JSON, plain MessagePack, lines of plain JSON that repeat their shape.
"""

import pathlib
import sys

JSON, MSGPACK, PLAIN_JSON, PLAIN_MSGPACK, SHAPES = (bytes([kind]) for kind in range(5))

ADDRESSES = [
    "ws://127.0.0.1:9870/", "wss://example.org:443/a?b=c#d", "localhost", "::1", "[::1]:80",
    "http://user:secret@example.org/", "ws://ä.example/%00", "ws://h:99999", "", "wss:///",
    '{"address":"ws://h/","dialect":"plain","channels":["a"],"name":"n","maxRateHz":1}',
    '{"address":"wss://h/","caFile":"f","pin":"sha256//AA==","proxy":"socks5://p:1","schema":1}',
]


def main():
    golden, out = map(pathlib.Path, sys.argv[1:])
    frames, sources, streams = (out / name for name in ("frames", "source", "streams"))
    for folder in (frames, sources, streams):
        folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(golden.iterdir()):
        if path.suffix == ".json":
            text = path.read_bytes()
            (frames / path.name).write_bytes(JSON + text)
            (frames / ("plain-" + path.name)).write_bytes(PLAIN_JSON + text)
            line = b" ".join(text.split(b"\n"))
            (frames / ("shapes-" + path.name)).write_bytes(SHAPES + b"\n".join([line] * 3))
            (sources / path.name).write_bytes(text)
        elif path.suffix == ".hex":
            text = path.read_text(encoding="utf-8")
            lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
            data = bytes.fromhex(" ".join(lines))
            (frames / path.name).write_bytes(MSGPACK + data)
            (frames / ("plain-" + path.name)).write_bytes(PLAIN_MSGPACK + data)
    for at, address in enumerate(ADDRESSES):
        (sources / f"address-{at}").write_text(address, encoding="utf-8")


main()
