/** Headers a plugin may not set: credentials, cookies, what describes the connection, and what claims to be somebody else. */
const forbidden = new Set([
  'authorization',
  'cookie',
  'cookie2',
  'set-cookie',
  'host',
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'expect',
  'via',
  'forwarded',
  'accept-encoding',
  'x-real-ip',
  'x-id-token',
]);

/** The first that is not accepted, or undefined. */
export function forbiddenHeader(headers: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(headers).find(([name, value]) => {
    const lower = name.toLowerCase();
    return (
      forbidden.has(lower) ||
      lower.startsWith('x-forwarded-') ||
      lower.startsWith('x-grafana-') ||
      !/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(lower) ||
      /[\r\n\0]/.test(String(value))
    );
  })?.[0];
}
