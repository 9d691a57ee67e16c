import { expect, test } from 'vitest';
import { pathProblem } from './path.ts';

test.each(['d/abc/cpu?from=now-6h&to=now&var-host=a%2Fb', 'explore?left=%7B%22a%22%3A1%7D', 'alerting/list', 'd/x?orgId=1#top'])(
  '%s can be shortened',
  (path) => expect(pathProblem(path)).toBeUndefined(),
);
test('what says where it lies is no path of ours', () => {
  expect(pathProblem('/d/abc')).toEqual({ id: 'shorturl.absolute-path', message: 'Path should be relative' });
});
test.each([
  ...['', undefined, 42, null, ['d/abc']],
  ...[
    '../admin',
    'd/../../x',
    'd/./x',
    'd/%2e%2e/x',
    'd/%2Fx',
    'd/%5cx',
    'd//evil.example',
    '\\\\evil.example',
    'd/\tx',
    'd/ x',
    `d/${'x'.repeat(8_192)}`,
  ],
])('%j is refused', (path) => expect(pathProblem(path)?.id).toBe('shorturl.invalid-path'));
