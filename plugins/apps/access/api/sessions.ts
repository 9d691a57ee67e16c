/** Sessions as the API lists them: on which device, and which of them asks. */
import type { SessionInfo } from '@orrery/plugin-sdk';
import { iso } from './answers.ts';

export function sessionJson({ id, created, seen, clientAddress, userAgent }: SessionInfo, current: number | undefined) {
  return { id, isActive: id === current, clientIp: clientAddress, ...deviceOf(userAgent), createdAt: iso(created), seenAt: iso(seen) };
}

const browsers: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/([\d.]+)/],
  ['Opera', /\bOPR\/([\d.]+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/([\d.]+)/],
  ['Chrome', /\b(?:Chrome|CriOS)\/([\d.]+)/],
  ['Safari', /\bVersion\/([\d.]+).*Safari\//],
  ['curl', /^curl\/([\d.]+)/],
];
const systems: readonly (readonly [string, RegExp])[] = [
  ['Windows', /Windows NT ([\d.]+)/],
  ['Android', /Android ([\d.]+)/],
  ['iOS', /(?:iPhone|iPad).* OS ([\d_]+)/],
  ['Mac OS X', /Mac OS X ([\d_.]+)/],
  ['Linux', /Linux()/],
];

function deviceOf(agent: string) {
  const match = (list: typeof browsers): readonly [string, string] => {
    for (const [name, pattern] of list) {
      const found = pattern.exec(agent);
      if (found) return [name, (found[1] ?? '').replaceAll('_', '.')];
    }
    return ['Other', ''];
  };
  const [browser, browserVersion] = match(browsers);
  const [os, osVersion] = match(systems);
  const device = /iPad/.test(agent) ? 'iPad' : /iPhone/.test(agent) ? 'iPhone' : os === 'Mac OS X' ? 'Mac' : 'Other';
  return { device, os, osVersion, browser, browserVersion };
}
