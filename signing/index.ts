/** Keys, manifests, trust: bytes in, verdict out. Knows nothing of the kernel. */

export { type ArchiveFile, type ReadArchive, readArchive, type Unpacked } from './archive.ts';
export { type ArchiveProblem, archiveLimits } from './archive-entry.ts';
export { type RequiredSigners, signDetached } from './detached.ts';
export { digests, type Files, isSignature, manifestName, pathProblem, sha256 } from './digest.ts';
export * from './keys.ts';
export { parseManifest, type SignedManifest, writeManifest } from './manifest.ts';
export { type OpenedMessage, openMessage, signMessage } from './message.ts';
export { identityOf, readFolder, type SignedFolder, type SignFolder, signFolder } from './sign-folder.ts';
export { type Signer, type SigningCommand, signerBehind, signerOf } from './signer.ts';
export { type KnownKey, levelOf, openTrust, revocationOf, rightProblem, type TrustStore } from './trust.ts';
export { type Level, levels, parseTrust, type Revocation, type TrustedKey, type TrustFile } from './trust-file.ts';
export { judgeFiles, type Reason, type SignatureVerdict, type Status, type VerdictOptions } from './verdict.ts';
export { writeArchive } from './write-archive.ts';
