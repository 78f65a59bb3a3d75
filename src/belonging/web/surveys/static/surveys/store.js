// What this tab remembers of one person until their answers are in. Where storage is refused, the page itself
// remembers, as long as it stays open.

const EMPTY = { code: "", checked: "", picked: "", submissionId: "", begun: false, step: 0, fields: {}, frozen: "", receipt: "" };

export function openStore(handle) {
  const own = `belonging:${handle}`;
  const aside = `${own}:aside`;
  const memory = new Map();
  const read = (key, otherwise) => {
    const text = memory.get(key) ?? fromStorage(key);
    return text ? JSON.parse(text) : otherwise;
  };
  const write = (key, value) => {
    const text = JSON.stringify(value);
    if (!toStorage(key, text)) {
      memory.set(key, text);
    }
  };
  return {
    read: () => ({ ...EMPTY, ...read(own, {}) }),
    write: (state) => write(own, state),
    wipe: () => write(own, {}),
    aside: () => read(aside, []),
    keepAside: (bodies) => write(aside, bodies),
  };
}

function fromStorage(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function toStorage(key, text) {
  try {
    sessionStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
