// Holds a codec of the window protocol to the frozen vectors. It touches no document and no file, so a page and a
// command line can both run it.

/**
 * Compares a codec with the vectors.
 *
 * @param {{protocol: number, frames: object[], malformed: object[]}} vectors Tests/Vectors/window-protocol.json, parsed
 * @param {{encode: Function, decode: Function}} codec Sources/SessionServer/Page/codec.js
 * @returns {string[]} one sentence for each failure; empty if the codec keeps all of them
 */
export function check(vectors, codec) {
    const failures = [];
    if (vectors.protocol !== 1) failures.push(`the vectors are of protocol ${vectors.protocol}, not 1`);
    for (const vector of vectors.frames) {
        const failure = attempt(() => checkFrame(vector, codec));
        if (failure) failures.push(`${vector.name}: ${failure}`);
    }
    for (const vector of vectors.malformed) {
        const failure = attempt(() => checkMalformed(vector, codec));
        if (failure) failures.push(`${vector.name}: ${failure}`);
    }
    return failures;
}

function attempt(body) {
    try {
        return body();
    } catch (error) {
        return `threw ${error}`;
    }
}

function checkFrame(vector, codec) {
    const bytes = bytesOf(vector.hex);
    const decoded = written(codec.decode(bytes, vector.direction));
    if (sorted(decoded) !== sorted(vector.message)) {
        return `decoded as ${sorted(decoded)}, expected ${sorted(vector.message)}`;
    }
    const encoded = codec.encode(read(vector.message));
    // JSON has many spellings of one object: what counts is that it comes back the same.
    if ('body' in vector.message) {
        const again = written(codec.decode(encoded, vector.direction));
        return sorted(again) === sorted(vector.message) ? null : `came back as ${sorted(again)}`;
    }
    return hexOf(encoded) === vector.hex ? null : `encoded as ${hexOf(encoded)}, expected ${vector.hex}`;
}

function checkMalformed(vector, codec) {
    let decoded;
    try {
        decoded = codec.decode(bytesOf(vector.hex), vector.direction);
    } catch (error) {
        // Any other error would mean that the codec stumbled instead of refusing.
        const { name } = error.constructor;
        return name === 'MalformedFrame' ? null : `refused by ${name}: ${error.message}`;
    }
    return `accepted as ${sorted(written(decoded))}`;
}

/** A message as the vectors write it: 64 bits as decimal text, bytes as hex. */
function written(message) {
    const entries = Object.entries(message).map(([name, value]) => {
        if (typeof value === 'bigint') return [name, value.toString()];
        return [name, value instanceof Uint8Array ? hexOf(value) : value];
    });
    return Object.fromEntries(entries);
}

function read(message) {
    const entries = Object.entries(message).map(([name, value]) => {
        if (['offset', 'start', 'live', 'value'].includes(name)) return [name, BigInt(value)];
        return [name, name === 'bytes' ? bytesOf(value) : value];
    });
    return Object.fromEntries(entries);
}

function sorted(value) {
    return JSON.stringify(value, (_, inner) => {
        if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
        return Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)));
    });
}

function bytesOf(hex) {
    const pairs = hex.match(/../g) ?? [];
    return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

function hexOf(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
