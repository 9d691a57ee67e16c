/** What people may choose about this panel. */
import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const group = t.filter;
export const editors: readonly OptionEditor[] = [
  { path: 'spanFilters.query', label: t.search, group, control: { kind: 'text' } },
  { path: 'spanFilters.serviceName', label: t.service, group, control: { kind: 'text' } },
  { path: 'spanFilters.spanName', label: t.span, group, control: { kind: 'text' } },
  { path: 'spanFilters.from', label: t.longer, group, control: { kind: 'text', placeholder: '10ms' } },
  { path: 'spanFilters.to', label: t.shorter, group, control: { kind: 'text', placeholder: '1s' } },
  { path: 'spanFilters.criticalPathOnly', label: t.critical, group, control: { kind: 'switch' } },
  { path: 'spanFilters.matchesOnly', label: t.only, group, control: { kind: 'switch' } },
];
