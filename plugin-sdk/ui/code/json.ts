/** JSON: colours by a small tokenizer, problems by the engine's own parser. */
import { StreamLanguage } from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';

export function json() {
  return StreamLanguage.define<{ readonly open: string[] }>({
    name: 'json',
    startState: () => ({ open: [] }),
    copyState: ({ open }) => ({ open: [...open] }),
    token(stream, { open }) {
      if (stream.eatSpace()) return null;
      if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return stream.match(/^\s*:/, false) ? 'propertyName' : 'string';
      if (stream.match(/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return 'number';
      if (stream.match(/^(?:true|false)\b/)) return 'bool';
      if (stream.match(/^null\b/)) return 'null';
      const letter = stream.next() ?? '';
      if (letter === '{' || letter === '[') open.push(letter);
      else if (letter === '}' || letter === ']') open.pop();
      return '{}[],:'.includes(letter) ? 'punctuation' : 'invalid';
    },
    indent: ({ open }, after, context) => (open.length - Number(/^\s*[}\]]/.test(after))) * context.unit,
    languageData: { closeBrackets: { brackets: ['[', '{', '"'] }, indentOnInput: /^\s*[}\]]$/ },
  });
}

export function jsonProblems(text: string): Diagnostic[] {
  if (text.trim() === '') return [];
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = Math.min(Number(/position (\d+)/.exec(message)?.[1] ?? text.length), text.length);
    return [{ from: Math.max(at - Number(at === text.length), 0), to: Math.min(at + 1, text.length), severity: 'error', message }];
  }
}
