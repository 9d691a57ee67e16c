import type { RouteDeclaration } from '@orrery/plugin-sdk/contributions/route';
import { describe, expect, test } from 'vitest';
import { createRegistry } from '../registry/registry.ts';
import type { Contribution } from '../registry/types.ts';
import { createRouteTree } from './route-tree.ts';

const routeOf = (plugin: string, path: string, more: Partial<RouteDeclaration> = {}): Contribution => ({
  ...{ plugin, version: '1.0.0', key: `${plugin}@1.0.0#0`, level: 'core', point: 'route', name: path },
  declaration: { method: 'GET', path, rule: { signedIn: true }, ...more } satisfies RouteDeclaration,
});

function treeOf(...plugins: Contribution[]) {
  const registry = createRegistry();
  const lost: string[] = [];
  const tree = createRouteTree(registry, ({ plugin }) => lost.push(plugin));
  for (const contribution of plugins) registry.contribute(contribution.plugin, [contribution]);
  return { registry, tree, lost };
}

describe('a route that gives way', () => {
  test('is taken by another plugin, whichever of them started first, under any name of the parameters', () => {
    const standIn = routeOf('stand-in', '/api/things/:id', { givesWay: true });
    const real = routeOf('real', '/api/things/:uid');
    for (const order of [
      [standIn, real],
      [real, standIn],
    ]) {
      const { tree, lost } = treeOf(...order);
      expect(tree.find('GET', '/api/things/7')).toMatchObject({ contribution: { plugin: 'real' }, params: { uid: '7' } });
      expect(lost).toEqual([]);
    }
  });
  test('answers again when the other plugin goes', () => {
    const { registry, tree } = treeOf(routeOf('stand-in', '/api/things/:id', { givesWay: true }), routeOf('real', '/api/things/:uid'));
    registry.contribute('real', []);
    expect(tree.find('GET', '/api/things/7')?.contribution.plugin).toBe('stand-in');
  });
  test('keeps what the other does not take', () => {
    const { tree } = treeOf(routeOf('stand-in', '/api/things/special', { givesWay: true }), routeOf('real', '/api/things/:uid'));
    expect(tree.find('GET', '/api/things/special')?.contribution.plugin).toBe('stand-in');
  });
});

describe('two routes for one request', () => {
  test('leave the later one out, and say so', () => {
    const { tree, lost } = treeOf(routeOf('first', '/api/a'), routeOf('second', '/api/a'));
    expect(tree.find('GET', '/api/a')?.contribution.plugin).toBe('first');
    expect(lost).toContain('second');
  });
});
