import { type Lines, textOf } from '../model/lines.ts';

/** The lines that are shown, as a text file. In pieces: one text of a million lines is more than a string may hold. */
export function download(lines: Lines, rows: Uint32Array, near: HTMLElement | null, title: string): void {
  const document = near?.ownerDocument;
  if (!document) return;
  const pieces: string[] = [];
  const each = 10_000;
  for (let start = 0; start < rows.length; start += each) {
    const piece = Array.from(
      rows.subarray(start, start + each),
      (line) => `${new Date(lines.times[line]!).toISOString()}\t${textOf(lines, line)}\n`,
    );
    pieces.push(piece.join(''));
  }
  const url = URL.createObjectURL(new Blob(pieces, { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${title.replace(/[^\p{L}\p{N}_-]+/gu, '-') || 'logs'}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
