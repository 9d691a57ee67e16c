/** Names of series by a template: `{{label}}`. A label that is not there leaves its name. */
import { own } from './own.ts';

export function legendText(template: string, labels: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, name: string) => own(labels, name) || name);
}
