/**
 * Takes Node's own modules as they are, not as ES modules. For an `import` Node reads every export of a module of its own, and behind some
 * lie others that are loaded when they are read: `node:http` brings HTTP/2 and a second HTTP client along, 2.4 MB of live objects in
 * every process, and `node:fs` and `node:util` forty more modules in every thread.
 */
import { isBuiltin } from 'node:module';
import type { Plugin } from 'rolldown';
import { parseSync } from 'rolldown/utils';

export function plainBuiltins(): Plugin {
  return {
    name: 'plain-builtins',
    renderChunk(code) {
      let plain = '';
      let from = 0;
      for (const node of parseSync('chunk.js', code).program.body) {
        if (node.type !== 'ImportDeclaration' || !isBuiltin(node.source.value)) continue;
        plain += code.slice(from, node.start) + constants(node.specifiers, node.source.value);
        from = node.end;
      }
      return from === 0 ? null : { code: plain + code.slice(from) };
    },
  };
}

interface Specifier {
  readonly type: string;
  readonly local: { readonly name: string };
  readonly imported?: { readonly name?: string; readonly value?: string };
}

function constants(specifiers: readonly Specifier[], module: string): string {
  const whole = `process.getBuiltinModule(${JSON.stringify(module)})`;
  const named = specifiers.flatMap(({ imported, local }) =>
    imported ? [`${JSON.stringify(imported.name ?? imported.value)}: ${local.name}`] : [],
  );
  const names = [
    ...specifiers.flatMap(({ imported, local }) => (imported ? [] : [local.name])),
    ...(named.length > 0 ? [`{ ${named.join(', ')} }`] : []),
  ];
  return names.map((name) => `const ${name} = ${whole};`).join('\n');
}
