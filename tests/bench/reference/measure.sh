# Measures, in the same run, what the benches are compared with. Sourced by tests/bench/run, after
# packaging/packages.sh, from the top folder.
#
# measure_references NAME… runs the references that those benches want, prints their lines, and
# leaves the figures in the environment. What cannot be had here stays unset, and stderr says why:
#
#   BENCH_UPLOT_MS        a frame of 12 charts x 4 lines x 1,000 points, uPlot in Chromium
#   BENCH_QTCHARTS_MS     the same, Qt Charts
#   BENCH_UPLOT_MB        that page's processes, PSS, at one sample a second
#   BENCH_UPLOT_MESSAGES  one-sample JSON messages a second that the page takes in while it draws
#   BENCH_QJSON_MESSAGES  such messages a second through QJsonDocument, on one thread

uplot_version=1.6.32
uplot_folder=out/bench/reference

install_references() {
    command -v npm >/dev/null || packages_reference="$packages_reference npm"
    (install_missing "$packages_reference") || say "The references are measured as far as they are here."
}

# figure CASE: the value of that case in the lines on stdin
figure() {
    sed -n "s/.*\"case\":\"$1\".*\"value\":\([0-9.e+]*\).*/\1/p" | head -n 1
}

# uplot CASE…: prints the lines of the page
uplot() {
    if ! command -v chromium >/dev/null || ! command -v node >/dev/null; then
        say "No uPlot in Chromium: the packages chromium and nodejs are not here."
        return 1
    fi
    if [ ! -f "$uplot_folder/node_modules/uplot/package.json" ]; then
        mkdir -p "$uplot_folder"
        npm install --prefix "$uplot_folder" --no-save --no-audit --no-fund --ignore-scripts \
            "uplot@$uplot_version" >/dev/null 2>&1 || {
            say "No uPlot in Chromium: npm could not install uplot@$uplot_version."
            return 1
        }
    fi
    tests/with-display node tests/bench/reference/uplot.mjs "$uplot_folder/node_modules/uplot" "$@"
}

# reference TARGET: builds and runs it, where its libraries are here
reference() {
    if ! ninja -C out/bench "reference_$1" >&2; then
        say "No reference_$1: it could not be built; its library may be missing."
        return 1
    fi
    tests/with-display "out/bench/tests/bench/reference/reference_$1"
}

measure_references() {
    wanted=
    for name in "$@"; do
        case $name in
        frame)
            wanted="$wanted frame"
            lines=$(reference qtcharts) && echo "$lines"
            BENCH_QTCHARTS_MS=$(echo "$lines" | figure frame)
            ;;
        memory) wanted="$wanted memory=${BENCH_PAGE_SECONDS:-60}" ;;
        pipeline)
            wanted="$wanted intake"
            lines=$(reference qjson) && echo "$lines"
            BENCH_QJSON_MESSAGES=$(echo "$lines" | figure decode)
            ;;
        esac
    done
    if [ -n "$wanted" ]; then
        # shellcheck disable=SC2086
        lines=$(uplot $wanted)
        echo "$lines"
        BENCH_UPLOT_MS=$(echo "$lines" | figure frame)
        BENCH_UPLOT_MB=$(echo "$lines" | figure memory)
        BENCH_UPLOT_MESSAGES=$(echo "$lines" | figure intake)
    fi
    export BENCH_UPLOT_MS BENCH_QTCHARTS_MS BENCH_UPLOT_MB BENCH_UPLOT_MESSAGES BENCH_QJSON_MESSAGES
}
