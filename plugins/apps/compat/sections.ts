/** The configuration as text, by section, and how its values read. */
export type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function isTrue(value: string | undefined): boolean {
  return /^(1|t|true|y|yes|on)$/i.test(value ?? '');
}
export function listOf(value: string): string[] {
  return value.split(/[\s,]+/).filter(Boolean);
}
