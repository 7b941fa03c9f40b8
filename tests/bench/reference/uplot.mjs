// uPlot in Chromium, measured as it is used: serves the page, opens it for each case in a browser of
// its own, and prints what the page and the kernel say, one JSON object per line.
//
//     node uplot.mjs FOLDER_WITH_UPLOT [frame] [intake] [memory[=SECONDS]]
//
// Needs a display. Rendering is by software, frames come as fast as the page can make them. The
// browser's profile is a new folder that goes with it; nothing is fetched from elsewhere.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [folder, ...asked] = process.argv.slice(2);
const cases = (asked.length ? asked : ["memory", "frame", "intake"]).map(name => name.split("=")[0]);
const seconds = Number(asked.find(name => name.startsWith("memory="))?.split("=")[1] ?? 20);
const limitMs = (seconds + 120 * cases.length) * 1000;
const browser = "chromium";
const version = JSON.parse(readFileSync(join(folder, "package.json"))).version;
const browserVersion = execFileSync(browser, ["--version"], { stdio: ["ignore", "pipe", "ignore"] })
    .toString().match(/[0-9]+/)?.[0];
const name = `uPlot ${version} in Chromium ${browserVersion}`;

const files = {
    "/": [join(here, "uplot.html"), "text/html"],
    "/page.js": [join(here, "page.js"), "text/javascript"],
    "/uPlot.iife.min.js": [join(folder, "dist/uPlot.iife.min.js"), "text/javascript"],
    "/uPlot.min.css": [join(folder, "dist/uPlot.min.css"), "text/css"],
};

function processes() {
    const parents = new Map();
    for (const entry of readdirSync("/proc").filter(entry => /^[0-9]+$/.test(entry))) {
        try {
            const stat = readFileSync(`/proc/${entry}/stat`, "latin1");
            parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
        } catch { /* gone meanwhile */ }
    }
    return parents;
}
function family(root) {
    const parents = processes();
    const found = new Set([root]);
    for (let before = 0; before !== found.size;) {
        before = found.size;
        for (const [pid, parent] of parents) {
            if (found.has(parent)) {
                found.add(pid);
            }
        }
    }
    return [...found];
}
function pssMb(pids) {
    let kb = 0;
    for (const pid of pids) {
        try {
            kb += Number(readFileSync(`/proc/${pid}/smaps_rollup`, "latin1").match(/^Pss:\s+([0-9]+)/m)[1]);
        } catch { /* gone meanwhile */ }
    }
    return kb / 1024;
}

function report(what) {
    console.log(JSON.stringify({ bench: "reference", case: what.case, value: what.value,
        unit: what.unit, reference: name, ...what.more }));
}

// A line's walk between 0 and 100, there and back again so that it can be sent over and over; as in
// flood.cpp.
const perSeries = 200;
function walk(series) {
    const values = [];
    let state = series + 1 >>> 0;
    let value = 50000;
    for (let i = 0; i < perSeries / 2; ++i) {
        state = Math.imul(state, 1664525) + 1013904223 >>> 0;
        value = Math.min(100000, Math.max(0, value + (state >>> 16) % 7001 - 3500));
        values.push(value / 1000);
    }
    return [...values, ...[...values].reverse()];
}

// Unmasked text frames of less than 126 bytes (RFC 6455, section 5.2), over and over.
function flood(request, socket) {
    const key = request.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    const accept = createHash("sha1").update(key).digest("base64");
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + `Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
    const frames = [];
    const walks = Array.from({ length: 48 }, (_, i) => walk(i));
    for (let i = 0; i < 48 * perSeries; ++i) {
        const value = walks[i % 48][Math.floor(i / 48)];
        const text = JSON.stringify({ series: i % 48, value, unit: "kPa", sensor: "line-7" });
        frames.push(Buffer.from([0x81, text.length]), Buffer.from(text));
    }
    const block = Buffer.concat(frames);
    const more = () => {
        while (!socket.destroyed && socket.write(block)) { /* until the page is behind */ }
    };
    socket.on("drain", more);
    socket.on("error", () => socket.destroy());
    socket.resume();
    more();
}

const server = createServer((request, response) => {
    const path = request.url.split("?")[0];
    if (path === "/result") {
        let body = "";
        request.on("data", part => { body += part; });
        request.on("end", () => {
            response.end();
            take(JSON.parse(body));
        });
    } else if (files[path]) {
        response.setHeader("Content-Type", files[path][1]);
        response.end(readFileSync(files[path][0]));
    } else {
        response.statusCode = 404;
        response.end();
    }
});
server.on("upgrade", flood);

let child = null;
let profile = null;
function closeBrowser() {
    for (const pid of child ? family(child.pid).reverse() : []) {
        try {
            process.kill(pid, "SIGKILL");
        } catch { /* gone already */ }
    }
    child = null;
    server.closeAllConnections?.();
}
function dropProfile() {
    if (profile) {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
    profile = null;
}
function end(code, text) {
    if (text) {
        console.error(`uplot: ${text}`);
    }
    process.exitCode = code;
    closeBrowser();
    server.close();
    setTimeout(() => {
        dropProfile();
        process.exit(code);
    }, 300);
}
function take(what) {
    if (what.case === "error") {
        end(1, what.text);
        return;
    }
    if (what.case === "memory") {
        const pids = family(child.pid);
        report({ case: "memory", value: pssMb(pids), unit: "MB", more: { processes: pids.length, seconds } });
    } else {
        report(what);
    }
    if (cases.length === 0) { // at once: after a flood the page has a backlog to work off
        end(0);
        return;
    }
    closeBrowser();
    setTimeout(() => {
        dropProfile();
        openBrowser();
    }, 1000);
}

function openBrowser() {
    profile = mkdtempSync(join(tmpdir(), "reference-"));
    const query = `case=${cases.shift()}&seconds=${seconds}`;
    const opened = child = spawn(browser, [
        `--user-data-dir=${profile}`, "--no-sandbox", "--no-first-run", "--no-default-browser-check",
        "--disable-gpu", "--disable-frame-rate-limit", "--disable-gpu-vsync", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--password-store=basic", "--disable-dev-shm-usage",
        "--window-position=0,0", "--window-size=1920,1080", "--start-fullscreen", "--ozone-platform=x11",
        `--app=http://127.0.0.1:${server.address().port}/?${query}`,
    ], { stdio: "ignore" });
    opened.on("error", error => end(1, error.message));
    opened.on("exit", () => child === opened && end(1, "the browser ended by itself"));
}
server.listen(0, "127.0.0.1", openBrowser);
setTimeout(() => end(1, "the page did not finish in time"), limitMs).unref();
process.on("SIGTERM", () => end(1, "interrupted"));
process.on("SIGINT", () => end(1, "interrupted"));
