// 本机存储：草稿和待发送的内容。Drafts and what waits to be sent, kept on this device.
const KEEP = 7 * 24 * 3600 * 1000; // a forgotten draft must not lie on a shared phone for ever

let opening;

function database() {
  if (!opening) {
    opening = new Promise((resolve, reject) => {
      const request = indexedDB.open("gongban", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("drafts");
        request.result.createObjectStore("outbox");
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }
  return opening;
}

async function run(store, mode, act) {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode);
    const request = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const put = (store, key, value) => run(store, "readwrite", (s) => s.put({ ...value, at: Date.now() }, key));
export const remove = (store, key) => run(store, "readwrite", (s) => s.delete(key));
export const keys = (store) => run(store, "readonly", (s) => s.getAllKeys());

export async function get(store, key) {
  const found = await run(store, "readonly", (s) => s.get(key));
  if (store === "drafts" && found && Date.now() - found.at > KEEP) {
    await remove(store, key);
    return undefined;
  }
  return found;
}
