/**
 * The outer form of MANIFEST.txt: one cleartext-signed OpenPGP message and nothing else. OpenPGP readers are forgiving here: they skip
 * what stands before the block, between checksum and end, and after it, and a person (or another reader) then takes that for signed.
 * So the form is checked letter by letter before a reader sees it.
 */
import { type CleartextMessage, readCleartextMessage } from 'openpgp';

const form = new RegExp(
  [
    '^\\n*-----BEGIN PGP SIGNED MESSAGE-----\\n',
    'Hash: SHA(?:256|384|512)\\n\\n',
    '(?<body>(?:(?!-)[^\\n]*\\n)+?)',
    '-----BEGIN PGP SIGNATURE-----\\n',
    '(?:(?:Version|Comment): [^\\n]*\\n)*\\n',
    '(?:[A-Za-z0-9+/]+=*\\n)+(?:=[A-Za-z0-9+/]{4}\\n)?',
    '-----END PGP SIGNATURE-----\\n*$',
  ].join(''),
);
const largest = 4 << 20;

/** The message and the text that its signature covers. Throws an Error with the reason. */
export async function readCleartext(bytes: Uint8Array): Promise<{ readonly message: CleartextMessage; readonly text: string }> {
  if (bytes.length > largest) throw new Error(`It is larger than ${largest >> 20} MB.`);
  const text = decode(bytes).replaceAll('\r\n', '\n');
  const problem = formProblem(text);
  if (problem) throw new Error(problem);
  const message = await readCleartextMessage({ cleartextMessage: text });
  return { message, text: message.getText() };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error('It is no UTF-8 text.');
  }
}

/** Which part of the form is broken, as exactly as can be told. */
function formProblem(text: string): string | undefined {
  const begin = '-----BEGIN PGP SIGNED MESSAGE-----';
  const end = '-----END PGP SIGNATURE-----';
  const trimmed = text.trim();
  if (!trimmed.includes(begin)) return 'It holds no signed message.';
  if (!text.trimStart().startsWith(begin)) return 'Text stands before the signed message; nobody signed that.';
  if (!trimmed.includes(end)) return 'It is cut off: the signature has no end.';
  if (trimmed.split(begin).length > 2 || trimmed.split(end).length > 2) return 'It holds more than one signed message.';
  if (!trimmed.endsWith(end)) return 'Text stands after the signature; nobody signed that.';
  return form.test(text)
    ? undefined
    : 'It is not written as a signed message: its header holds "Hash" with SHA-2 and nothing else, its signature base64 and nothing else.';
}
