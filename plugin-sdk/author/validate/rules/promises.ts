/** What the manifest promises or asks for, held against the code. Much of it does not compile either; here it is said in words. */
import { capabilityNames } from '../../../capabilities/index.ts';
import type { Facts } from '../facts.ts';
import { error, type Finding, warning } from '../finding.ts';
import { exportedKeys, lineOfPath, walk } from '../source.ts';

/** Point to what the module exports it under. */
const drawn = { panel: 'panels', page: 'pages' } as const;

export function promiseRules({ manifest, manifestSource, sources, tests, files }: Facts): Finding[] {
  const { capabilities = {}, contributes = {}, runtime } = manifest.orrery;
  const found: Finding[] = [];
  const module = sources.find(({ file }) => file === 'module.tsx');
  for (const [point, exported] of Object.entries(drawn) as ['panel' | 'page', string][]) {
    const promised = Object.keys(contributes[point] ?? {});
    if (promised.length === 0) continue;
    const line = lineOfPath(manifestSource, ['orrery', 'contributes', point]);
    if (!module) {
      found.push(
        error(
          'promise/no-module',
          'manifest.ts',
          `It promises a ${point}, and there is no module.tsx to draw it.`,
          `Write module.tsx that exports \`${exported}\`.`,
          line,
        ),
      );
      continue;
    }
    const given = exportedKeys(module, exported);
    const names = (module.program.body as { type: string }[]).length > 0 ? given : [];
    if (names === undefined) continue;
    for (const name of promised)
      if (!names.includes(name))
        found.push(
          error(
            'promise/missing',
            'module.tsx',
            `The manifest promises the ${point} "${name}", and \`${exported}\` has ${names.join(', ') || 'none'}.`,
            `Export it: \`export const ${exported} = { '${name}': ... }\`.`,
            1,
          ),
        );
  }
  if (runtime === 'none' && sources.some(({ file }) => file === 'index.ts'))
    found.push(
      warning(
        'promise/idle-backend',
        'index.ts',
        'runtime is "none": this file is not built.',
        'Use runtime "isolate", or take the file out.',
        1,
      ),
    );
  if (runtime === 'none' && !files.has('module.js'))
    found.push(
      warning(
        'promise/nothing',
        'manifest.ts',
        'It has neither a backend nor a front end.',
        'Contribute something.',
        lineOfPath(manifestSource, ['orrery']),
      ),
    );

  const used = namesIn(sources.filter(({ file }) => file !== 'manifest.ts'));
  for (const name of capabilityNames)
    if (capabilities[name] !== undefined && name !== 'wasm' && !used.has(name))
      found.push(
        warning(
          'capability/unused',
          'manifest.ts',
          `It asks for "${name}", and no source names it. Whoever installs it is asked to grant it.`,
          'Take it out.',
          lineOfPath(manifestSource, ['orrery', 'capabilities', name]),
        ),
      );
  if (tests.length === 0)
    found.push(
      warning(
        'tests/none',
        'manifest.ts',
        'There are no tests.',
        'Write a *.test.ts with testHost() or openStage() of @orrery/plugin-sdk/testing.',
      ),
    );
  return found;
}

/** Every identifier: a capability is one that is taken out of what `activate` is handed. */
function namesIn(sources: Facts['sources']): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { program } of sources)
    walk(program, (node) => {
      if (node.type === 'Identifier') names.add(node.name as string);
    });
  return names;
}
