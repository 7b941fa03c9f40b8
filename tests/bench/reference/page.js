// The page that is measured: twelve uPlot charts of four lines of 1,000 points, drawn as a board
// would draw them. What it finds it posts to the server it came from (uplot.mjs).
"use strict";

const charts = 12;
const lines = 4;
const points = 1000;
const colors = ["#56b4e9", "#e6a100", "#2fc08b", "#d48ab5"];
const warmUpFrames = 30;
const measuredFrames = 150;
const intakeMs = 6000;
const drawEveryMs = 100;
const settleMs = 1500; // of the intake: not counted

const board = document.getElementById("board");
const plots = [];
const values = []; // per line
let x = Float64Array.from({ length: points }, (_, i) => i);

function walk(value) {
    return Math.min(100, Math.max(0, value + (Math.random() - 0.5) * 7));
}
function make() {
    for (let i = 0; i < charts; ++i) {
        const data = [x];
        for (let line = 0; line < lines; ++line) {
            const column = new Float64Array(points);
            let value = 20 + 20 * line;
            for (let at = 0; at < points; ++at) {
                column[at] = value = walk(value);
            }
            values.push(column);
            data.push(column);
        }
        const cell = document.createElement("div");
        board.append(cell);
        plots.push(new uPlot({
            width: Math.floor(innerWidth / 4) - 4,
            height: Math.floor(innerHeight / 3) - 4,
            legend: { show: false },
            cursor: { show: false },
            scales: { x: { time: false }, y: { range: [0, 100] } },
            axes: [{ stroke: "#aaa" }, { stroke: "#aaa" }],
            series: [{}, ...colors.map(stroke => ({ stroke, width: 1.6, points: { show: false } }))],
        }, data, cell));
    }
}
function push(column, value) {
    column.copyWithin(0, 1);
    column[points - 1] = value;
}
function advance() {
    for (const column of values) {
        push(column, walk(column[points - 1]));
    }
    x = x.map(at => at + 1);
}
function draw() {
    plots.forEach((plot, i) => plot.setData([x, ...values.slice(lines * i, lines * (i + 1))]));
}
function post(what) {
    return fetch("/result", { method: "POST", body: JSON.stringify(what) });
}
const nextFrame = () => new Promise(resolve => requestAnimationFrame(resolve));
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];

async function measureFrames() {
    const times = [];
    let before = await nextFrame();
    for (let i = 0; i < warmUpFrames + measuredFrames; ++i) {
        advance();
        draw();
        const now = await nextFrame();
        times.push(now - before);
        before = now;
    }
    await post({ case: "frame", value: median(times.slice(warmUpFrames)), unit: "ms" });
}

// One sample a message, as fast as the page takes them. What came is drawn ten times a second at the
// most: once a frame there would be little time left for messages.
async function measureIntake() {
    let seen = 0;
    let wanted = true;
    const socket = new WebSocket("ws://" + location.host + "/flood");
    socket.onmessage = event => {
        const sample = JSON.parse(event.data);
        push(values[sample.series], sample.value);
        ++seen;
    };
    const drawing = (async () => {
        while (wanted) {
            await pause(drawEveryMs);
            await nextFrame();
            draw();
        }
    })();
    await pause(settleMs);
    const from = seen;
    const start = performance.now();
    await pause(intakeMs);
    const rate = (seen - from) / (performance.now() - start) * 1000;
    await post({ case: "intake", value: rate, unit: "messages/s" });
    wanted = false;
    socket.close();
    await drawing;
}

async function idle(seconds) {
    for (let i = 0; i < seconds; ++i) {
        await pause(1000);
        advance();
        await nextFrame();
        draw();
    }
    await post({ case: "memory" }); // the server knows how much
}

async function run() {
    const wanted = new URLSearchParams(location.search);
    make();
    const name = wanted.get("case"); // one a page: what one leaves behind is no part of another
    if (name === "memory") {
        await idle(Number(wanted.get("seconds")));
    } else {
        await (name === "frame" ? measureFrames() : measureIntake());
    }
}
run().catch(error => post({ case: "error", text: String(error) }));
