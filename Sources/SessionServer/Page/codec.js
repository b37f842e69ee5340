// Frames of the window protocol as objects, and back. No socket and no document in here: this file and the server's
// codec are held to the same vectors, Tests/Vectors/window-protocol.json. Numbers of 64 bits are BigInt.

import { limits } from './limits.js';

/** Why bytes are not a frame. The message says what was expected. */
export class MalformedFrame extends Error {}

const modes = ['history', 'exact', 'reanchor'];
const ends = ['exited', 'signaled', 'lost'];
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const toUTF8 = new TextEncoder();

const terminal = ['terminal', 'u32'];
const offset = ['offset', 'u64'];
const size = [['columns', 'u16'], ['rows', 'u16']];
const json = [['body', 'json']];

const frames = [
    { code: 0x01, kind: 'hello', from: 'client', fields: json },
    { code: 0x02, kind: 'request', from: 'client', fields: json },
    { code: 0x10, kind: 'input', from: 'client', fields: [terminal, ['bytes', 'bytes']] },
    { code: 0x11, kind: 'ack', from: 'client', fields: [terminal, offset] },
    { code: 0x12, kind: 'resize', from: 'client', fields: [terminal, ...size] },
    { code: 0x13, kind: 'focus', from: 'client', fields: [terminal] },
    { code: 0x70, kind: 'ping', from: 'client', fields: [['value', 'u64']] },
    { code: 0x71, kind: 'pong', from: 'server', fields: [['value', 'u64']] },
    { code: 0x81, kind: 'welcome', from: 'server', fields: json },
    { code: 0x82, kind: 'ready', from: 'server', fields: [
        terminal, ['epoch', 'u32'], ['start', 'u64'], ['live', 'u64'], ...size, ['mode', 'mode'], ['handle', 'text'],
    ] },
    { code: 0x83, kind: 'output', from: 'server', fields: [terminal, offset, ['bytes', 'bytes']] },
    { code: 0x84, kind: 'resized', from: 'server', fields: [terminal, offset, ...size, ['window', 'text']] },
    { code: 0x85, kind: 'ended', from: 'server', fields: [terminal, offset, ['how', 'end'], ['code', 'i32']] },
    { code: 0x86, kind: 'workspace', from: 'server', fields: json },
    { code: 0x87, kind: 'presence', from: 'server', fields: json },
    { code: 0x88, kind: 'response', from: 'server', fields: json },
    { code: 0x89, kind: 'notice', from: 'server', fields: json },
];

const byKind = new Map(frames.map((frame) => [frame.kind, frame]));
const byCode = { client: new Map(), server: new Map() };
for (const frame of frames) byCode[frame.from].set(frame.code, frame);

const widths = { u8: 1, u16: 2, u32: 4, u64: 8, i32: 4, mode: 1, end: 1 };

/**
 * The message that `bytes` are.
 *
 * @param {Uint8Array} bytes one whole message
 * @param {'client' | 'server'} from who sent it; a frame of the other direction is unknown
 * @returns {{kind: string}} `bytes` fields are views into the message, not copies
 * @throws {MalformedFrame} if it is empty, unknown, truncated, too long, or its text is not what it should be
 */
export function decode(bytes, from) {
    if (bytes.length === 0) throw new MalformedFrame('an empty message');
    if (bytes.length > limits.messageBytes) throw new MalformedFrame('a message of more than 1 MiB');
    const frame = byCode[from].get(bytes[0]);
    if (!frame) throw new MalformedFrame(`kind ${bytes[0].toString(16)} is not one a ${from} sends`);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const message = { kind: frame.kind };
    let at = 1;
    for (const [name, type] of frame.fields) {
        const end = type in widths ? at + widths[type] : bytes.length;
        if (end > bytes.length) throw new MalformedFrame(`${frame.kind} ends inside ${name}`);
        message[name] = type in widths ? readNumber(view, at, type) : readRest(bytes.subarray(at), type);
        at = end;
    }
    if (at !== bytes.length) throw new MalformedFrame(`${frame.kind} has ${bytes.length - at} bytes too many`);
    return message;
}

/**
 * The bytes of a message.
 *
 * @param {{kind: string}} message with exactly the fields the protocol's table names
 * @returns {Uint8Array}
 * @throws {TypeError | RangeError} if a field is missing or does not fit
 */
export function encode(message) {
    const frame = byKind.get(message.kind);
    if (!frame) throw new TypeError(`no frame is called ${message.kind}`);
    const rest = frame.fields.filter(([, type]) => !(type in widths))
        .map(([name, type]) => restOf(message[name], type));
    const fixed = frame.fields.reduce((sum, [, type]) => sum + (widths[type] ?? 0), 1);
    const bytes = new Uint8Array(fixed + (rest[0]?.length ?? 0));
    const view = new DataView(bytes.buffer);
    bytes[0] = frame.code;
    let at = 1;
    for (const [name, type] of frame.fields) {
        if (!(type in widths)) continue;
        writeNumber(view, at, type, message[name], `${frame.kind}.${name}`);
        at += widths[type];
    }
    if (rest.length > 0) bytes.set(rest[0], at);
    return bytes;
}

function readNumber(view, at, type) {
    switch (type) {
    case 'u16': return view.getUint16(at);
    case 'u32': return view.getUint32(at);
    case 'u64': return view.getBigUint64(at);
    case 'i32': return view.getInt32(at);
    case 'mode': return named(modes, view.getUint8(at), 'mode');
    default: return named(ends, view.getUint8(at), 'end');
    }
}

function named(names, index, what) {
    if (index >= names.length) throw new MalformedFrame(`${what} ${index} has no name`);
    return names[index];
}

function readRest(bytes, type) {
    if (type === 'bytes') return bytes;
    if (type === 'text') return readText(bytes);
    if (bytes.length > limits.jsonBytes) throw new MalformedFrame('JSON of more than 256 KiB');
    let value;
    try {
        value = JSON.parse(readText(bytes));
    } catch (error) {
        throw error instanceof MalformedFrame ? error : new MalformedFrame('not JSON');
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        throw new MalformedFrame('JSON that is not an object');
    }
    if (isDeeper(value, limits.jsonDepth)) throw new MalformedFrame('JSON nested too deeply');
    return value;
}

function readText(bytes) {
    try {
        return utf8.decode(bytes);
    } catch {
        throw new MalformedFrame('text that is not UTF-8');
    }
}

function isDeeper(value, levels) {
    if (value === null || typeof value !== 'object') return false;
    if (levels === 0) return true;
    return Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

const ranges = {
    u16: [0, 0xffff], u32: [0, 0xffffffff], i32: [-0x80000000, 0x7fffffff], u64: [0n, 0xffffffffffffffffn],
};

function writeNumber(view, at, type, value, name) {
    if (type === 'mode' || type === 'end') {
        const index = (type === 'mode' ? modes : ends).indexOf(value);
        if (index < 0) throw new TypeError(`${name} cannot be ${value}`);
        view.setUint8(at, index);
        return;
    }
    // A DataView wraps silently, and a wrapped offset would acknowledge bytes nobody saw.
    const isWhole = type === 'u64' ? typeof value === 'bigint' : Number.isInteger(value);
    const [lowest, highest] = ranges[type];
    if (!isWhole || value < lowest || value > highest) throw new RangeError(`${name} cannot be ${value}`);
    switch (type) {
    case 'u16': return view.setUint16(at, value);
    case 'u32': return view.setUint32(at, value);
    case 'i32': return view.setInt32(at, value);
    default: return view.setBigUint64(at, value);
    }
}

function restOf(value, type) {
    const ofType = typeof value === (type === 'json' ? 'object' : 'string');
    const fits = type === 'bytes' ? value instanceof Uint8Array : ofType;
    if (!fits) throw new TypeError(`a field of ${type} cannot be ${value}`);
    if (type === 'bytes') return value;
    const bytes = toUTF8.encode(type === 'json' ? JSON.stringify(value) : value);
    if (type === 'json' && bytes.length > limits.jsonBytes) throw new RangeError('JSON of more than 256 KiB');
    return bytes;
}
