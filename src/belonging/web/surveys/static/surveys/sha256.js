// SHA-256 (FIPS 180-4) in the open: the browser's own exists only on secure addresses, and a school's
// pilot may run on a plain one inside the building.

const PRIMES = firstPrimes(64);
const K = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

/** The digest of a text's UTF-8 bytes, as 32 numbers. */
export function sha256(text) {
  const blocks = padded(utf8(text));
  const state = [...START];
  for (let at = 0; at < blocks.byteLength; at += 64) {
    mix(state, blocks, at);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => digest.setUint32(index * 4, word));
  return new Uint8Array(digest.buffer);
}

// Edge 18 has no TextEncoder.
function utf8(text) {
  const bytes = unescape(encodeURIComponent(text));
  return Uint8Array.from(bytes, (each) => each.charCodeAt(0));
}

function padded(bytes) {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const blocks = new Uint8Array(length);
  blocks.set(bytes);
  blocks[bytes.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setUint32(length - 4, bytes.length * 8);
  return view;
}

function mix(state, blocks, at) {
  const words = [];
  for (let index = 0; index < 64; index += 1) {
    words.push(index < 16 ? blocks.getUint32(at + index * 4) : scheduled(words, index));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let index = 0; index < 64; index += 1) {
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[index] + words[index]) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = (state[index] + word) >>> 0;
  });
}

function scheduled(words, index) {
  const early = words[index - 15];
  const late = words[index - 2];
  const small = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
  const large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
  return (words[index - 16] + small + words[index - 7] + large) | 0;
}

function turn(word, by) {
  return (word >>> by) | (word << (32 - by));
}

function fraction(root) {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

function firstPrimes(count) {
  const primes = [];
  for (let number = 2; primes.length < count; number += 1) {
    if (primes.every((prime) => number % prime)) {
      primes.push(number);
    }
  }
  return primes;
}
