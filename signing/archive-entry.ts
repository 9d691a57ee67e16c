/** One entry of an archive, by its headers alone: what it is called, what it is, and how large it says it is. */
import type { Entry } from 'yauzl';
import { pathProblem } from './digest.ts';

export interface ArchiveLimits {
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly entries: number;
  /** Unpacked to packed, of an entry that is larger than `ratioFrom`. Text and code stay far below; what is above is made to swell. */
  readonly ratio: number;
  readonly ratioFrom: number;
}
export const archiveLimits: ArchiveLimits = {
  packedBytes: 512 << 20,
  unpackedBytes: 512 << 20,
  entries: 5_000,
  ratio: 200,
  ratioFrom: 1 << 20,
};

export interface ArchiveProblem {
  /** `archive/…` */
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}
export function refused(
  code: string,
  message: string,
  remedy = 'Pack it again with `orrery plugin pack`; if it is another’s, tell its publisher.',
): ArchiveProblem {
  return { code, message, remedy };
}

const longestName = 400;
const deepest = 32;
const unicodePath = 0x7075;
/** What Windows takes for a device, or for a stream of another file. */
const windowsOnly = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

export function nameOf(entry: Entry): string | ArchiveProblem {
  if (entry.extraFields.some(({ id }) => id === unicodePath)) return refused('archive/two-names', 'an entry carries a second name');
  const raw = entry.fileNameRaw;
  const isAscii = raw.every((byte) => byte < 0x80);
  if (!isAscii && (entry.generalPurposeBitFlag & 0x800) === 0)
    return refused('archive/bad-name', 'a name is neither ASCII nor marked as UTF-8');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return refused('archive/bad-name', 'a name is no UTF-8');
  }
}

export function shapeProblem(entry: Entry, name: string, { ratio, ratioFrom, unpackedBytes }: ArchiveLimits): ArchiveProblem | undefined {
  const shown = JSON.stringify(name.slice(0, 100));
  const isFolder = name.endsWith('/');
  const path = isFolder ? name.slice(0, -1) : name;
  const problem = pathProblem(path) ?? portability(path);
  if (problem) return refused('archive/bad-name', `${shown} cannot be in a package: ${problem}`);
  if (entry.isEncrypted()) return refused('archive/encrypted', `${shown} is encrypted`);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return refused('archive/method', `${shown} is packed with method ${entry.compressionMethod}; deflate and stored are read`);
  // Who made the entry decides whether the upper half holds a Unix mode; a mode from anybody is believed, because some reader would.
  const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (mode !== 0 && mode !== (isFolder ? 0o040000 : 0o100000))
    return refused('archive/odd-file', `${shown} is ${kindOf(mode)}; only regular files are taken`);
  if (!isFolder && (entry.externalFileAttributes & 0x10) !== 0)
    return refused('archive/odd-file', `${shown} calls itself a folder and has the name of a file`);
  if (isFolder && entry.uncompressedSize > 0) return refused('archive/odd-file', `the folder ${shown} has content`);
  if (entry.uncompressedSize > unpackedBytes) return refused('archive/bomb', `${shown} would have ${entry.uncompressedSize} bytes`);
  if (entry.uncompressedSize > ratioFrom && entry.uncompressedSize > ratio * Math.max(1, entry.compressedSize))
    return refused('archive/bomb', `${shown} swells to more than ${ratio} times its packed size`);
  return undefined;
}

function portability(path: string): string | undefined {
  const parts = path.split('/');
  if (path.length > longestName) return `its name is longer than ${longestName}`;
  if (parts.length > deepest) return `it lies deeper than ${deepest} folders`;
  if (parts.some((part) => /[:*?"<>|]/.test(part) || /[. ]$/.test(part) || windowsOnly.test(part)))
    return 'some systems read its name as another file';
  return undefined;
}

function kindOf(mode: number): string {
  const kinds: Readonly<Record<number, string>> = {
    21609: 'a link',
    9604: 'a folder',
    2401: 'a pipe',
    4802: 'a device',
    14406: 'a device',
    26411: 'a socket',
  };
  return kinds[mode] ?? 'no file';
}
