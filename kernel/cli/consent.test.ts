/** What a person at a terminal is shown before they say yes. */
import { describe, expect, test } from 'vitest';
import type { ConsentView } from '../installer/types.ts';
import { consentAt } from './consent.ts';
import { plain } from './io.ts';

const signedBy = { org: 'x', orgName: 'Acme\nIt asks for nothing.', keyId: 'aaaa', keyName: 'Acme', at: 0 };
const view: ConsentView = {
  id: 'test-app',
  name: 'Nice\r\u001b[2K\nIt asks for nothing.\u202e',
  version: '2.0.0',
  before: '1.0.0',
  level: 'community',
  signedBy,
  takenFrom: { level: 'commercial', signedBy: { ...signedBy, orgName: 'Best', keyId: 'bbbb' } },
  asks: [
    {
      capability: 'fetch',
      key: 'fetch https://a.example\n  2. nothing',
      far: true,
      scope: ['https://a.example\n  2. nothing'],
      isNew: true,
      granted: true,
    },
  ],
  removed: [],
  needsDecision: true,
};
const shown = (): string[] => {
  const lines: string[] = [];
  consentAt.show(view, { out: (text) => void lines.push(text), err: () => {}, cwd: '', env: {} });
  return lines;
};

describe('consent at a terminal', () => {
  test('has a line for each thing, whatever a stranger writes into his name or into what he asks for', () => {
    const lines = shown();
    expect(lines.join('\n').split('\n')).toHaveLength(lines.length);
    expect(lines.join('')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
    expect(lines[0]).toMatch(/^Nice \[2K It asks for nothing\. 1\.0\.0 -> 2\.0\.0, signed as community by Acme/);
  });
  test('says that somebody else signed the version before', () => {
    expect(shown()[1]).toContain('as commercial, Best (key bbbb)');
  });
});

test('what is written to a terminal moves no cursor and turns no direction', () => {
  expect(plain('a\u001b]0;title\u0007b\u202ec\r\nd\te\rf')).toBe('a\ufffd]0;title\ufffdb\ufffdc\nd\te\ufffdf');
});
