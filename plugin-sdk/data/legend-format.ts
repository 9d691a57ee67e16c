/** Names of series by a template: `{{label}}`. A label that is not there leaves its name. */
export function legendText(template: string, labels: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, name: string) => labels[name] || name);
}
