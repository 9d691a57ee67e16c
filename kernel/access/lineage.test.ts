import type { Principal } from '@orrery/plugin-sdk';
import type { Lineage } from '@orrery/plugin-sdk/contributions/lineage';
import { describe, expect, test } from 'vitest';
import { createRegistry } from '../registry/registry.ts';
import { createAccess } from './decide.ts';
import { createLineages } from './lineage.ts';

const viewer = (more: Partial<Principal> = {}): Principal => ({
  kind: 'user',
  key: 'user:1',
  id: 1,
  uid: 'u',
  login: 'u',
  name: 'u',
  email: '',
  orgId: 1,
  orgRole: 'Viewer',
  serverAdmin: false,
  via: 'test',
  ...more,
});

/** Boxes in boxes: `parents` says which stands in which. The role Viewer reads all. */
function shelf(parents: Record<string, string>, closedBoxes: string[] = []) {
  const registry = createRegistry();
  registry.move('shelf', 'active', '', {
    key: 'shelf',
    package: {
      id: 'shelf',
      verdict: { level: 'core' },
      manifest: { roles: [{ role: { name: 'r', permissions: [{ action: 'read', scope: 'box:*' }] }, grants: ['Viewer'] }] },
    } as never,
  });
  let asked = 0;
  let changed: () => void = () => {};
  let answering: Promise<void> = Promise.resolve();
  const chain = (uid: string): string[] => (parents[uid] ? [parents[uid], ...chain(parents[uid])] : []);
  const lineages = createLineages({
    registry,
    onEvent: (_topic, heard) => {
      changed = heard;
      return () => {};
    },
    ask: async (_contribution, scopes): Promise<readonly Lineage[] | undefined> => {
      asked += scopes.length;
      const answer = scopes.map((scope) => {
        const line = [scope.split(':')[2] as string, ...chain(scope.split(':')[2] as string)];
        if (line.includes('broken')) return undefined as never;
        return { above: line.slice(1).map((uid) => `box:uid:${uid}`), closed: closedBoxes.includes(line.at(-1) as string) };
      });
      await answering;
      return answer;
    },
  });
  registry.contribute('shelf', [
    {
      plugin: 'shelf',
      version: '1',
      key: 'shelf',
      level: 'core',
      point: 'lineage',
      name: 'boxes',
      declaration: { scopes: ['box:uid'], changedBy: ['boxes.changed'] },
    },
  ]);
  const access = createAccess(registry, lineages);
  return {
    lineages,
    asked: () => asked,
    change: (work: () => void) => {
      work();
      changed();
    },
    holdAnswers(until: Promise<void>) {
      answering = until;
    },
    may: async (principal: Principal, uid: string) => {
      await access.prepare(principal.orgId, [`box:uid:${uid}`]);
      return access.allows(principal, 'read', `box:uid:${uid}`);
    },
  };
}
const given = (uid: string): Partial<Principal> => ({ permissions: [{ action: 'read', scope: `box:uid:${uid}` }] });

describe('where a thing stands', () => {
  test('a right on a box covers what is in it, and what is in that, and nothing above or beside', async () => {
    const { may } = shelf({ inner: 'outer', deep: 'inner', beside: 'other' });
    const person = viewer({ orgRole: 'None', ...given('inner') });
    expect(await Promise.all(['deep', 'inner', 'outer', 'beside', 'other'].map((uid) => may(person, uid)))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
  test('a closed box is closed to those who hold the right everywhere, and so is all in it; administrators still may', async () => {
    const { may } = shelf({ inner: 'safe' }, ['safe']);
    expect([await may(viewer(), 'open'), await may(viewer(), 'safe'), await may(viewer(), 'inner')]).toEqual([true, false, false]);
    expect(await may(viewer({ orgRole: 'Admin' }), 'inner')).toBe(true);
    expect(await may(viewer(given('inner')), 'inner')).toBe(true);
  });
  test('is asked once and then remembered, until it changes', async () => {
    const parents: Record<string, string> = { one: 'a' };
    const { may, asked, change } = shelf(parents);
    const person = viewer({ orgRole: 'None', ...given('a') });
    for (let n = 0; n < 5; n++) expect(await may(person, 'one')).toBe(true);
    expect(asked()).toBe(1);
    change(() => {
      parents.one = 'b';
    });
    expect(await may(person, 'one')).toBe(false);
    expect(asked()).toBe(2);
  });
  test('asked before a change and answered after it is not remembered', async () => {
    const { may, asked, holdAnswers, lineages } = shelf({ one: 'a' });
    let go = (): void => {};
    holdAnswers(new Promise((resolve) => (go = resolve)));
    const early = may(viewer(), 'one');
    lineages.forget();
    go();
    await early;
    await may(viewer(), 'one');
    expect(asked()).toBe(2);
  });
  test('that nobody can tell counts as closed', async () => {
    const { may } = shelf({});
    expect(await may(viewer(), 'broken')).toBe(false);
    expect(await may(viewer({ orgRole: 'Admin' }), 'broken')).toBe(true);
  });
});
