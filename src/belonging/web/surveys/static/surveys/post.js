// One request with a text body, and what came of it. "lost": nobody knows whether it arrived.

const PATIENCE = 20000;

/** { outcome, … } as the server said, or { outcome: "lost" } without a readable reply. */
export async function post(address, body) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      cache: "no-store",
      signal: control.signal,
    });
    const reply = await response.json();
    return response.status < 500 && reply.outcome ? reply : { outcome: "lost" };
  } catch (lost) {
    return { outcome: "lost" };
  } finally {
    clearTimeout(timer);
  }
}
