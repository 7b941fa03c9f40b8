#!/bin/sh
# Runs one of the protocol page's example servers against the real program:
#   examples.sh SIGHTGLASS node|python
# First plainly, then through a relay that resets the connection once: nothing may be lost.
set -u
program=$1
language=$2
here=$(cd -P "$(dirname "$0")" && pwd)
examples=$here/../../resources/protocol/examples
work=$(mktemp -d) || exit 1
server=
relay=

fail() {
    echo "interop $language: $*" >&2
    for log in "$work"/*.err "$work"/relay; do
        [ -s "$log" ] && { echo "--- $(basename "$log")" >&2; tail -n 20 "$log" >&2; }
    done
    exit 1
}

stop() {
    # shellcheck disable=SC2086 # empty when not started
    kill $server $relay 2>/dev/null
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM

# The first word after "listening" in file $1, once it is there.
address() {
    tries=0
    while ! grep -q '^listening ' "$1" 2>/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -gt 100 ] && return 1
        sleep 0.1
    done
    sed -n 's/^listening //p' "$1" | head -n 1
}

# tail URL COUNT NAME: the program ends by itself and printed COUNT good messages.
tail_and_check() {
    timeout 60 "$program" tail --count "$2" "$1" >"$work/$3.out" 2>"$work/$3.err"
    status=$?
    [ "$status" -eq 0 ] || fail "sightglass tail --count $2 $1 ended with $status ($3)"
    "$python" "$here/check.py" "$work/$3.out" "$2" || fail "what it printed is wrong ($3)"
}

# Debian's Python has Debian's packages, whichever python3 comes first in PATH.
python=
for candidate in /usr/bin/python3 python3; do
    if "$candidate" -c 'import websockets, msgpack' 2>/dev/null; then
        python=$candidate
        break
    fi
    [ -z "$python" ] && "$candidate" -c 0 2>/dev/null && python=$candidate
done
[ -n "$python" ] || fail "Python is missing (Debian package python3)"

case $language in
node)
    NODE_PATH=${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs
    export NODE_PATH
    command -v node >/dev/null || fail "Node is missing (Debian package nodejs)"
    (cd "$examples" && node -e 'require("ws")' 2>/dev/null) \
        || fail "the Node package ws is missing (Debian package node-ws)"
    set -- node "$examples/server.js"
    ;;
python)
    "$python" -c 'import websockets' 2>/dev/null \
        || fail "the Python package websockets is missing (Debian package python3-websockets)"
    "$python" -c 'import msgpack' 2>/dev/null \
        || fail "the Python package msgpack is missing (Debian package python3-msgpack)"
    set -- "$python" "$examples/server.py"
    ;;
*) fail "there is no example server in $language" ;;
esac

"$@" >"$work/server" 2>"$work/server.err" &
server=$!
url=$(address "$work/server") || fail "the example server did not start"
tail_and_check "$url" 40 plain

"$python" "$here/relay.py" "${url#ws://}" 4000 >"$work/relay" 2>"$work/relay.err" &
relay=$!
port=$(address "$work/relay") || fail "the relay did not start"
# What is left of the history and 4000 bytes is well under 150 messages of two samples: the reset comes in between.
tail_and_check "ws://127.0.0.1:$port" 300 reset
grep -q '^reset' "$work/relay" || fail "the connection was never reset"
[ "$(grep -c '^connection' "$work/relay")" -ge 2 ] || fail "the program did not connect again"
