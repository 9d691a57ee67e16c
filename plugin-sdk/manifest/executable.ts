/** Executables of plugins lie in their package once for each system and processor, named as Go names these. */
const systems: Readonly<Record<string, string>> = { win32: 'windows' };
const processors: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** The file for a machine (as Node names platform and processor), by the base name in plugin.json. */
export function executableName(base: string, platform: string, processor: string): string {
  const system = systems[platform] ?? platform;
  return `${base}_${system}_${processors[processor] ?? processor}${system === 'windows' ? '.exe' : ''}`;
}
