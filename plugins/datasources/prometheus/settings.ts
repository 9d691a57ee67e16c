/** What an administrator set for one Prometheus (spec datasources.md 3.1). Everything may be missing or of another kind. */
import type { Instance } from '@orrery/plugin-sdk';

export interface PrometheusSettings {
  readonly httpMethod?: string;
  readonly timeInterval?: string;
  readonly queryTimeout?: string;
  readonly customQueryParameters?: string;
  readonly disableMetricsLookup?: boolean;
  readonly disableRecordingRules?: boolean;
  readonly prometheusType?: string;
  readonly prometheusVersion?: string;
  readonly cacheLevel?: string;
  readonly defaultEditor?: string;
  readonly incrementalQuerying?: boolean;
  readonly incrementalQueryOverlapWindow?: string;
  readonly exemplarTraceIdDestinations?: readonly ExemplarDestination[];
  readonly seriesLimit?: number;
  readonly seriesEndpoint?: boolean;
  readonly codeModeMetricNamesSuggestionLimit?: number;
  readonly manageAlerts?: boolean;
  readonly allowAsRecordingRulesTarget?: boolean;
  readonly alertmanagerUid?: string;
}

/** Where the trace of an exemplar is shown: another data source, or a page. */
export interface ExemplarDestination {
  readonly name: string;
  readonly url?: string;
  readonly urlDisplayLabel?: string;
  readonly datasourceUid?: string;
}

export function settingsOf(instance: Instance | undefined): PrometheusSettings {
  return (instance?.settings.jsonData ?? {}) as PrometheusSettings;
}
