/** Values of a provisioning file: `$NAME`, `${NAME}`, `$__env{}`, `$__file{}`; `$$` is a dollar. Keys stay as they are. */
import { type Environment, expand } from './expand.ts';

const numeric = /^-?\d+(\.\d+)?$/;

export function expandYaml(value: unknown, env: Environment): unknown {
  if (typeof value === 'string') return expandText(value, env);
  if (Array.isArray(value)) return value.map((item) => expandYaml(item, env));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expandYaml(item, env)]));
}

function expandText(text: string, env: Environment): unknown {
  if (!text.includes('$')) return text;
  const parts = text
    .split('$$')
    .map((part) =>
      expand(part, env).replace(/\$([A-Za-z_][A-Za-z0-9_]*)/g, (whole, name: string) =>
        name.startsWith('__') ? whole : (env[name] ?? ''),
      ),
    );
  const expanded = parts.join('$');
  // A number or a switch that came from the environment is one again.
  if (/^\$(\{\w+\}|__env\{\w+\}|\w+)$/.test(text.trim())) {
    if (expanded === 'true' || expanded === 'false') return expanded === 'true';
    // What a number would not print as is a text that looks like one: a code, a password.
    if (numeric.test(expanded) && String(Number(expanded)) === expanded) return Number(expanded);
  }
  return expanded;
}
