import { describe, expect, test } from 'vitest';
import { pathProblem } from './digest.ts';

describe('a path in a package', () => {
  test.each(['plugin.json', 'img/logo.svg', '.hidden', 'a..b/c', '...', 'a/..b'])('may be %s', (path) => {
    expect(pathProblem(path)).toBeUndefined();
  });
  test.each([
    ['', 'empty'],
    ['/etc/passwd', 'absolute'],
    ['C:/x', 'absolute'],
    ['c:x', 'absolute'],
    ['..', 'leaves'],
    ['../sibling/plugin.json', 'leaves'],
    ['a/../../b', 'leaves'],
    ['a/..', 'leaves'],
    ['a\\b', 'backslash'],
    ['a\u0000b', 'control'],
    ['a\nb', 'control'],
    ['a\u007fb', 'control'],
    ['./a', 'two ways'],
    ['a//b', 'two ways'],
    ['a/', 'two ways'],
    ['a/./b', 'two ways'],
  ])('may not be %j', (path, why) => {
    expect(pathProblem(path)).toContain(why);
  });
});
