// What is kept on the device while there is no connection: ciphertext only. The key comes with each page after
// sign-in, cannot be read out again, and is never written down. Without a key nothing is kept.
const STORE = 'drafts'
const text = new TextEncoder()
let key

async function ownKey() {
  const given = document.querySelector('meta[name=draft-key]')?.content
  if (!given || !globalThis.crypto?.subtle) return null
  const raw = Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0))
  key ??= crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return key
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function within(mode, deed) {
  const opening = indexedDB.open('cairn', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
  const database = await settled(opening)
  try {
    // strict: the words are on the disk before we say so. Relaxed durability lost the last seconds of a killed browser.
    const transaction = database.transaction(STORE, mode, { durability: 'strict' })
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve
      transaction.onerror = transaction.onabort = () => reject(transaction.error)
    })
    const result = await settled(deed(transaction.objectStore(STORE)))
    await done
    return result
  } finally {
    database.close()
  }
}

/** Keep `value` under `id`. Resolves to whether it is safely on the device. */
export async function keep(id, value) {
  try {
    const own = await ownKey()
    if (!own) return false
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const cipher = { name: 'AES-GCM', iv, additionalData: text.encode(id) }
    const sealed = await crypto.subtle.encrypt(cipher, own, text.encode(JSON.stringify(value)))
    await within('readwrite', (store) => store.put({ iv, sealed }, id))
    return true
  } catch {
    return false
  }
}

/** What was kept under `id`, or null: nothing there, or sealed with the key of somebody else. */
export async function kept(id) {
  try {
    const own = await ownKey()
    const found = own && (await within('readonly', (store) => store.get(id)))
    if (!found) return null
    const cipher = { name: 'AES-GCM', iv: found.iv, additionalData: text.encode(id) }
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(cipher, own, found.sealed)))
  } catch {
    return null
  }
}

/** Remove what was kept under `id`; without an id, everything. */
export async function forget(id) {
  try {
    await within('readwrite', (store) => (id === undefined ? store.clear() : store.delete(id)))
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Whether anything at all is kept on the device. */
export async function holdsAny() {
  try {
    return (await within('readonly', (store) => store.count())) > 0
  } catch {
    return false
  }
}
