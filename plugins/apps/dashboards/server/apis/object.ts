/** Objects of the Kubernetes API: what is stored, in their form, and what they ask for, out of it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Row } from '@orrery/plugin-sdk';
import { fieldsOf, textOf } from '../answers.ts';
import type { Marks } from '../dashboard/store.ts';

/** Those that say what is stored in another place. */
const folder = 'grafana.app/folder';
const told = new Set([folder, 'grafana.app/message', 'grafana.app/updatedTimestamp', 'grafana.app/saved-from-ui']);
const idLabel = 'grafana.app/deprecatedInternalID';

export interface Wanted {
  readonly name: string;
  readonly generateName: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly folderUid: string;
  readonly message: string;
  /** The version it was made from; undefined when it says none, NaN when it is nobody's. */
  readonly version: number | undefined;
  readonly marks: Marks;
}

export function readObject(body: unknown): Wanted {
  const { metadata, spec } = fieldsOf(body);
  const { name, generateName, resourceVersion, labels, annotations } = fieldsOf(metadata);
  const given = texts(annotations);
  return {
    name: textOf(name),
    generateName: textOf(generateName),
    spec: fieldsOf(spec),
    folderUid: given[folder] === 'general' ? '' : (given[folder] ?? ''),
    message: given['grafana.app/message'] ?? '',
    version: textOf(resourceVersion) === '' ? undefined : Number(resourceVersion),
    marks: {
      labels: without(texts(labels), (key) => key === idLabel),
      annotations: without(given, (key) => told.has(key)),
    },
  };
}

export function metadataOf(row: Row, kind: string, orgId: number, folderUid: string, more: Readonly<Record<string, string>> = {}) {
  const marks = (row.marks ?? {}) as Partial<Marks>;
  return {
    name: row.uid,
    namespace: namespaceOf(orgId),
    uid: uuidOf(`${kind} ${orgId} ${row.id}`),
    resourceVersion: String(row.version),
    generation: row.version,
    creationTimestamp: stamp(row.created),
    labels: { ...marks.labels, [idLabel]: String(row.id) },
    annotations: {
      ...marks.annotations,
      ...(folderUid && { [folder]: folderUid }),
      'grafana.app/updatedTimestamp': stamp(row.updated),
      ...more,
    },
  };
}

export const namespaceOf = (orgId: number): string => (orgId === 1 ? 'default' : `org-${orgId}`);
const stamp = (at: unknown): string => new Date(Number(at)).toISOString().replace(/\.\d+Z$/, 'Z');

function texts(given: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(fieldsOf(given)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
function without(given: Readonly<Record<string, string>>, left: (key: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter(([key]) => !left(key)));
}
function uuidOf(text: string): string {
  const hex = bytesToHex(sha256(utf8ToBytes(text)));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
