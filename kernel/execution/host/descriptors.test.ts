/** What whoever started this server left open is not handed on: tried with a real descriptor of a shell, one of those Node does not close by itself. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const target = (close: boolean): string =>
  execFileSync(
    'bash',
    [
      '-c',
      'exec 200</dev/zero; exec "$0" --disable-warning=ExperimentalWarning --input-type=module -e "$1"',
      process.execPath,
      `import { closeInherited } from ${JSON.stringify(new URL('descriptors.ts', import.meta.url).href)};
       import { execFileSync } from 'node:child_process';
       if (${close}) closeInherited(2);
       console.log(execFileSync('bash', ['-c', 'readlink /proc/self/fd/200 || echo none'], { encoding: 'utf8' }).trim());`,
    ],
    { encoding: 'utf8' },
  ).trim();

test.runIf(process.platform === 'linux')('a descriptor that came from outside is closed before anything is started', () => {
  expect(target(false)).toBe('/dev/zero');
  expect(target(true)).toBe('none');
});
