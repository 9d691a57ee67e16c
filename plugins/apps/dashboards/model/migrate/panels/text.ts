/** Text: content and mode were keys of the panel; the mode `text` wrote every character as it is. */
import { isObject, type Json } from '../json.ts';

export function textPanel(panel: Json): void {
  const options: Json = isObject(panel.options) ? panel.options : {};
  for (const key of ['content', 'mode']) {
    if (panel[key] === undefined) continue;
    options[key] ??= panel[key];
    delete panel[key];
  }
  delete options.angular;
  if (options.mode === 'text') {
    options.mode = 'markdown';
    options.content = literal(String(options.content ?? ''));
  }
  panel.options = options;
}

/** Markdown that shows this very text, lines and all. */
function literal(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|~>]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/\n/g, '  \n');
}
