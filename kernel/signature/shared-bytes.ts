/** Equal files of several packages lie in memory once: packages bring the same licences, texts and often the same code along. */
const held = new Map<string, WeakRef<Uint8Array>>();
const ended = new FinalizationRegistry<string>((hash) => {
  if (!held.get(hash)?.deref()) held.delete(hash);
});

/** The bytes that were first seen with this hash, as long as somebody holds them; nobody writes into bytes of packages. */
export function sharedBytes(hash: string, bytes: Uint8Array): Uint8Array {
  const known = held.get(hash)?.deref();
  if (known) return known;
  held.set(hash, new WeakRef(bytes));
  ended.register(bytes, hash);
  return bytes;
}
