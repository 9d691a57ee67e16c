/** `URL` and `URLSearchParams`. The thread parses, so that plugins and the way out read an address alike. */
import type { Ask, Define } from './environment.ts';

export function defineUrl(define: Define, ask: Ask): void {
  class URLSearchParams {
    #pairs: [string, string][] = [];
    constructor(from?: string | Iterable<readonly [string, string]> | Record<string, string>) {
      if (typeof from === 'string') this.#pairs = ask('parseQuery', from) as [string, string][];
      else if (from && Symbol.iterator in from)
        this.#pairs = [...(from as Iterable<[string, string]>)].map(([key, value]) => [String(key), String(value)]);
      else if (from) this.#pairs = Object.entries(from).map(([key, value]) => [key, String(value)]);
    }
    append(key: string, value: unknown): void {
      this.#pairs.push([String(key), String(value)]);
    }
    delete(key: string): void {
      this.#pairs = this.#pairs.filter(([name]) => name !== key);
    }
    get(key: string): string | null {
      return this.#pairs.find(([name]) => name === key)?.[1] ?? null;
    }
    getAll(key: string): string[] {
      return this.#pairs.filter(([name]) => name === key).map(([, value]) => value);
    }
    has(key: string): boolean {
      return this.#pairs.some(([name]) => name === key);
    }
    set(key: string, value: unknown): void {
      const at = this.#pairs.findIndex(([name]) => name === key);
      if (at < 0) return this.append(key, value);
      this.#pairs = this.#pairs.filter(([name], index) => name !== key || index === at);
      this.#pairs[at] = [key, String(value)];
    }
    forEach(each: (value: string, key: string) => void): void {
      for (const [key, value] of this.#pairs) each(value, key);
    }
    entries(): IterableIterator<[string, string]> {
      return this.#pairs.map(([key, value]): [string, string] => [key, value])[Symbol.iterator]();
    }
    keys(): IterableIterator<string> {
      return this.#pairs.map(([key]) => key)[Symbol.iterator]();
    }
    values(): IterableIterator<string> {
      return this.#pairs.map(([, value]) => value)[Symbol.iterator]();
    }
    [Symbol.iterator](): IterableIterator<[string, string]> {
      return this.entries();
    }
    get size(): number {
      return this.#pairs.length;
    }
    toString(): string {
      const part = (text: string): string =>
        encodeURIComponent(text)
          .replace(/%20/g, '+')
          .replace(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
      return this.#pairs.map(([key, value]) => `${part(key)}=${part(value)}`).join('&');
    }
  }
  type UrlParts = Record<
    'href' | 'protocol' | 'username' | 'password' | 'host' | 'hostname' | 'port' | 'pathname' | 'search' | 'hash' | 'origin',
    string
  >;
  class URL {
    readonly #parts: UrlParts;
    readonly searchParams: URLSearchParams;
    constructor(text: unknown, base?: unknown) {
      const parts = ask('url', String(text), base === undefined ? undefined : String(base)) as UrlParts | undefined;
      if (!parts) throw new TypeError(`Invalid URL: ${String(text)}`);
      this.#parts = parts;
      this.searchParams = new URLSearchParams(parts.search);
    }
    static canParse(text: unknown, base?: unknown): boolean {
      return ask('url', String(text), base === undefined ? undefined : String(base)) !== undefined;
    }
    get href(): string {
      const { protocol, username, password, host, pathname, hash, origin, href } = this.#parts;
      if (origin === 'null' && this.searchParams.size === 0) return href;
      const user = username ? `${username}${password ? `:${password}` : ''}@` : '';
      return `${protocol}//${user}${host}${pathname}${this.search}${hash}`;
    }
    get search(): string {
      const text = this.searchParams.toString();
      const original = this.#parts.search;
      return new URLSearchParams(original).toString() === text ? original : text ? `?${text}` : '';
    }
    get protocol(): string {
      return this.#parts.protocol;
    }
    get username(): string {
      return this.#parts.username;
    }
    get password(): string {
      return this.#parts.password;
    }
    get host(): string {
      return this.#parts.host;
    }
    get hostname(): string {
      return this.#parts.hostname;
    }
    get port(): string {
      return this.#parts.port;
    }
    get pathname(): string {
      return this.#parts.pathname;
    }
    get hash(): string {
      return this.#parts.hash;
    }
    get origin(): string {
      return this.#parts.origin;
    }
    toString(): string {
      return this.href;
    }
    toJSON(): string {
      return this.href;
    }
  }
  define('URLSearchParams', URLSearchParams);
  define('URL', URL);
}
