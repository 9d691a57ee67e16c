/** Contributed routes in one radix tree, made anew and swapped whole at each change, so that a request sees one version of the world. */

import type { RouteDeclaration } from '@orrery/plugin-sdk/contributions/route';
import makeTree from 'find-my-way';
import type { Contribution, Registry } from '../registry/types.ts';
import { placesOf } from './places.ts';

export interface FoundRoute {
  readonly contribution: Contribution;
  readonly declaration: RouteDeclaration;
  readonly params: Readonly<Record<string, string>>;
  /** The pattern, for metrics. */
  readonly pattern: string;
}
export interface RouteTree {
  find(method: string, path: string): FoundRoute | undefined;
  /** Methods that the path has, for a 405. */
  methods(path: string): readonly string[];
  stop(): void;
}

type Tree = ReturnType<typeof makeTree>;
const all = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export function createRouteTree(registry: Registry, onClash: (lost: Contribution, cause: string) => void): RouteTree {
  let tree: Tree = makeTree();
  const stop = registry.onContributions(({ added, removed }) => {
    if ([...added, ...removed].some(({ point }) => point === 'route')) tree = build(registry, onClash);
  });
  const look = (method: string, path: string) => tree.find(method as 'GET', path);
  return {
    find(method, path) {
      const found = look(method === 'HEAD' ? 'GET' : method, path);
      if (!found) return undefined;
      const { contribution, declaration } = found.store as { contribution: Contribution; declaration: RouteDeclaration };
      return { contribution, declaration, params: found.params as Record<string, string>, pattern: declaration.path };
    },
    methods: (path) => all.filter((method) => look(method, path)),
    stop,
  };
}

function build(registry: Pick<Registry, 'contributions'>, onClash: (lost: Contribution, cause: string) => void): Tree {
  const tree = makeTree({ ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: 400 });
  const problem = placesOf(registry);
  const declared = registry.contributions('route').flatMap((contribution) => {
    const cause = problem(contribution);
    if (cause) onClash(contribution, cause);
    return cause ? [] : { contribution, declaration: contribution.declaration as RouteDeclaration };
  });
  const givesWay = ({ declaration }: (typeof declared)[number]): boolean => declaration.givesWay === true;
  // Whoever gives way comes last, so that it takes what is left, in whatever order plugins started.
  for (const route of [...declared.filter((one) => !givesWay(one)), ...declared.filter(givesWay)]) {
    const { contribution, declaration } = route;
    // No rule, no route: a path without a decision does not exist.
    if (!declaration.rule) continue;
    try {
      tree.on(declaration.method, declaration.path, () => {}, { contribution, declaration });
    } catch (error) {
      if (!givesWay(route)) onClash(contribution, error instanceof Error ? error.message : String(error));
    }
  }
  return tree;
}
