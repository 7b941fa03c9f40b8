#!/usr/bin/env python3
"""Stands between a client and a server and resets the first connection, in the middle of a frame.

relay.py HOST:PORT BYTES   prints "listening PORT", then "connection" for each one and "reset" once
BYTES have come from the server on the first.
"""
import socket
import struct
import sys
import threading

host, port = sys.argv[1].split(":")
limit = int(sys.argv[2])


def reset(*ends):
    for end in ends:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RD)  # wakes the thread that reads it
        end.close()


def copy(source, sink, left):
    """Until either end goes away, or `left` bytes have passed (None: no limit)."""
    try:
        while chunk := source.recv(65536 if left is None else min(left, 65536)):
            sink.sendall(chunk)
            left = None if left is None else left - len(chunk)
            if left == 0:
                print("reset", flush=True)
                break
    except OSError:
        pass
    try:
        reset(source, sink)
    except OSError:
        pass  # the other direction was first


listener = socket.create_server(("127.0.0.1", 0))
print("listening", listener.getsockname()[1], flush=True)
allowed = limit
while True:
    client, _ = listener.accept()
    server = socket.create_connection((host, int(port)))
    print("connection", flush=True)
    threading.Thread(target=copy, args=(client, server, None), daemon=True).start()
    threading.Thread(target=copy, args=(server, client, allowed), daemon=True).start()
    allowed = None
