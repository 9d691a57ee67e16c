/** What an isolate may ask its thread synchronously: pure questions about text and numbers, each answered with a copy. */
const longestText = 64 << 20;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Never throws and gives data only: what it gives enters an isolate. */
export function answerAsk(kind: unknown, first: unknown, second: unknown): unknown {
  switch (kind) {
    case 'random':
      return random().buffer;
    case 'encode':
      return typeof first === 'string' && first.length <= longestText ? encoder.encode(first).slice().buffer : new ArrayBuffer(0);
    case 'decode':
      return ArrayBuffer.isView(first) ? decoder.decode(first) : '';
    case 'url': {
      const base = typeof second === 'string' ? second : undefined;
      if (typeof first !== 'string' || !URL.canParse(first, base)) return undefined;
      const { href, protocol, username, password, host, hostname, port, pathname, search, hash, origin } = new URL(first, base);
      return { href, protocol, username, password, host, hostname, port, pathname, search, hash, origin };
    }
    case 'parseQuery':
      return typeof first === 'string' ? [...new URLSearchParams(first)] : [];
    default:
      return undefined;
  }
}

/** Each thread would hold a copy of Node's whole cryptography, for what few plugins ask. */
function random(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(process.getBuiltinModule('node:crypto').randomBytes(1024));
}
