const values: Readonly<Record<string, unknown>> = { true: true, false: false, null: null, zero: 0 };

/** What stands where nothing is; an empty text for whatever is not known. */
export function emptyValueOf(name: string | undefined): unknown {
  return name !== undefined && Object.hasOwn(values, name) ? values[name] : '';
}
