/** Code that a server or a page will not run, or that users will not thank you for. */
import type { Facts } from '../facts.ts';
import { error, type Finding, warning } from '../finding.ts';
import { type Node, type Source, walk } from '../source.ts';

const asHtml = new Set(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc']);
const kept = new Set(['localStorage', 'sessionStorage', 'indexedDB', 'caches']);
const dialogs = new Set(['alert', 'confirm', 'prompt']);
const ambient = new Set(['process', 'require', 'Buffer', '__dirname']);

export function codeRules({ sources, manifest }: Facts): Finding[] {
  return sources.flatMap((source) => [...looks(source, manifest.orrery.runtime), ...imports(source, manifest.orrery.runtime)]);
}

function looks(source: Source, runtime: string): Finding[] {
  const found: Finding[] = [];
  const say = (make: typeof error, node: Node, rule: string, message: string, remedy: string): void =>
    void found.push(make(`code/${rule}`, source.file, message, remedy, source.lineAt(node.start)));
  walk(source.program, (node, parent) => {
    if (node.type === 'CallExpression' && (node.callee as Node).name === 'eval')
      say(error, node, 'eval', 'eval() is refused in isolates and in pages.', 'Write what it does as code.');
    if (node.type === 'NewExpression' && (node.callee as Node).name === 'Function')
      say(error, node, 'eval', 'new Function() is refused in isolates and in pages.', 'Write what it does as code.');
    if (node.type === 'CallExpression' && dialogs.has((node.callee as Node).name as string))
      say(error, node, 'dialog', 'The sandbox opens no dialogs of the browser.', 'Use Dialog or toast of the UI kit.');
    if (node.type === 'MemberExpression' && asHtml.has((node.property as Node).name as string))
      say(
        error,
        node,
        'html',
        `${(node.property as Node).name} turns text into HTML, which the page's policy refuses and which lets hostile text in.`,
        'Draw with JSX.',
      );
    if (node.type === 'JSXAttribute' && (node.name as Node).name === 'dangerouslySetInnerHTML')
      say(error, node, 'html', 'dangerouslySetInnerHTML lets hostile text in, and the page refuses it.', 'Draw with JSX.');
    if (
      node.type === 'MemberExpression' &&
      (node.object as Node).name === 'document' &&
      ['cookie', 'write', 'domain'].includes((node.property as Node).name as string)
    )
      say(
        error,
        node,
        'document',
        `document.${(node.property as Node).name} does not exist in the sandbox.`,
        'Draw into what the panel or page is given.',
      );
    if (node.type === 'MemberExpression' && (node.object as Node).name === 'console' && source.file !== 'manifest.ts')
      say(
        warning,
        node,
        'console',
        'The console is silent in isolates, and nobody reads it in pages.',
        'Use `log`, which every backend is handed.',
      );
    if (node.type !== 'Identifier' || isMember(node, parent)) return;
    if (kept.has(node.name as string))
      say(
        warning,
        node,
        'browser-storage',
        `The sandbox has no ${node.name}.`,
        'Keep it in options of the panel, or in `storage` of the backend.',
      );
    if (ambient.has(node.name as string) && runtime !== 'worker')
      say(error, node, 'node', `There is no ${node.name} where this runs.`, 'Use capabilities; test files may use Node.');
  });
  return found;
}

/** A property's name, a type, or what is declared here under that name. */
function isMember(node: Node, parent: Node | undefined): boolean {
  if (!parent) return false;
  if (parent.type === 'MemberExpression') return parent.property === node && parent.computed !== true;
  return [
    'Property',
    'TSPropertySignature',
    'TSTypeReference',
    'TSMethodSignature',
    'ImportSpecifier',
    'VariableDeclarator',
    'MethodDefinition',
    'JSXAttribute',
  ].includes(parent.type);
}

function imports({ file, program, lineAt }: Source, runtime: string): Finding[] {
  return (program.body as Node[]).flatMap((node) => {
    const from = (node.source as { value?: string } | null | undefined)?.value;
    if (!from) return [];
    const line = lineAt(node.start);
    if (from.startsWith('node:') && runtime !== 'worker')
      return [
        error('import/node', file, `${from} is Node's, and this runs in an isolate or a browser.`, 'Use capabilities of the SDK.', line),
      ];
    const entry = /^@orrery\/plugin-sdk(?:\/(.*))?$/.exec(from)?.[1];
    if (entry !== undefined && !['ui', 'data', 'testing', 'ui/code'].includes(entry))
      return [
        warning(
          'import/inner',
          file,
          `${from} is the SDK's own and may change at any time.`,
          'Import from @orrery/plugin-sdk, /ui, /ui/code, /data or /testing.',
          line,
        ),
      ];
    return [];
  });
}
