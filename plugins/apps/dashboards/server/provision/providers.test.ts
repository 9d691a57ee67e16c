import { describe, expect, test } from 'vitest';
import { ofKnownOrgs, readProviders } from './providers.ts';

const document = (...providers: object[]) => ({ file: 'boards.yaml', content: { apiVersion: 1, providers } });
const provider = (name: string, orgId?: number) => ({ name, ...(orgId && { orgId }), options: { path: `/boards/${name}` } });

describe('providers of an organisation', () => {
  const read = readProviders([document(provider('ours'), provider('theirs', 2), provider('nobody', 7))]);

  test('that does not exist are named and left out; the others go on', () => {
    const { providers, problems } = ofKnownOrgs(read, [1, 2]);
    expect(providers.map(({ name }) => name)).toEqual(['ours', 'theirs']);
    expect(problems).toEqual(['nobody: there is no organisation 7. Write the orgId of one that exists.']);
  });
  test('are all taken where nobody can tell which organisations exist', () => {
    expect(ofKnownOrgs(read, undefined)).toEqual(read);
  });
});
