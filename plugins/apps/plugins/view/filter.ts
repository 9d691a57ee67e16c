/** Which offers are shown: the words and the ticks of the address. */
import type { Offer } from './catalog-api.ts';

export type FacetName = 'kind' | 'level' | 'status';
export const facets: readonly { readonly name: FacetName; readonly of: (offer: Offer) => string }[] = [
  { name: 'kind', of: ({ type }) => type },
  { name: 'status', of: ({ installed, hasUpdate, pending }) => (!installed ? 'offered' : hasUpdate || pending ? 'newer' : 'here') },
  { name: 'level', of: ({ versions }) => versions[0]?.signedBy.level ?? 'unknown' },
];

export const valuesOf = (query: URLSearchParams, name: FacetName): readonly string[] => (query.get(name) ?? '').split(',').filter(Boolean);

export function matches(offer: Offer, query: URLSearchParams): boolean {
  const text = [offer.name, offer.id, offer.description, offer.author, offer.category ?? '', ...offer.keywords, ...offer.aliases]
    .join(' ')
    .toLowerCase();
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return (
    words.every((word) => text.includes(word)) &&
    facets.every(({ name, of }) => {
      const chosen = valuesOf(query, name);
      return chosen.length === 0 || chosen.includes(of(offer));
    })
  );
}
