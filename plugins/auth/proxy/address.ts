/** Addresses and ranges of them, in both versions. An IPv4 address in IPv6's clothes is the IPv4 address. */

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

export function parseAddress(text: string): Address | undefined {
  const bare = text.replace(/%.*$/, '');
  const four = fourOf(bare);
  if (four !== undefined) return { bits: 32, value: four };
  const six = sixOf(bare);
  if (six === undefined) return undefined;
  return six >> 32n === 0xffffn ? { bits: 32, value: six & 0xffffffffn } : { bits: 128, value: six };
}

/** Whether an address is one of a list: `10.0.0.0/8, 192.168.1.7 fd00::/8`. Undefined names the first item that is none. */
export function isListed(address: string, list: string): { readonly listed: boolean; readonly wrong?: string } {
  const at = parseAddress(address);
  for (const item of list.split(/[\s,]+/).filter(Boolean)) {
    const [text = '', mask] = item.split('/', 2);
    const base = parseAddress(text);
    const length = mask === undefined ? base?.bits : Number(mask);
    if (!base || length === undefined || !Number.isInteger(length) || length < 0 || length > base.bits)
      return { listed: false, wrong: item };
    const rest = BigInt(base.bits - length);
    if (at && at.bits === base.bits && at.value >> rest === base.value >> rest) return { listed: true };
  }
  return { listed: false };
}

function fourOf(text: string): bigint | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function sixOf(text: string): bigint | undefined {
  if (!text.includes(':')) return undefined;
  const tail = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  const four = tail === undefined ? undefined : fourOf(tail);
  if (tail !== undefined && four === undefined) return undefined;
  const plain =
    tail === undefined || four === undefined ? text : text.replace(tail, `${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`);
  const halves = plain.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const count = groups.flat().length;
  if (halves.length === 1 ? count !== 8 : count > 7) return undefined;
  if (groups.flat().some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const [front = [], back = []] = groups;
  const all = [...front, ...Array.from({ length: 8 - count }, () => '0'), ...back];
  return all.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}
