/** What Grafana's backend protocol tells a plugin of why it is asked, as headers of the query. */
export const purposeHeaders: Readonly<Record<string, Readonly<Record<string, string>>>> = { alert: { FromAlert: 'true' } };
