// A whole Sightglass server, speaking JSON: two series and an alarm now and then on channel "demo".
//   npm install && node server.js [port]     SIGHTGLASS_TOKEN=secret makes it ask for that token
'use strict';
const { WebSocketServer } = require('ws');
const RETAIN_MS = 120_000, HEARTBEAT_MS = 5_000, CONGESTED_BYTES = 1 << 20;
const token = process.env.SIGHTGLASS_TOKEN;
const epoch = require('crypto').randomUUID(); // new at every start: the ring starts empty
const ring = []; // the messages of the last two minutes, oldest first: {seq, at, text}
const series = [{ id: 1, name: 'demo.walk', unit: '°C', kind: 'gauge', intervalMs: 100 },
                { id: 2, name: 'demo.messages', kind: 'counter', intervalMs: 100 }];
const answered = new Map(); // commands by id: one that comes again is answered, not followed, again
const nowUs = () => Date.now() * 1000;
let seq = 0, walk = 20, alarm = { state: 'cleared' };

function publish(message) {
    const at = Date.now();
    ring.push({ seq: ++seq, at, text: JSON.stringify({ ...message, channel: 'demo', seq }) });
    while (ring[0].at < at - RETAIN_MS) ring.shift();
    for (const socket of server.clients) pump(socket);
}

// Sends what comes after socket.last. Whoever needs more than the ring still has is told so.
function pump(socket) {
    if (socket.last < ring[0]?.seq - 1) {
        socket.tell({ type: 'gap', channel: 'demo', from: socket.last + 1, to: ring[0].seq - 1 });
        socket.last = ring[0].seq - 1;
    }
    while (socket.last < seq && socket.bufferedAmount < CONGESTED_BYTES)
        socket.send(ring[++socket.last - ring[0].seq].text);
}

function acknowledge({ key, action }) {
    if (alarm.state !== 'raised' || key !== alarm.key || action !== 'acknowledge')
        return { type: 'error', code: 'unknown-key', text: `There is no alarm "${key}" now.` };
    if (!alarm.labels) // actions: none are left
        publish(alarm = { ...alarm, actions: undefined, labels: { acknowledged: new Date().toISOString() } });
    return { type: 'done' };
}

const answers = {
    hello(socket, { resume }) {
        socket.resume = resume?.streams?.demo;
        socket.tell({ type: 'welcome', server: 'Node example', session: epoch, timeMs: Date.now(),
            heartbeatMs: HEARTBEAT_MS, retainMs: RETAIN_MS, maxFrameBytes: 65536, channels: ['demo'] });
        socket.tell({ type: 'catalog', series });
    },
    subscribe(socket, { channels, historyMs = 0 }) {
        for (const name of channels.filter(name => name !== 'demo' && name !== '*'))
            socket.tell({ type: 'error', code: 'unknown-channel', text: `No channel "${name}" here.` });
        if (!channels.some(name => name === 'demo' || name === '*')) return;
        const { epoch: theirs, seq: asked } = socket.resume ?? {};
        const known = theirs === epoch && asked <= seq;
        const past = ring.find(entry => entry.at >= Date.now() - historyMs);
        const from = known ? asked : past ? past.seq - 1 : seq;
        const recovered = known && !(from < ring[0]?.seq - 1);
        socket.tell({ type: 'subscribed', channel: 'demo', epoch, seq: from, recovered });
        if (alarm.state === 'raised') socket.tell({ ...alarm, channel: 'demo' }); // not numbered
        socket.resume = undefined;
        socket.last = from;
        pump(socket);
    },
    unsubscribe(socket, { channels }) { if (channels.includes('demo')) socket.last = undefined; },
    heartbeat(socket, { sentUs, echoUs }) {
        if (echoUs === undefined) socket.tell({ type: 'heartbeat', sentUs: nowUs(), echoUs: sentUs });
    },
    ack(socket, command) {
        if (!answered.has(command.id)) answered.set(command.id, acknowledge(command));
        socket.tell({ ...answered.get(command.id), id: command.id });
        if (answered.size > 10_000) answered.delete(answered.keys().next().value); // the oldest
    },
};

const server = new WebSocketServer({
    host: '127.0.0.1', port: Number(process.argv[2] || 0), maxPayload: 65536,
    verifyClient: ({ req }) => !token || req.headers.authorization === `Bearer ${token}`
        || new URL(req.url, 'ws://x').searchParams.get('token') === token, // false answers 401
    handleProtocols: offered => offered.has('sightglass.v1.json') && 'sightglass.v1.json',
});
server.on('listening', () => console.log(`listening ws://127.0.0.1:${server.address().port}`));
server.on('connection', socket => {
    if (!socket.protocol) return socket.close(4426, '1');
    socket.tell = message => socket.send(JSON.stringify(message));
    socket.heard = Date.now();
    socket.on('error', () => {}); // 'close' follows
    socket.on('message', bytes => {
        socket.heard = Date.now();
        try {
            const message = JSON.parse(bytes);
            if (Object.hasOwn(answers, message.type)) answers[message.type](socket, message);
        } catch { socket.close(4400, 'not a message of version 1'); }
    });
});

setInterval(() => {
    walk += Math.random() - 0.5;
    publish({ type: 'samples', t0: nowUs(), series: [1, 2], values: [[walk], [seq + 1]] });
    if (seq % 100 === 0) {
        const state = alarm.state === 'raised' ? 'cleared' : 'raised';
        alarm = { type: 'event', key: 'demo/hundred', state, severity: 'warning',
            title: 'A hundred messages have gone by', timeUs: nowUs(),
            actions: state === 'raised' ? ['acknowledge'] : [] };
        publish(alarm);
    }
    for (const socket of server.clients)
        if (socket.heard < Date.now() - 3 * HEARTBEAT_MS) socket.terminate();
}, 100);
