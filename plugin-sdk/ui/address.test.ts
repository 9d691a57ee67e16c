import { describe, expect, test } from 'vitest';
import { isFollowed, isShown } from './address.ts';

const scripts = [
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'blob:https://orrery.example/x',
  'file:///etc/passwd',
  'filesystem:https://orrery.example/x',
  '',
];

describe('an address in data', () => {
  test.each(scripts)('%j is not followed', (address) => {
    expect(isFollowed(address)).toBe(false);
  });
  test.each(['https://example.org/', 'http://example.org', 'mailto:a@example.org', '/d/uid', '?var-a=1', '#top', '//example.org/x'])(
    '%j is followed',
    (address) => {
      expect(isFollowed(address)).toBe(true);
    },
  );
  test.each(['data:image/png;base64,AAAA', 'data:image/svg+xml,<svg/>', '/img/a.png', 'https://orrery.example/a.png'])(
    '%j is shown as image',
    (address) => {
      expect(isShown(address, 'https://orrery.example')).toBe(true);
    },
  );
  test.each([...scripts, 'https://evil.example/pixel.png', '//evil.example/pixel.png', 'data:text/html,x'])(
    '%j is not shown as image',
    (address) => {
      expect(isShown(address, 'https://orrery.example')).toBe(false);
    },
  );
});
