/** A line of pino's JSON as Grafana's console writes it: `logger=context userId=1 t=… level=info msg="Request Completed" …`. */

const first = ['logger', 'userId', 'orgId', 'uname', 't', 'level', 'msg'];

export function logfmt(line: string): string {
  const fields = JSON.parse(line) as Record<string, unknown>;
  const rest = Object.keys(fields).filter((key) => !first.includes(key));
  const named = [...first.filter((key) => key in fields), ...rest];
  return `${named.map((key) => `${keyText(key)}=${valueText(key, fields[key])}`).join(' ')}\n`;
}

function keyText(key: string): string {
  return key.replace(/[\s="]/g, '_');
}

function valueText(key: string, value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  // Quoting escapes line breaks too, so that no value can begin a line of its own.
  return key === 'msg' || /[\s="\\\p{Cc}]/u.test(text) ? JSON.stringify(text) : text;
}
