// Codes and receipts, as in rules/codes.py; a browser test compares the two on many of both.

import { sha256 } from "./sha256.js";

export const ALPHABET = "234679CDFGHJKMNPRTVWXY8";
export const LENGTH = 8;
const RECEIPT_LENGTH = 10;
const INVERSE_OF_LENGTH = 3; // 8 × 3 = 24, which is 1 mod 23

/** The symbol that makes the weighted sum 0 mod 23. */
export function checkSymbol(body) {
  const total = [...body].reduce((sum, symbol, index) => sum + (index + 1) * ALPHABET.indexOf(symbol), 0);
  return ALPHABET[(((-total * INVERSE_OF_LENGTH) % 23) + 23) % 23];
}

/** As printed: KT7X-4MPC. */
export function shown(code) {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** { code } as the server keeps it, or { wrong, key, values }: a sentence for the person who typed it, and under which
    key the page has it in its own language. */
export function readCode(typed) {
  const symbols = [...typed.toUpperCase()].filter((symbol) => !" -–—\u00a0".includes(symbol));
  if (!symbols.length) {
    return { wrong: "Type the code from your ticket.", key: "code_missing", values: {} };
  }
  const strange = [...new Set(symbols.filter((symbol) => !ALPHABET.includes(symbol)))].sort();
  if (strange.length) {
    const wrong = `Codes never have ${strange.join(" or ")} in them. Please look at your ticket again.`;
    return { wrong, key: "code_strange", values: { letters: strange } };
  }
  if (symbols.length !== LENGTH) {
    const wrong = `A code has ${LENGTH} letters and numbers. You typed ${symbols.length}.`;
    return { wrong, key: "code_length", values: { length: LENGTH, typed: symbols.length } };
  }
  const code = symbols.join("");
  if (checkSymbol(code.slice(0, -1)) !== code[LENGTH - 1]) {
    return { wrong: "One letter or number looks wrong. Please look at your ticket again.", key: "code_wrong", values: {} };
  }
  return { code };
}

/** The receipt of a submission id: symbols of its SHA-256, the last digit first. */
export function receiptOf(submissionId) {
  const number = [...sha256(submissionId)];
  let symbols = "";
  for (let place = 0; place < RECEIPT_LENGTH; place += 1) {
    symbols += ALPHABET[divide(number, 23)];
  }
  return symbols;
}

/** Long division of a number given as bytes, in place; the remainder. Browsers of 2018 have no BigInt. */
function divide(bytes, by) {
  let rest = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const part = rest * 256 + bytes[at];
    bytes[at] = Math.floor(part / by);
    rest = part % by;
  }
  return rest;
}

/** In two fives: KT7X4-MPC2F. */
export function shownReceipt(receipt) {
  return `${receipt.slice(0, 5)}-${receipt.slice(5)}`;
}

/** 16 random bytes as hex. */
export function newSubmissionId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
