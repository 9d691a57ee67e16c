/** Which addresses may be dialled. Everything inside a machine, a link or a private network is closed unless somebody vouched for it. */
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['::1', 128],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

const metadata = new BlockList();
metadata.addSubnet('169.254.0.0', 16, 'ipv4');
metadata.addAddress('100.100.100.200', 'ipv4');
metadata.addAddress('192.0.0.192', 'ipv4');
metadata.addAddress('168.63.129.16', 'ipv4');
metadata.addAddress('fd00:ec2::254', 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addSubnet('0.0.0.0', 32, 'ipv4');
loopback.addAddress('::1', 'ipv6');
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** The IPv4 address that one of IPv6 stands for (mapped, translated, compatible, NAT64, 6to4); any other as it is. */
export function innerAddress(address: string): string {
  if (isIP(address) !== 6) return address;
  const groups = groupsOf(address);
  const at = (from: number): string => [groups[from], groups[from + 1]].map((group = 0) => `${group >> 8}.${group & 255}`).join('.');
  if (groups[0] === 0x2002) return at(1);
  const before = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':');
  const standsFor = ['0:0:0:0:0:ffff', '0:0:0:0:ffff:0', '64:ff9b:0:0:0:0'].includes(before) || before.startsWith('64:ff9b:1:');
  return standsFor || (before === '0:0:0:0:0:0' && groups[6] !== 0) ? at(6) : address;
}

function groupsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address.split('%')[0] as string);
  const [, front = address, ...bytes] = dotted ?? [];
  const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
  const text = dotted ? `${front}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}` : address.split('%')[0];
  const [left = '', right] = (text as string).split('::');
  const read = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [head, tail] = [read(left), read(right ?? '')];
  return right === undefined ? head : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function isIn(list: BlockList, address: string): boolean {
  return [address, innerAddress(address)].some((each) => list.check(each, isIP(each) === 6 ? 'ipv6' : 'ipv4'));
}

export function isLoopback(address: string): boolean {
  return isIn(loopback, address);
}

/** Link-local and metadata services: what a cloud gives its credentials on. */
export function isMetadata(address: string): boolean {
  return isIn(metadata, address) || /^fe[89ab]/i.test(address);
}

/** Loopback, private, shared, link-local, multicast and every form of IPv6 that stands for such an IPv4 address. */
export function isInside(address: string): boolean {
  return isIn(inside, address);
}

/** This machine by any of its addresses. */
export function isThisMachine(address: string): boolean {
  const plain = innerAddress(address);
  return isLoopback(plain) || Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === plain));
}
