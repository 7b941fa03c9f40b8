#!/usr/bin/env python3
"""A whole Sightglass server, speaking MessagePack: two series and an alarm on channel "demo".

apt install python3-websockets python3-msgpack (or pip install "websockets<14" msgpack), Python 3.10
python3 server.py [port]      SIGHTGLASS_TOKEN=secret makes it ask for that token
"""
import asyncio, collections, http, os, random, struct, sys, time, urllib.parse, uuid
import msgpack
from websockets.exceptions import ConnectionClosed
from websockets.legacy.server import serve

RETAIN_MS, HEARTBEAT_MS = 120_000, 5_000
TOKEN = os.environ.get("SIGHTGLASS_TOKEN")
EPOCH = uuid.uuid4().hex  # new at every start: the ring starts empty
SERIES = [{"id": 1, "name": "demo.walk", "unit": "°C", "kind": "gauge", "intervalMs": 20},
          {"id": 2, "name": "demo.samples", "kind": "counter", "intervalMs": 20}]
ring = collections.deque()  # the messages of the last two minutes, oldest first: (seq, ms, bytes)
answered = {}  # commands by id: one that comes again is answered, not followed, again
news = asyncio.Condition()
seq, alarm = 0, {"state": "cleared"}


def now_us():
    return time.time_ns() // 1000


async def publish(message):
    global seq
    async with news:
        seq += 1
        ring.append((seq, now_us() // 1000, msgpack.packb({**message, "channel": "demo", "seq": seq})))
        while ring[0][1] < ring[-1][1] - RETAIN_MS:
            ring.popleft()
        news.notify_all()


async def produce():
    global alarm
    walk, count = 20.0, 0
    while True:
        await asyncio.sleep(0.1)  # five samples, 20 ms apart, make a message
        walks = [walk := walk + random.uniform(-0.5, 0.5) for _ in range(5)]
        counts = [count := count + 1 for _ in range(5)]
        await publish({"type": "samples", "t0": now_us() - 80_000, "series": [1, 2],
                       "dt": struct.pack("<5q", *range(0, 100_000, 20_000)),
                       "values": [struct.pack("<5d", *walks),
                                  msgpack.ExtType(1, struct.pack("<5q", *counts))]})
        if seq % 100 == 0:
            alarm = {"type": "event", "key": "demo/hundred", "severity": "warning", "timeUs": now_us(),
                     "state": "cleared" if alarm["state"] == "raised" else "raised",
                     "title": "A hundred messages have gone by", "actions": ["acknowledge"]}
            await publish(alarm)


async def acknowledge(key, action):
    global alarm
    if alarm["state"] != "raised" or key != alarm["key"] or action != "acknowledge":
        return {"type": "error", "code": "unknown-key", "text": f"There is no alarm “{key}” now."}
    if "labels" not in alarm:
        when = time.strftime("%FT%TZ", time.gmtime())
        alarm = {**alarm, "actions": [], "labels": {"acknowledged": when}}
        await publish(alarm)
    return {"type": "done"}


async def feed(socket, tell, last):
    """Sends what comes after `last`. Whoever needs more than the ring still has is told so."""
    while socket.open:
        async with news:
            await news.wait_for(lambda: seq > last)
        if last < ring[0][0] - 1:
            await tell(type="gap", channel="demo", **{"from": last + 1, "to": ring[0][0] - 1})
            last = ring[0][0] - 1
            continue  # the ring may have moved on meanwhile
        last, _, data = ring[last + 1 - ring[0][0]]
        await socket.send(data)


async def serve_one(socket):
    if not socket.subprotocol:
        return await socket.close(4426, "1")
    feeding, resume = None, {}

    async def tell(**message):
        await socket.send(msgpack.packb(message))

    async def subscribe(channels, history_ms):
        for name in set(channels) - {"demo", "*"}:
            await tell(type="error", code="unknown-channel", text=f"No channel “{name}” here.")
        if not {"demo", "*"} & set(channels):
            return feeding
        if feeding:
            feeding.cancel()
        asked, since = resume.pop("demo", None), now_us() // 1000 - history_ms
        known = bool(asked) and asked["epoch"] == EPOCH and asked["seq"] <= seq
        last = asked["seq"] if known else next((n - 1 for n, ms, _ in ring if ms >= since), seq)
        recovered = known and not (ring and last < ring[0][0] - 1)
        await tell(type="subscribed", channel="demo", epoch=EPOCH, seq=last, recovered=recovered)
        if alarm["state"] == "raised":
            await tell(**alarm, channel="demo")  # not numbered
        return asyncio.create_task(feed(socket, tell, last))

    try:
        while True:
            message = msgpack.unpackb(await asyncio.wait_for(socket.recv(), 3 * HEARTBEAT_MS / 1000))
            kind = message["type"]
            if kind == "hello":
                resume = message.get("resume", {}).get("streams", {})
                await tell(type="welcome", server="Python example", session=EPOCH,
                           heartbeatMs=HEARTBEAT_MS, retainMs=RETAIN_MS, maxFrameBytes=65536,
                           timeMs=now_us() / 1000, channels=["demo"])
                await tell(type="catalog", series=SERIES)
            elif kind == "subscribe":
                feeding = await subscribe(message["channels"], message.get("historyMs", 0))
            elif kind == "unsubscribe" and "demo" in message["channels"] and feeding:
                feeding.cancel()
            elif kind == "heartbeat" and "echoUs" not in message:
                await tell(type="heartbeat", sentUs=now_us(), echoUs=message["sentUs"])
            elif kind == "ack":
                if message["id"] not in answered:
                    answered[message["id"]] = await acknowledge(message["key"], message["action"])
                await tell(**answered[message["id"]], id=message["id"])
                if len(answered) > 10_000:
                    del answered[next(iter(answered))]  # the oldest
    except (ConnectionClosed, asyncio.TimeoutError):
        pass  # gone, or silent for three heartbeats; returning closes what is left
    except (ValueError, KeyError, TypeError, AttributeError):
        await socket.close(4400, "not a message of version 1")
    finally:
        if feeding:
            feeding.cancel()


def refuse(path, headers):
    asked = urllib.parse.parse_qs(urllib.parse.urlsplit(path).query).get("token")
    if TOKEN and headers.get("Authorization") != f"Bearer {TOKEN}" and asked != [TOKEN]:
        return http.HTTPStatus.UNAUTHORIZED, [], b"A token is needed.\n"


async def main():
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    async with serve(serve_one, "127.0.0.1", port, subprotocols=["sightglass.v1.msgpack"],
                     process_request=refuse, max_size=65536, compression=None) as server:
        print(f"listening ws://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
        await produce()


asyncio.run(main())
