/**
 * The ini grammar of grafana.ini: sections, `key = value`, comments by `;` and `#`, values in backquotes or three double quotes, and
 * `%(key)s` for another key of the section or the root. Keys and sections keep their case; the last of equal keys wins.
 */
import { fail, ok, type Result } from '@orrery/plugin-sdk';

export type Sections = Map<string, Map<string, string>>;

/** `''` is the root section. Fails with `config/unreadable`, naming file and line. */
export function parseIni(text: string, file: string): Result<Sections> {
  const sections: Sections = new Map();
  let current = sectionOf(sections, '');
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = (lines[index] as string).trim();
    if (line === '' || line.startsWith(';') || line.startsWith('#')) continue;
    const named = /^\[([^\]]*)\]\s*([;#].*)?$/.exec(line);
    if (named) {
      current = sectionOf(sections, (named[1] as string).trim());
      continue;
    }
    const equals = line.indexOf('=');
    if (equals < 1)
      return fail('config/unreadable', `${file}, line ${index + 1}: "${line.slice(0, 80)}" is neither a [section] nor key = value.`);
    const key = line.slice(0, equals).trim();
    let value = line.slice(equals + 1).trim();
    const quote = ['"""', '`'].find((mark) => value.startsWith(mark));
    if (quote) {
      const opened = index;
      let rest = value.slice(quote.length);
      while (!rest.includes(quote)) {
        if (++index >= lines.length)
          return fail('config/unreadable', `${file}, line ${opened + 1}: the value of ${key} opens with ${quote} and is never closed.`);
        rest += `\n${lines[index]}`;
      }
      value = rest.slice(0, rest.indexOf(quote));
    } else value = value.replace(/\s+[;#].*$/, '').replace(/^"(.*)"$/s, '$1');
    current.set(key, value);
  }
  return ok(sections);
}

export function sectionOf(sections: Sections, name: string): Map<string, string> {
  let section = sections.get(name);
  if (!section) sections.set(name, (section = new Map()));
  return section;
}

/** `%(key)s` of the same section, else of the root. One pass a value, nested up to five deep. */
export function interpolate(value: string, section: ReadonlyMap<string, string>, root: ReadonlyMap<string, string>, depth = 0): string {
  if (depth > 5) return value;
  return value.replace(/%\(([^)]+)\)s/g, (whole, key: string) => {
    const found = section.get(key) ?? root.get(key);
    return found === undefined ? whole : interpolate(found, section, root, depth + 1);
  });
}
