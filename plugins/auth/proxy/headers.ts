/** What the proxy's headers say of somebody: `headers = Name:X-Name Email:X-Email`. */

export interface Told {
  readonly login: string;
  readonly name?: string;
  readonly email?: string;
  readonly role?: string;
}

export function readHeaders(section: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>): Told | undefined {
  const decode = section.headers_encoded === 'true' ? quotedPrintable : (text: string) => text;
  const value = (name = ''): string => decode(headers[name.toLowerCase()] ?? '').trim();
  const who = value(section.header_name || 'X-WEBAUTH-USER');
  if (!who) return undefined;
  const named = new Map(
    (section.headers ?? '').split(/\s+/).flatMap((pair) => {
      const colon = pair.indexOf(':');
      return colon > 0 ? [[pair.slice(0, colon).toLowerCase(), value(pair.slice(colon + 1))] as const] : [];
    }),
  );
  const isMail = section.header_property === 'email' || who.includes('@');
  const email = named.get('email') || (isMail ? who : '');
  const [name, role] = [named.get('name'), named.get('role')];
  return { login: named.get('login') || who, ...(name && { name }), ...(email && { email }), ...(role && { role }) };
}

/** `J=C3=B6rg` is Jörg. */
function quotedPrintable(text: string): string {
  const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-Fa-f]{2})/g, '%$1');
  try {
    return decodeURIComponent(bytes.replace(/%(?![0-9A-Fa-f]{2})/g, '%25'));
  } catch {
    return text;
  }
}
