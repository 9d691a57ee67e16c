/** One question to Prometheus, as worked out from a dashboard's query. */
import type { Query } from '@orrery/plugin-sdk';
import type { ExemplarDestination } from './settings.ts';

/** What dashboards store of a query (spec datasources.md 3.3). */
export interface PromQuery extends Query {
  readonly expr?: string;
  readonly legendFormat?: string;
  readonly interval?: string;
  /** Seconds; what annotations of very old dashboards have for `interval`. */
  readonly step?: number | string;
  readonly intervalFactor?: number;
  readonly instant?: boolean;
  readonly range?: boolean;
  readonly exemplar?: boolean;
  readonly format?: string;
  readonly utcOffsetSec?: number;
  readonly editorMode?: 'builder' | 'code';
  readonly adhocFilters?: readonly AdHocFilter[];
  readonly scopes?: unknown;
  readonly query?: unknown;
  readonly fromAnnotations?: boolean;
}

export interface AdHocFilter {
  readonly key: string;
  readonly operator?: string;
  readonly value?: string;
  readonly values?: readonly string[];
}

export interface Asking {
  readonly refId: string;
  /** With macros and filters filled in: what is sent. */
  readonly expr: string;
  readonly legendFormat: string;
  readonly format: string;
  readonly stepMs: number;
  readonly from: number;
  readonly to: number;
  /** Aligned ends of the range, epoch ms. */
  readonly start: number;
  readonly end: number;
  readonly exemplarDestinations: readonly ExemplarDestination[];
  /** `Value`, or `Value #A` where tables of several queries will be joined. */
  readonly valueName: string;
}
