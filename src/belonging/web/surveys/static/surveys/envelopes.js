// Locks answers up so that only the service can open them, as in rules/envelopes.py; a browser test compares the two.

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const LABEL = "belonging outbox 1";
/** What is locked up is as long as these steps: else its length would tell who skipped, or wrote, how much. */
const STEP = 2048;

/** The text in an envelope for the round with this public key; "" where this browser, or plain http, cannot lock. */
export async function sealed(publicKey, text) {
  try {
    return await lock(bytesOf(publicKey), text);
  } catch (cannot) {
    return "";
  }
}

async function lock(theirs, text) {
  const subtle = crypto.subtle;
  const pair = await subtle.generateKey(CURVE, true, ["deriveBits"]);
  const point = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  const round = await subtle.importKey("raw", theirs, CURVE, false, []);
  const shared = new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: round }, pair.privateKey, 256));
  const counter = new Uint8Array([0, 0, 0, 1]);
  const digest = await subtle.digest("SHA-256", joined([counter, shared, utf8(LABEL), point, theirs]));
  const key = await subtle.importKey("raw", digest, "AES-GCM", false, ["encrypt"]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const hidden = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, padded(text)));
  return base64url(joined([point, nonce, hidden]));
}

/** Spaces at its end change nothing of a JSON object. */
function padded(text) {
  const bytes = utf8(text);
  const whole = new Uint8Array(Math.ceil(bytes.length / STEP) * STEP).fill(32);
  whole.set(bytes);
  return whole;
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((place, part) => {
    whole.set(part, place);
    return place + part.length;
  }, 0);
  return whole;
}

function base64url(bytes) {
  let text = "";
  bytes.forEach((byte) => {
    text += String.fromCharCode(byte);
  });
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function bytesOf(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}
