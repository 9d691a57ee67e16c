import type { Migration } from '../migrate.ts';
import { kernelTables } from './001-kernel.ts';
import { clusterTables } from './002-cluster.ts';
import { pluginTables } from './003-plugins.ts';
import { packageParts } from './004-package-parts.ts';

export const migrations: readonly Migration[] = [kernelTables, clusterTables, pluginTables, packageParts];
