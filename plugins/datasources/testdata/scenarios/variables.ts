/** Names in a fixed tree, by a glob: `*`, `A.*`, `{A,B}.*`, and `(A|B).*`, as variables of several values come. Three letters on each of four levels, a name is its parent's and a letter. */
import { frame, stringField } from '@orrery/plugin-sdk/data/build';
import type { Scenarios } from './scenario.ts';

const letters = ['A', 'B', 'C'];
const deepest = 4;

export const variables: Scenarios = {
  'variables-query': (query) => {
    const text = String(query.stringInput || (typeof query.query === 'string' ? query.query : '') || '*');
    const names = namesIn(text);
    return [frame([stringField('text', names), stringField('value', names)], { refId: query.refId })];
  },
};

function namesIn(glob: string): string[] {
  let level: string[] = [''];
  for (const part of glob.split('.').slice(0, deepest)) {
    const wanted = /^[{(](.*)[})]$/
      .exec(part)?.[1]
      ?.split(/[,|]/)
      .map((one) => one.trim());
    level = level
      .flatMap((parent) => letters.map((letter) => `${parent}${letter}`))
      .filter((name) => part === '*' || (wanted ? wanted.includes(name) : name === part));
  }
  return glob.split('.').length > deepest ? [] : level;
}
