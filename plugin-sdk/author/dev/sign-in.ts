/**
 * A link that signs the developer in as the administrator of the server that `dev` started, with no password to type: a token of a key
 * that is made for each start and that no other server knows.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const goodForSeconds = 12 * 3600;

export interface SignInLink {
  /** For the server's configuration. */
  readonly settings: Readonly<Record<string, string>>;
  /** The path with the token in its query. */
  to(path: string): string;
}

export async function signInLink(home: string): Promise<SignInLink> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const keyFile = join(home, 'sign-in-key.pem');
  await writeFile(keyFile, publicKey.export({ type: 'spki', format: 'pem' }));
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: 'developer', login: 'developer', role: 'GrafanaAdmin', iat: now, exp: now + goodForSeconds };
  const signed = `${encode({ alg: 'EdDSA' })}.${encode(claims)}`;
  const token = `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
  return {
    settings: {
      enabled: 'true',
      url_login: 'true',
      enable_login_token: 'true',
      auto_sign_up: 'true',
      key_file: keyFile,
      username_claim: 'login',
      role_attribute_path: 'role',
      allow_assign_grafana_admin: 'true',
    },
    to: (path) => `${path}${path.includes('?') ? '&' : '?'}auth_token=${token}`,
  };
}
