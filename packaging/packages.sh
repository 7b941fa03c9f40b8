# What Debian and Ubuntu call the things Sightglass needs, and how they get there.
#
# Sourced by packaging/run and tests/run from the top folder, never run by itself. A line is one package; "a|b" is the
# first of the two that this system knows. Messages go to stderr.

packages_build='
g++ cmake ninja-build ccache
qt6-base-dev qt6-declarative-dev qt6-declarative-dev-tools qt6-websockets-dev qt6-shadertools-dev
qt6-svg-dev|libqt6svg6-dev
qtkeychain-qt6-dev libsecret-1-0
libsimdjson-dev libmsgpack-cxx-dev libexpected-dev libgl-dev libegl-dev
libqt6svg6 libqt6sql6-sqlite qt6-qpa-plugins qt6-wayland libgl1-mesa-dri
qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript qml6-module-qtcore
qml6-module-qtquick qml6-module-qtquick-window qml6-module-qtquick-templates
qml6-module-qtquick-controls qml6-module-qtquick-layouts qml6-module-qtquick-shapes
'
packages_test='
qml6-module-qttest
xvfb xauth openbox xdotool imagemagick x11-utils dbus
fontconfig fonts-dejavu-core
clang libclang-rt-dev|libclang-rt-14-dev
clang-format-14|clang-format reuse python3 python3-msgpack python3-websockets
nodejs node-ws openssl gnome-keyring
iproute2 iptables
nginx haproxy tinyproxy-bin microsocks
'

# What tests/bench measures ours beside; without them it says so and goes on.
packages_reference='
chromium nodejs qt6-charts-dev|libqt6charts6-dev
'

say() {
    echo "sightglass: $*" >&2
}

die() {
    say "$*"
    exit 1
}

# A program with no locale at all would read file names as ASCII.
if [ -z "${LC_ALL:-}${LC_CTYPE:-}${LANG:-}" ]; then
    LANG=C.UTF-8
    export LANG
fi

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

is_known() {
    apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'
}

# The packages of the list that are missing. Before the first update apt knows none; afterwards a
# name it does not know is left to CMake, which says better what it misses.
missing() {
    for entry in $1; do
        first=${entry%%|*}
        other=${entry##*|}
        if is_installed "$first" || is_installed "$other"; then
            continue
        elif is_known "$first"; then
            echo "$first"
        elif is_known "$other"; then
            echo "$other"
        elif ! is_known g++; then
            echo "$entry"
        fi
    done
}

apt_get() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
        -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" >>"$apt_log" 2>&1
}

# One sentence for what apt said in many.
explain_apt() {
    if grep -q 'No space left\|enough free space' "$apt_log"; then
        die "The disk is full: the packages could not be installed."
    elif grep -q 'Could not resolve\|Failed to fetch\|Could not connect\|Temporary failure' \
        "$apt_log"; then
        die "The packages could not be downloaded: no network, or the package server is away."
    elif grep -q 'Could not get lock' "$apt_log"; then
        die "Another program is installing packages; try again when it is done."
    fi
    tail -n 5 "$apt_log" >&2
    die "apt-get could not install the packages; its last lines are above."
}

install_missing() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        command -v cmake >/dev/null && command -v ninja >/dev/null && return
        die "This system has no apt. Install CMake 3.21, Ninja, a C++20 compiler, Qt 6.4 (Base," \
            "Declarative, WebSockets, ShaderTools, Svg), simdjson, msgpack-cxx and tl-expected."
    fi
    wanted=$(missing "$1")
    [ -n "$wanted" ] || return 0

    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            die "Run me as root, or install sudo; these packages are missing:" $wanted
        as_root=sudo
        sudo -v || die "sudo refused; these packages are missing:" $wanted
    fi
    apt_log=$(mktemp) || die "The disk is full or /tmp cannot be written."
    trap 'rm -f "$apt_log"' EXIT

    say "Updating the list of packages"
    apt_get update # may fail for a foreign repository only; the installation will tell
    wanted=$(missing "$1" | grep -v '|')
    is_known g++ || explain_apt
    if [ -n "$wanted" ]; then
        say "Installing" $wanted
        apt_get install --no-install-recommends $wanted || explain_apt
    fi
    rm -f "$apt_log"
    trap - EXIT
}

# Fails with one sentence; a full disk is the one reason that compilers and CMake explain badly.
die_building() {
    mkdir -p out
    [ "$(df -Pk out | awk 'NR == 2 { print $4 }')" -gt 10240 ] || die "The disk is full."
    die "$1 failed; the lines above say why."
}

# configure PRESET: makes out/PRESET unless it is there; Ninja keeps it up to date by itself.
configure() {
    cache=out/$1/CMakeCache.txt
    if [ -f "out/$1/build.ninja" ] &&
        grep -Fqx "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
        return
    fi
    rm -rf "$cache" "out/$1/CMakeFiles" # of another place, or half done
    say "Configuring out/$1"
    cmake --preset "$1" >&2 || die_building "The configuration"
}

# build PRESET [TARGET]
build() {
    preset=$1
    shift
    say "Building out/$preset"
    ninja -C "out/$preset" "$@" >&2 || die_building "The build"
}
