/** The version of Grafana whose API and formats are answered, unless `[orrery] grafana_version` says otherwise. */
export const grafanaCompat = '12.4.0';
