// Where envelopes wait: IndexedDB, or localStorage where the browser refuses it. Entries are plain objects with an `id`.

const DATABASE = "belonging";
const SHELF = "outbox";
const PREFIX = "belonging:outbox:";

/** { all, put, drop }, or null where nothing can be kept. */
export async function openShelf() {
  try {
    return onDatabase(await opened());
  } catch (refused) {
    return onStorage();
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF, { keyPath: "id" });
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = asked.onblocked = () => reject(asked.error);
  });
}

function onDatabase(database) {
  /** Resolves when the transaction is on disk, with what `act` asked for. */
  const within = (mode, act) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(SHELF, mode, { durability: "strict" });
      const asked = act(transaction.objectStore(SHELF));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  return {
    all: () => within("readonly", (shelf) => shelf.getAll()),
    put: (entry) => within("readwrite", (shelf) => shelf.put(entry)),
    drop: (id) => within("readwrite", (shelf) => shelf.delete(id)),
  };
}

function onStorage() {
  try {
    localStorage.setItem(`${PREFIX}try`, "");
    localStorage.removeItem(`${PREFIX}try`);
  } catch (refused) {
    return null;
  }
  const names = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  return {
    all: async () => names().map((name) => JSON.parse(localStorage.getItem(name))),
    put: async (entry) => localStorage.setItem(PREFIX + entry.id, JSON.stringify(entry)),
    drop: async (id) => localStorage.removeItem(PREFIX + id),
  };
}
