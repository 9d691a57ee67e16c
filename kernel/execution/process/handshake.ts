/** The line by which a plugin's process says where it listens: `core|app|network|address|protocol|certificate|multiplexing`. */
import { fail, ok, type Result } from '@orrery/plugin-sdk';

export interface Handshake {
  readonly network: 'unix' | 'tcp';
  readonly address: string;
}

/** What a plugin asks for before it does anything; a program started by hand tells the person that it is no command. */
export const handshakeEnvironment = {
  grafana_plugin_type: 'datasource',
  PLUGIN_MIN_PORT: '10000',
  PLUGIN_MAX_PORT: '25000',
  PLUGIN_PROTOCOL_VERSIONS: '2',
} as const;

/** Longer than any handshake: who writes so much before the first line end is no plugin. */
export const longestHandshake = 4_096;

export function readHandshake(line: string): Result<Handshake> {
  const parts = line.trim().split('|');
  const [core, app, network, address = '', protocol, certificate = ''] = parts;
  if (parts.length < 4 || parts.length > 7 || !/^\d+$/.test(core ?? '')) {
    return refused(
      `its first line on standard output is no handshake (${JSON.stringify(line.slice(0, 120))}). Is the file a backend plugin, and does it print nothing before it serves?`,
    );
  }
  if (core !== '1') return refused(`it speaks version ${core} of the core protocol, and 1 is spoken here.`);
  if (app !== '2') return refused(`it speaks version ${app} of the plugin protocol, and 2 is spoken here. Build it with a newer SDK.`);
  if (protocol !== 'grpc')
    return refused(`it speaks "${protocol ?? 'netrpc'}", and only "grpc" is spoken here. Build it with a newer SDK.`);
  if (network !== 'unix' && network !== 'tcp') return refused(`it listens on "${network}", which is neither "unix" nor "tcp".`);
  // Mutual TLS is on only where the host offered a certificate, and this one offers none: the socket lies in the plugin's own folder.
  if (certificate.length > 50) return refused('it asks for TLS, which nobody offered it.');
  if (network === 'tcp' && !/^(127\.0\.0\.1|\[::1\]|localhost):\d{1,5}$/.test(address))
    return refused(`it listens at ${JSON.stringify(address.slice(0, 120))}, which is not this machine alone.`);
  return ok({ network, address });
}

function refused(why: string): Result<never> {
  return fail('plugin/handshake', `The process did not shake hands: ${why}`);
}
